"""What a book leaves to the background: reading a large file, writing what was read, and taking a large book along."""

from __future__ import annotations

import hashlib
import uuid
from datetime import date, datetime

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from guyub.background.actions import Outcome, begin, handlers
from guyub.background.models import Job
from guyub.background.progress import Progress, made_file, sent_file
from guyub.background.rules import takes_long
from guyub.books.actions import banking, importing
from guyub.books.exchange import FORMATS, written
from guyub.books.models import Book, Entry, Import
from guyub.books.queries import ledger
from guyub.books.rules.journal import JOURNAL_COLUMNS
from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.spreadsheets import LIMITS
from guyub.kernel.tables import Table
from guyub.kernel.webtables import read_any_table
from guyub.kernel.words import _
from guyub.people.access import Person, require

READ, WRITE, UNDO, EXPORT = "books.read", "books.import", "books.undo", "books.export"


def register() -> None:
    """Tell the background who does what."""
    handlers.update({READ: _read, WRITE: _write, UNDO: _undo, EXPORT: _export})


def is_slow_to_read(size: int | None) -> bool:
    """Whether a file of so many bytes is read in the background. What is too big for us is refused at once."""
    return size is not None and size <= LIMITS.size and takes_long("file", size)


def upload(by: Person, book: Book, table: Table, sha256: str, *, at: datetime) -> Import:
    """Keep a file for preview. A journal names accounts; what does not is a bank's."""
    try:
        table.listing(JOURNAL_COLUMNS)
    except Problem:
        return banking.upload_bank(by, book, table, sha256, at=at)
    return importing.upload_journal(by, book, table, sha256, at=at)


def read_later(by: Person, book: Book, name: str, content: bytes, at: datetime) -> Job:
    """Read a file in the background and keep it for preview."""
    sha256 = hashlib.sha256(content).hexdigest()
    arguments = {"book": str(book.id), "name": name[:200], "sha256": sha256}
    words = _("Membaca berkas %(file)s", file=name[:120])
    origin = reverse("book_imports", args=[book.id])
    about = f"{book.id} {sha256}"
    return begin(by, READ, arguments, about=about, words=words, at=at, origin=origin, file=content)


def _read(job: Job, tell: Progress) -> Outcome:
    book = Book.objects.get(pk=job.arguments["book"])
    require(job.by, "keep books", book)
    tell(0, 0, _("Membaca berkas"))
    table = read_any_table(sent_file(job.id).read_bytes(), job.arguments["name"])
    kept = upload(job.by, book, table, job.arguments["sha256"], at=job.begun_at)
    words = _("Berkas sudah terbaca. Periksa dulu, baru disimpan.")
    return Outcome(words, reverse("book_import", args=[kept.id]))


def rows_in(listed: Import) -> int:
    """How many rows the file of an import has."""
    kept = (listed.table or {}).get("table") or {}
    return sum(len(sheet["rows"]) for sheet in kept.get("sheets", []))


def write_later(by: Person, listed: Import, at: datetime) -> Job:
    """Write what was read in the background."""
    words = _("Memasukkan %(file)s", file=listed.file_name)
    origin = reverse("book_import", args=[listed.id])
    return begin(by, WRITE, {"import": str(listed.id)}, about=str(listed.id), words=words, at=at, origin=origin)


def _write(job: Job, tell: Progress) -> Outcome:
    listed = Import.objects.select_related("book", "by").get(pk=job.arguments["import"])
    require(job.by, "keep books", listed.book)
    bank = listed.kind == Import.Kind.BANK
    if listed.state == Import.State.DONE:  # by a worker that died before it could say so
        count = listed.entries
    else:
        act = banking.confirm_bank if bank else importing.confirm
        count = act(job.by, listed, at=job.begun_at, tell=tell)
    if bank:
        return Outcome(_("%(n)s baris bank masuk.", n=count), reverse("book_bank", args=[listed.book_id]))
    return Outcome(_("%(n)s catatan disimpan.", n=count), reverse("book_import", args=[listed.id]))


def undo_later(by: Person, listed: Import, at: datetime) -> Job:
    """Take a whole import back in the background."""
    words = _("Membatalkan %(file)s", file=listed.file_name)
    origin = reverse("book_import", args=[listed.id])
    return begin(by, UNDO, {"import": str(listed.id)}, about=str(listed.id), words=words, at=at, origin=origin)


def _undo(job: Job, tell: Progress) -> Outcome:
    listed = Import.objects.select_related("book", "by").get(pk=job.arguments["import"])
    require(job.by, "keep books", listed.book)
    count = listed.entries
    if listed.state != Import.State.UNDONE:  # by a worker that died before it could say so
        tell(0, 0, _("Mengembalikan seperti semula"))
        act = banking.undo_bank if listed.kind == Import.Kind.BANK else importing.undo
        count = act(job.by, listed, at=job.begun_at)
    words = _("Impor dibatalkan: %(n)s dikembalikan seperti semula.", n=count)
    return Outcome(words, reverse("book_import", args=[listed.id]))


def entries_in(book: Book) -> int:
    """How many entries a book has: they are numbered without gaps."""
    return Entry.objects.filter(book=book).aggregate(last=Max("number"))["last"] or 0


def export_name(book: Book, form: str, day: date) -> str:
    """What the file of a whole book is called."""
    return f"{slugify(book.name) or 'buku'}-{day:%Y-%m-%d}.{FORMATS[form].ending}"


def export_later(by: Person, book: Book, form: str, at: datetime) -> Job:
    """Write the whole book into a file in the background."""
    words = _("Menyiapkan %(book)s sebagai %(form)s", book=book.name, form=form)
    origin = reverse("book_export", args=[book.id])
    arguments = {"book": str(book.id), "form": form}
    return begin(by, EXPORT, arguments, about=f"{book.id} {form}", words=words, at=at, origin=origin)


def _export(job: Job, tell: Progress) -> Outcome:
    form = job.arguments["form"]
    book = ledger.book_of(job.by, uuid.UUID(job.arguments["book"]))
    if book is None:
        raise NotAllowed(_("Anda tidak berhak melakukan ini."))
    half = made_file(job.id).with_suffix(".new")
    with half.open("wb") as file:
        for piece in written(book, form, tell):
            file.write(piece)
    half.replace(made_file(job.id))
    name = export_name(book, form, timezone.localdate(job.begun_at))
    return Outcome(_("Berkasnya siap diunduh."), file_name=name, content_type=FORMATS[form].content_type)
