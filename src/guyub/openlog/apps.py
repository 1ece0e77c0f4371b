from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OpenLogConfig(AppConfig):
    name = "guyub.openlog"
    label = "openlog"

    def ready(self) -> None:
        """Every migration ends with the log's triggers in place."""
        from guyub.openlog import guards  # noqa: PLC0415 - models are loaded first

        post_migrate.connect(
            guards.after_migration(guards.log_guards), sender=self, weak=False, dispatch_uid="openlog.guards"
        )
