from django.apps import AppConfig


class SentraConfig(AppConfig):
    name = "guyub.sentra"
    label = "sentra"
