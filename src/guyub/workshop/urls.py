"""Addresses of this room. All of a workshop's begin with `bengkel/<its enterprise>/`."""

from __future__ import annotations

from django.urls import URLPattern, path

from guyub.workshop.pages import board, counting

urlpatterns: list[URLPattern] = [
    path("bengkel/<uuid:enterprise>/", board.home, name="workshop_home"),
    path("bengkel/<uuid:enterprise>/hasil/", counting.tally, name="tally"),
    path("bengkel/<uuid:enterprise>/hasil/<uuid:tally>/batal/", counting.undo, name="tally_undo"),
]
