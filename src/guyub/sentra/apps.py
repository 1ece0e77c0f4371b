from django.apps import AppConfig


class SentraConfig(AppConfig):
    name = "guyub.sentra"
    label = "sentra"

    def ready(self) -> None:
        """What two people changed differently is found again when somebody has chosen."""
        from guyub.people.merging import register  # noqa: PLC0415 - models load now
        from guyub.sentra import jobs  # noqa: PLC0415
        from guyub.sentra.editing import FINDERS  # noqa: PLC0415

        register(FINDERS)
        jobs.register()
