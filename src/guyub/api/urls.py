"""Addresses of the API."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from guyub.api import accounts, books, debts, entries, notes, statements
from guyub.api.api import ROOT, api, nothing, openapi

for router in (books.router, accounts.router, entries.router, notes.router, statements.router, debts.router):
    api.add_router("", router)

# Without ninja's own root, whose 404 is a page.
_operations = [pattern for pattern in api.urls[0] if pattern.name != "api-root"]  # type: ignore[union-attr]
_all = [path("openapi.json", openapi, name="openapi"), *_operations, re_path("^", nothing, name="nothing")]

urlpatterns: list[URLPattern | URLResolver] = [path(ROOT.lstrip("/"), include((_all, "api")))]
