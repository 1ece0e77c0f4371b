from django.apps import AppConfig


class OpenLogConfig(AppConfig):
    name = "guyub.openlog"
    label = "openlog"
