from django.apps import AppConfig


class SentraConfig(AppConfig):
    name = "guyub.sentra"
    label = "sentra"

    def ready(self) -> None:
        """What takes long is done in the background."""
        from guyub.sentra import jobs  # noqa: PLC0415 - models load now

        jobs.register()
