from django.apps import AppConfig


class OpenLogConfig(AppConfig):
    name = "guyub.openlog"
    label = "openlog"

    def ready(self) -> None:
        """Every migration ends with the log's triggers in place."""
        from guyub.openlog import guards  # noqa: PLC0415 - models are loaded first

        guards.around_migrations(self, guards.log_guards)
