"""Long lists, a page at a time: `?halaman=2`."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

A_PAGE = 40


def page_of(request: HttpRequest, things: Any, a_page: int = A_PAGE) -> Page[Any]:
    """The page that was asked for, or the nearest there is."""
    return Paginator(things, a_page).get_page(request.GET.get("halaman"))


def query_of(request: HttpRequest, *names: str) -> str:
    """What else was asked for, to be kept in the links to other pages of the list: `&siapa=lama`."""
    kept = request.GET.copy()
    for name in list(kept):
        if name not in names:
            del kept[name]
    return f"&{kept.urlencode()}" if kept else ""
