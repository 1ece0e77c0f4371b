"""Lists in the documentation that claim to be complete are, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guyub.books.line import Understood
from guyub.books.line.reading import KINDS
from guyub.books.urls import urlpatterns
from guyub.cli.main import COMMANDS

PROJECT = Path(__file__).resolve().parent.parent
DOCS = PROJECT / "docs"
PAGES = [*PROJECT.glob("*.md"), *DOCS.rglob("*.md")]
VARIABLE = re.compile(r"\b(?:GUYUB_[A-Z_]*[A-Z]|DATABASE_URL)\b")


def reference(name: str) -> str:
    return (DOCS / "reference" / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    return text.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def test_every_command_is_in_the_reference_and_no_other() -> None:
    table = reference("cli.md").partition("\n## ")[0]
    assert set(re.findall(r"`guyub ([a-z]+)", table)) - {"shell", "changepassword", "dbshell", "run"} == set(COMMANDS)


def test_the_reference_of_parse_names_every_kind_and_field() -> None:
    told = section(reference("cli.md"), "`guyub parse`")
    names = set(re.findall(r"`([a-z_ ]+)`", told))
    assert " ".join(KINDS) in names
    assert {*Understood.__slots__, "entries"} <= names
    kinds = section(reference("one-line.md"), "What happened")
    assert {kind for kind in KINDS if f"`{kind}`" not in kinds} == set()


def test_every_variable_of_the_environment_is_in_the_reference_and_no_other() -> None:
    code = [*PROJECT.glob("src/**/*.py"), *PROJECT.glob("tests/**/*.py"), *PROJECT.glob("tools/*")]
    code = [path for path in [*code, PROJECT / "run", PROJECT / "test"] if path != Path(__file__)]
    used = {name for path in code for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    told = set(VARIABLE.findall(reference("settings.md")))
    assert (used - told, told - used) == (set(), set())


def test_every_page_of_a_book_is_in_the_reference_and_no_other() -> None:
    addresses = {"/" + re.sub(r"<\w+:(\w+)>", r"<\1>", str(each.pattern)) for each in urlpatterns}
    table = section(reference("access.md"), "The pages of a book")
    assert set(re.findall(r"`(/[^`]*)`", table)) == addresses


def test_the_index_leads_to_every_document() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    found = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")} - {"README.md"}
    assert {path for path in found if f"({path})" not in index} == set()


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if anchor:
            headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in map(_anchor, headings), link
