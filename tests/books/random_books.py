"""Books as people would never keep them: any words, reversals of reversals, people with strange names."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from guyub.books.actions.parties import party_named
from guyub.books.actions.posting import post_within, reverse_within
from guyub.books.models import Account, Book, Entry, Note
from guyub.books.rules.cells import one_line
from guyub.kernel.errors import Problem
from guyub.kernel.words import Rupiah, _

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
FIRST = date(2025, 1, 1)
UGLY = [
    "=SUM(A1:A9)",
    "'=kutip",
    "-1",
    "+62 812",
    "@rumus",
    "baris\nbaru; titik koma | pipa",
    '"kutip" \\ garis',
    "سلام عليكم",
    "benang 🧵👩🏽‍🏭",
    "  spasi  dua  ",
    "Total",
    "nihil",
    "(kurung) * ! bintang",
    "%(n)s 100 %",
    "'; DROP TABLE books_entry; --",
    "a  b:c,d=e#f{g}",
    "2026-01-01",
    "1101",
    "",
]
words = st.one_of(st.sampled_from(UGLY), st.text(max_size=40).filter(lambda text: "\0" not in text))
names = st.one_of(st.sampled_from(["Bu Tini", "pak Budi", "Budi", "bu Budi", "Na", "=PT", "نور", "🧵", "-x-"]), words)
shown = names.map(one_line)  # a name with signs that no form lets in is none
moves = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 10**12), st.none() | shown)
acts = st.one_of(
    st.tuples(st.just("write"), st.integers(0, 600), words, st.lists(moves, min_size=1, max_size=4)),
    st.tuples(st.just("reverse"), st.integers(0, 30), words),
    st.tuples(st.just("account"), st.sampled_from(["expense", "asset", "income"]), words),
)
lives = st.lists(acts, max_size=12)


def live(book: Book, life: list[tuple]) -> None:
    """Let all of it happen to the book."""
    for act in life:
        {"write": _write, "reverse": _reverse, "account": _account}[act[0]](book, *act[1:])


def _write(book: Book, days: int, text: str, drawn: list[tuple]) -> None:
    codes = sorted(Account.objects.filter(book=book).values_list("code", flat=True))
    transfers = []
    for first, second, amount, name in drawn:
        debit = codes[first % len(codes)]
        credit = codes[(first + 1 + second % (len(codes) - 1)) % len(codes)]
        transfers.append((debit, credit, amount, _party(book, name)))
    said = _(text) if not transfers[0][2] % 2 else _("Jual %(n)s: %(what)s", n=Rupiah(7), what=_(text))
    entry = post_within(
        book, client_id=uuid.uuid4(), day=FIRST + timedelta(days), words=said, transfers=transfers, at=AT
    )
    if days % 3 == 0:
        Note.objects.create(book=book, number=entry.number, text=text[:500], kind="sale", quantity="1.500", item="x")


def _party(book: Book, name: str | None) -> int | None:
    try:
        return party_named(book, name).number if name is not None else None
    except Problem:
        return None


def _reverse(book: Book, place: int, text: str) -> None:
    taken = Entry.objects.filter(book=book, reverses__isnull=False).values_list("reverses", flat=True)
    free = list(Entry.objects.filter(book=book).exclude(number__in=taken).order_by("number"))
    if free:
        entry = free[place % len(free)]
        entry.book = book
        reverse_within(entry, client_id=uuid.uuid4(), day=entry.day, words=_(text) if text else None, at=AT)


def _account(book: Book, kind: str, text: str) -> None:
    number = Account.objects.filter(book=book).count()
    code = f"{ {'asset': 1, 'income': 4, 'expense': 6}[kind] }9{number:02}"
    name = one_line(text)[:80].strip() or "Akun"
    Account.objects.get_or_create(book=book, code=code, defaults={"name": name, "kind": kind})
