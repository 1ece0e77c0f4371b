"""`guyub books`: lists the books, writes one down whole, and brings a journal in."""

from __future__ import annotations

import hashlib
import sys
import uuid
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from guyub.books.actions.importing import ImportRefused, take_in
from guyub.books.exchange import FORMATS, written
from guyub.books.models import Book, Entry
from guyub.kernel.errors import Problem
from guyub.kernel.spreadsheets import Limits
from guyub.kernel.tables import RowProblem, read_table
from guyub.kernel.words import Words, _
from guyub.people.models import Role, RoleName, User
from guyub.web.terminal import in_the_terminals_language

# Who keeps an installation may bring in larger files than who sends one over the web.
LIMITS = Limits(size=400 << 20, unpacked=4 << 30, rows=1_048_576, columns=200, cells=40_000_000)
WRONG_INPUT = 2
STDOUT = "-"


class Command(BaseCommand):
    help = "List the books, export one (hledger, beancount, xlsx, csv), import journal entries. BOOK: id or name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="list|export|import")
        acts.add_parser("list", help="every book with its id and number of entries")
        out = acts.add_parser("export", help="write a whole book down")
        out.add_argument("book", metavar="BOOK")
        out.add_argument("--format", choices=list(FORMATS), required=True, help="how to write it")
        out.add_argument("--out", default=STDOUT, metavar="FILE", help="where to; standard output when not given")
        into = acts.add_parser("import", help="write the entries of a CSV or spreadsheet: all, or none")
        into.add_argument("book", metavar="BOOK")
        into.add_argument("file", metavar="FILE", help="date, description, account, debit, credit; or an export")
        into.add_argument("--as", dest="username", default="", help="in whose name; the book's owner when not given")
        into.add_argument("--again", action="store_true", help="also entries that look like some that are there")

    @in_the_terminals_language
    def handle(self, *_args: Any, act: str, **options: Any) -> None:
        if act == "list":
            self._list()
        elif act == "export":
            self._export(_book(options["book"]), options["format"], options["out"])
        else:
            self._import(_book(options["book"]), Path(options["file"]), options["username"], options["again"])

    def _list(self) -> None:
        for book in Book.objects.order_by("name", "id"):
            count = Entry.objects.filter(book=book).count()
            self.stdout.write(f"{book.id}  {_('%(n)s catatan', n=count)}  {book.name}")

    def _export(self, book: Book, format_: str, out: str) -> None:
        pieces = written(book, format_)
        if out == STDOUT:
            binary = getattr(self.stdout, "buffer", None) or sys.stdout.buffer
            binary.writelines(pieces)
            binary.flush()
            return
        try:
            with Path(out).open("wb") as file:
                file.writelines(pieces)
        except OSError as error:
            raise _wrong(_("%(file)s tidak bisa ditulis: %(why)s", file=out, why=str(error.strerror))) from error

    def _import(self, book: Book, file: Path, username: str, again: bool) -> None:
        by = _user(book, username)
        try:
            content = file.read_bytes()
            table = read_table(content, file.name, limits=LIMITS)
            sha256 = hashlib.sha256(content).hexdigest()
            listed = take_in(by, book, table, sha256, at=timezone.now(), again=again)
        except OSError as error:
            words = _("%(file)s tidak bisa dibaca: %(why)s", file=str(file), why=str(error.strerror))
            raise _wrong(words) from error
        except ImportRefused as refused:
            self._name(refused.problems)
            count = len({problem.row for problem in refused.problems})
            raise _wrong(_("Tidak ada yang ditulis: %(n)s baris ditolak.", n=count)) from refused
        except Problem as problem:
            raise _wrong(problem.words) from problem
        words = _("%(n)s catatan ditulis ke buku %(book)s.", n=listed.entries, book=book.name)
        self.stdout.write(str(words))

    def _name(self, problems: Iterable[RowProblem]) -> None:
        for problem in problems:
            column = f"{problem.column}: " if problem.column else ""
            self.stderr.write(f"{_('Baris %(row)s', row=problem.row)}: {column}{problem.words}")


def _wrong(words: Words) -> CommandError:
    return CommandError(str(words), returncode=WRONG_INPUT)


def _book(name: str) -> Book:
    """The book with this id, or the only one with this name."""
    try:
        found = list(Book.objects.filter(pk=uuid.UUID(name)))
    except ValueError:
        found = list(Book.objects.filter(name__iexact=name.strip())[:2])
    if len(found) > 1:
        words = _("Ada beberapa buku bernama %(name)s. Sebutkan id-nya: guyub books list", name=name)
        raise _wrong(words)
    if not found:
        raise _wrong(_("Tidak ada buku %(name)s. Yang ada: guyub books list", name=name))
    return found[0]


def _user(book: Book, username: str) -> User:
    """Whom the entries are written by: the one named, or the book's only owner."""
    if username:
        user = User.objects.filter(username=username.strip().casefold()).first()
        if user is None:
            raise _wrong(_("Tidak ada pengguna %(name)s.", name=username))
        return user
    roles = Role.objects.filter(role=RoleName.OWNER, place=book.enterprise_id) if book.enterprise_id else []
    owners = {role.user_id: role.user for role in roles}
    if len(owners) != 1:
        raise _wrong(_("Sebutkan atas nama siapa: --as NAMA"))
    return next(iter(owners.values()))
