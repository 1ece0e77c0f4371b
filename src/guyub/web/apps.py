from django.apps import AppConfig
from django.utils.translation import get_language

from guyub.kernel import words


class WebConfig(AppConfig):
    name = "guyub.web"
    label = "web"

    def ready(self) -> None:
        """On the web a sentence is shown in the language of the request."""
        words.speak_as(lambda: "en" if (get_language() or "").startswith("en") else "id")
