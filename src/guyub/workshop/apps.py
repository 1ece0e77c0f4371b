from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    name = "guyub.workshop"
    label = "workshop"

    def ready(self) -> None:
        """What workshops offer to joint orders, the sentra's officers see in its directory."""
        from guyub.sentra.queries import remarks  # noqa: PLC0415 - models load now
        from guyub.workshop.queries.capacity import offered_words  # noqa: PLC0415

        remarks.append(offered_words)
