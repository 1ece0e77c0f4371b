from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    name = "guyub.workshop"
    label = "workshop"
