from django.apps import AppConfig


class BooksConfig(AppConfig):
    name = "guyub.books"
    label = "books"

    def ready(self) -> None:
        """Every migration ends with the ledger's triggers in place; what takes long is done in the background."""
        from guyub.books import jobs  # noqa: PLC0415
        from guyub.books.guards import book_guards  # noqa: PLC0415 - models are loaded first
        from guyub.openlog.guards import around_migrations  # noqa: PLC0415

        around_migrations(self, book_guards)
        jobs.register()
