"""Addresses of this room."""

from django.urls import URLPattern, path

from guyub.books import pages

urlpatterns: list[URLPattern] = [
    path("buku/<uuid:book>/", pages.book, name="book"),
    path("buku/<uuid:book>/neraca-saldo/", pages.trial_balance, name="book_trial_balance"),
]
