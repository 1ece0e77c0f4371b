"""The house keeps its own rules: small files, known furniture, plain rules, complete migrations and translations."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import call_command

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "src/guyub"
LONGEST_FILE = 450

FURNITURE = {
    "__init__.py",
    "jobs.py",
    "apps.py",
    "urls.py",
    "models.py",
    "rules.py",
    "actions.py",
    "queries.py",
    "pages.py",
    "forms.py",
    "api.py",
    # The same, grown into a folder of several files.
    "models",
    "rules",
    "actions",
    "queries",
    "pages",
    "forms",
    "migrations",
    "templates",
    "templatetags",
    "management",
    "static",
}
# What a room has beside the usual, because it is about something that no other room is about.
OWN_FURNITURE = {
    "people": {"prepared.py", "access.py", "sign_in.py", "fields.py", "merging.py", "sheets.py"},
    "background": {"progress.py", "push.py", "tasks.py"},
    "sentra": {"directory.py", "phones.py", "import_pages.py", "editing.py"},
    "reference": {"final_tax.py", "holiday_allowance.py", "wage_floor.py"},
    "openlog": {"guards.py", "reading.py", "verify.py"},
    "books": {
        "bulk.py",
        "chart.py",
        "constraints.py",
        "exchange",
        "guards.py",
        "line",
        "verify.py",
        "writing.py",
        "paper.py",
        "paper.typ",
        "workbook.py",
    },
    "phone": {"middleware.py", "person.py", "today.py", "words.py"},
    "workshop": {"editing.py", "verify.py", "slip.py", "slip.typ", "wall.py", "wall.typ"},
    "orders": {"split", "given.py", "gathering.py", "outcome.py", "files.py", "links.py", "chart.py", "sheet.py"}
    | {
        "editing.py",
        "sheet.typ",
        "leaving.py",
        "expected.py",
        "verify.py",
        "workshops.py",
        "network.py",
        "year.py",
        "desk.py",
    },
}
# Not rooms of a capability: plain tools, the shell, the command line, the words.
NOT_ROOMS = {"kernel", "web", "cli", "api", "locale"}

# Tells how long the solving took; decides nothing by it.
STOPWATCH = PACKAGE / "orders/split/service.py"
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}
CHANCE_AND_TIME = {"random", "secrets", "time", "os"}
INLINE_STYLE = re.compile(r"""\sstyle\s*=\s*["'{]""")
INLINE_SCRIPT = re.compile(r"""<script(?![^>]*(\bsrc=|application/(ld\+)?json))|\son[a-z]+\s*=\s*["']""")


def _ours(pattern: str, *folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in (PROJECT / folder).rglob(pattern) if "migrations" not in path.parts)


def _name(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def _rooms() -> list[Path]:
    return sorted(path for path in PACKAGE.iterdir() if path.is_dir() and path.name not in NOT_ROOMS | {"__pycache__"})


def _plain_files() -> list[Path]:
    """Files that decide, and so may know neither Django nor the clock nor chance."""
    decided = [*PACKAGE.glob("*/rules.py"), *PACKAGE.glob("*/rules/*.py"), *PACKAGE.glob("orders/split/*.py")]
    decided += PACKAGE.glob("books/line/*.py")
    return sorted([*PACKAGE.glob("kernel/**/*.py"), *PACKAGE.glob("reference/*.py"), *decided])


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _root(module: str) -> str:
    return module.partition(".")[0]


def test_no_file_is_too_long_to_read() -> None:
    files = [*_ours("*.py", "src", "tests", "benchmarks", "tools"), *_ours("*.html", "src"), *_ours("*.css", "src")]
    long = {_name(path): lines for path in files if (lines := len(path.read_text().splitlines())) > LONGEST_FILE}
    assert not long


@pytest.mark.parametrize("room", _rooms(), ids=lambda room: room.name)
def test_a_room_has_only_known_furniture(room: Path) -> None:
    found = {path.name for path in room.iterdir() if path.name != "__pycache__" and not path.name.startswith(".")}
    strange = found - FURNITURE - OWN_FURNITURE.get(room.name, set())
    assert not strange, f"{room.name} has {sorted(strange)}: usual furniture, or a line in OWN_FURNITURE"


@pytest.mark.parametrize("path", _plain_files(), ids=_name)
def test_what_decides_knows_no_django(path: Path) -> None:
    assert not [module for module in _imports(ast.parse(path.read_text())) if _root(module) == "django"]


@pytest.mark.parametrize(
    "path", [path for path in _plain_files() if "kernel" not in path.parts and path != STOPWATCH], ids=_name
)
def test_what_decides_asks_neither_the_clock_nor_chance(path: Path) -> None:
    tree = ast.parse(path.read_text())
    called = {node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and hasattr(node.func, "attr")}
    assert not called & CLOCKS
    assert not {_root(module) for module in _imports(tree)} & CHANCE_AND_TIME


def test_rooms_import_only_from_rooms_below() -> None:
    linter = [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache"]
    result = subprocess.run(linter, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_pages_carry_no_style_or_script_that_the_security_policy_would_refuse() -> None:
    pages = {_name(path): path.read_text() for path in _ours("*.html", "src")}
    assert not [name for name, text in pages.items() if INLINE_STYLE.search(text) or INLINE_SCRIPT.search(text)]


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_the_tests_install_the_very_versions_that_users_get() -> None:
    def pinned(name: str) -> set[str]:
        return set(re.findall(r"^[\w.-]+==[^\s;\\]+", (PROJECT / name).read_text(), re.MULTILINE))

    assert pinned("requirements.txt") <= pinned("requirements-dev.txt")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-uv.txt"])
def test_locked_requirements_carry_hashes_and_no_address(name: str) -> None:
    text = (PROJECT / name).read_text()
    assert "://" not in text
    assert not re.search(r"@ |^-", text, re.MULTILINE)
    assert len(re.findall(r"==", text)) <= text.count("--hash=sha256:")


@pytest.mark.translations
@pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is missing: apt-get install gettext")
def test_everything_said_to_people_is_translated(tmp_path: Path) -> None:
    """The words are gathered afresh from a copy of the source, so a sentence that was never gathered shows too."""
    copy = shutil.copytree(PACKAGE, tmp_path / "guyub", ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    (copy / "locale").mkdir(exist_ok=True)
    gather = [sys.executable, "-m", "django", "makemessages", "--locale", "en", "--no-obsolete", "--no-location"]
    # Without settings, or it would write into the real locale folder.
    environment = {"PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"}
    subprocess.run(gather, cwd=copy, env=environment, capture_output=True, check=True)
    with (copy / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file)
    untold = [message.id for message in catalogue if message.id and (message.fuzzy or not _said(message.string))]
    assert not untold, f"{len(untold)} sentences without English"


def _said(translation: str | tuple[str, ...]) -> bool:
    return all(translation) if isinstance(translation, tuple) else bool(translation)
