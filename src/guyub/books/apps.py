from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BooksConfig(AppConfig):
    name = "guyub.books"
    label = "books"

    def ready(self) -> None:
        """Every migration ends with the ledger's triggers in place."""
        from guyub.books.guards import book_guards  # noqa: PLC0415 - models are loaded first
        from guyub.openlog.guards import after_migration  # noqa: PLC0415

        post_migrate.connect(after_migration(book_guards), sender=self, weak=False, dispatch_uid="books.guards")
