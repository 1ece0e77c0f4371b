"""Addresses of the API."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from guyub.api import accounts, books, debts, entries, months, notes, statements, taxes
from guyub.api.api import ROOT, api, nothing, one_shape, openapi

for topic in (books, accounts, entries, notes, statements, debts, taxes, months):
    api.add_router("", topic.router)

# Without ninja's own root, whose 404 is a page.
_operations: list[URLPattern] = [
    each for each in api.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"
]
for _operation in _operations:
    _operation.callback = one_shape(_operation.callback)
_all = [path("openapi.json", openapi, name="openapi"), *_operations, re_path("^", nothing, name="nothing")]

urlpatterns: list[URLPattern | URLResolver] = [path(ROOT.lstrip("/"), include((_all, "api")))]
