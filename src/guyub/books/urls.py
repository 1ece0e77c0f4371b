"""Addresses of this room."""

from django.urls import URLPattern, path

from guyub.books.pages import forecast, overview

urlpatterns: list[URLPattern] = [
    path("buku/<uuid:book>/", overview.book, name="book"),
    path("buku/<uuid:book>/neraca-saldo/", overview.trial_balance, name="book_trial_balance"),
    path("buku/<uuid:book>/uang-ke-depan/", forecast.forecast, name="book_forecast"),
]
