from django.apps import AppConfig


class BooksConfig(AppConfig):
    name = "guyub.books"
    label = "books"
