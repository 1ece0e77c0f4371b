"""Forms filled in as a browser would send them: what stands in the page, with what a person changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.test import Client

Sent = dict[str, list[str]]


@dataclass
class Form:
    action: str
    method: str = "get"
    values: Sent = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.open = Form(given.get("action") or "", (given.get("method") or "get").lower())
            self.forms.append(self.open)
        name = given.get("name") or ""
        if self.open is None:
            return
        if tag == "option" and self.select and "selected" in given:
            self.open.values[self.select] = [given.get("value") or ""]
        elif name and tag in {"input", "select", "textarea", "button"}:
            self.open.names.add(name)
            self._field(tag, name, given)

    def _field(self, tag: str, name: str, given: dict[str, str | None]) -> None:
        assert self.open is not None
        if tag == "select":
            self.select = name
            self.open.values.setdefault(name, [""])
        elif tag == "textarea":
            self.area = name
            self.open.values[name] = [""]
        elif tag == "input" and given.get("type") not in {"checkbox", "radio", "file", "submit"}:
            self.open.values.setdefault(name, []).append(given.get("value") or "")
        elif tag == "input" and "checked" in given:
            self.open.values.setdefault(name, []).append(given.get("value") or "on")

    def handle_data(self, data: str) -> None:
        if self.open is not None and self.area:
            self.open.values[self.area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""


def forms_of(html: str) -> Iterator[Form]:
    parser = _Forms()
    parser.feed(html)
    yield from parser.forms


def fill(client: Client, path: str, into: str, *, query: dict[str, str] | None = None, **values: Any) -> Any:
    """Open a page, fill the posting form that has a field `into`, and send it. The answer, redirects followed."""
    page = client.get(path, query or {})
    assert page.status_code == 200, f"{path}: {page.status_code}"
    form = next(form for form in forms_of(page.content.decode()) if into in form.names and form.method == "post")
    data = {**form.values, **{name.replace("__", "-"): value for name, value in values.items()}}
    return client.post(urljoin(page.request["PATH_INFO"], form.action), data, follow=True)
