from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "guyub.people"
    label = "people"
