from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    name = "guyub.workshop"
    label = "workshop"

    def ready(self) -> None:
        """The stock follows what is noted in the books, and tells them what it is worth; what workshops offer to joint
        orders, the sentra's officers see in its directory.
        """
        from guyub.books.actions import following as books  # noqa: PLC0415 - models load now
        from guyub.books.queries.stock import stock_attentions, stock_keepers  # noqa: PLC0415
        from guyub.people.merging import register  # noqa: PLC0415
        from guyub.sentra.queries import remarks  # noqa: PLC0415
        from guyub.workshop.actions import following  # noqa: PLC0415
        from guyub.workshop.editing import FINDERS  # noqa: PLC0415
        from guyub.workshop.queries.capacity import offered_words  # noqa: PLC0415

        register(FINDERS)
        books.before_locks.append(following.hold)
        books.note_followers.append(following.follow_note)
        books.reversal_followers.append(following.follow_reversal)
        stock_keepers.append(following.keeps_stock)
        stock_attentions.append(following.below_zero)
        remarks.append(offered_words)
