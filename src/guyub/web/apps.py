from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import get_language

from guyub.kernel import words


def _make_cache_table(**_: object) -> None:
    """Sign-in limits are counted in a table that Django makes by a command of its own, not by a migration."""
    call_command("createcachetable", verbosity=0)


class WebConfig(AppConfig):
    name = "guyub.web"
    label = "web"

    def ready(self) -> None:
        """On the web a sentence is shown in the language of the request."""
        # Django sends this signal only for applications that have models, and this one has none.
        post_migrate.connect(_make_cache_table, sender=apps.get_app_config("people"))
        words.speak_as(lambda: get_language() or words.SOURCE_LANGUAGE)
