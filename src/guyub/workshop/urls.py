"""Addresses of this room. All of a workshop's begin with `bengkel/<its enterprise>/`."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
