from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out


class BackgroundConfig(AppConfig):
    name = "guyub.background"
    label = "background"

    def ready(self) -> None:
        from guyub.background.pages import forget_this_browser  # noqa: PLC0415 - needs the models

        user_logged_out.connect(forget_this_browser, dispatch_uid="background.forget")
