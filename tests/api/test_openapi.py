"""The API's description is complete, served to everybody, and what the reference shows."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.books.quiet import quiet_world

from guyub.api.api import ROOT, description
from guyub.api.urls import urlpatterns
from guyub.books.actions.posting import open_book
from guyub.books.models import Entry
from guyub.people.actions import make_key

REFERENCE = (Path(__file__).parents[2] / "docs/reference/api.md").read_text(encoding="utf-8")
SHAPE = {"$ref": "#/components/schemas/ProblemsOut"}

assert urlpatterns, "the operations are known once their addresses are"
OPERATIONS: list[tuple[str, str, dict[str, Any]]] = [
    (method.upper(), path.removeprefix(ROOT.rstrip("/")), operation)
    for path, methods in description()["paths"].items()
    for method, operation in methods.items()
]


def test_the_description_is_served_to_everybody(db: None) -> None:
    served = Client().get("/api/v1/openapi.json")
    assert served.status_code == 200
    assert served.json()["openapi"] == "3.1.0"
    assert set(served.json()["paths"]) == set(description()["paths"])
    assert Client().post("/api/v1/openapi.json").status_code == 405


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=lambda value: str(value)[:40])
def test_every_operation_says_what_it_is_and_how_it_fails(method: str, path: str, operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert operation["tags"]
    assert operation["security"] == [{"Key": []}, {"Session": []}]
    answers = {str(status): answer for status, answer in operation["responses"].items()}
    needed = {"200", "401"} | ({"404"} if "{book}" in path else set())
    if method == "POST":
        needed |= {"400", "422"} | ({"403", "409"} if "{book}" in path else set())
        needed |= {"201"} if operation["operationId"] not in {"post_parse", "post_close"} else set()
    assert needed <= set(answers)
    failures = [answer["content"]["application/json"]["schema"] for status, answer in answers.items() if status >= "4"]
    assert all(each == SHAPE for each in failures)


def test_no_default_is_one_that_would_be_refused() -> None:
    """What may be left out has a default that fits its own description, or none."""
    for name, shape in description()["components"]["schemas"].items():
        for field, described in shape.get("properties", {}).items():
            default, least = described.get("default"), described.get("minimum", 0)
            assert default not in ("", []), f"{name}.{field}"
            assert default is None or isinstance(default, str) or default >= least, f"{name}.{field}"


def test_the_reference_lists_every_operation_and_no_other() -> None:
    listed = re.findall(r"^\| (GET|POST) \| `([^`]+)` \|", REFERENCE, re.MULTILINE)
    assert sorted(listed) == sorted((method, path) for method, path, __ in OPERATIONS)


def test_the_reference_names_every_question_that_an_operation_takes() -> None:
    rows = {
        (method, path): row for method, path, row in re.findall(r"^\| (GET) \| `([^`]+)` \| (.*) \|", REFERENCE, re.M)
    }
    for method, path, operation in OPERATIONS:
        asked = [each["name"] for each in operation["parameters"] if each["in"] == "query" and each["name"] != "page"]
        assert all(f"`{name}`" in rows[method, path] for name in asked), path


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is missing")
@pytest.mark.django_db(transaction=True)
def test_the_example_of_the_reference_works(live_server: Any) -> None:
    world = quiet_world()
    book, owner = open_book(world.enterprise), world.people["owner"]
    assert owner is not None
    key = make_key(owner, "uji", client_id="1", at=timezone.now())
    (example,) = re.findall(r"```sh\n(.*?)```", REFERENCE, re.DOTALL)
    example = example.replace("http://127.0.0.1:8000", live_server.url).replace("guyub_...", key)
    done = subprocess.run(["bash", "-euc", example], capture_output=True, text=True, check=True, timeout=60)
    assert '"problems"' not in done.stdout
    assert '"assets": 540000' in done.stdout
    assert '"total_to_us": 340000' in done.stdout
    assert Entry.objects.filter(book=book).count() == 2
