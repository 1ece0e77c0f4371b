from django.apps import AppConfig


class PhoneConfig(AppConfig):
    name = "guyub.phone"
    label = "phone"
