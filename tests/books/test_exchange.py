"""A book goes out whole, in four formats, and comes back from a spreadsheet as the same book."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tracemalloc
import uuid
from datetime import date

import openpyxl
import pytest
from django.db import transaction
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.books.random_books import AT, UGLY, live, lives
from tests.support.long import size
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.importing import take_in
from guyub.books.actions.parties import party_named
from guyub.books.actions.posting import open_book, post_within
from guyub.books.bulk import BulkEntry, write_many
from guyub.books.exchange import written
from guyub.books.models import Account, Book, Entry, Note, Party, Transfer
from guyub.books.rules.cells import guarded, kept_words, said, unguarded
from guyub.books.rules.ledger import TransferLine
from guyub.books.verify import verify_book
from guyub.kernel.errors import Conflict
from guyub.kernel.tables import read_table
from guyub.kernel.words import Rupiah, Words, _

pytestmark = pytest.mark.usefixtures("clock")
DAY = date(2026, 10, 5)


@pytest.fixture
def book(world: World) -> Book:
    return open_book(world.enterprise)


def sell(book: Book, what: Words, amount: int = 540_000, party: str = "") -> Entry:
    number = party_named(book, party).number if party else None
    transfers = [(chart.CASH, chart.SALES, amount, number)]
    return post_within(book, client_id=uuid.uuid4(), day=DAY, words=what, transfers=transfers, at=AT)


def out(book: Book, name: str) -> bytes:
    return b"".join(written(book, name))


def brought_in(world: World, book: Book, content: bytes, name: str) -> None:
    table = read_table(content, name)
    take_in(world.people["foreign owner"], book, table, hashlib.sha256(content).hexdigest(), at=AT)


def contents(book: Book) -> dict[str, list[tuple]]:
    """All that an export is to keep, but for when and by whom it was written."""
    names = dict(Party.objects.filter(book=book).values_list("number", "name"))
    entries = Entry.objects.filter(book=book).order_by("number")
    lines = Transfer.objects.filter(book=book).order_by("number", "line")
    return {
        "entries": list(entries.values_list("number", "client_id", "day", "words_json", "reverses")),
        "transfers": [
            (*line, names.get(party))
            for *line, party in lines.values_list("number", "line", "debit", "credit", "amount", "party")
        ],
        "accounts": sorted(Account.objects.filter(book=book).values_list("code", "kind", "name")),
        "notes": sorted(Note.objects.filter(book=book).values_list("number", "text", "kind", "quantity", "item")),
        "parties": sorted(Party.objects.filter(book=book).values_list("key", "phone")),
    }


def journal(content: bytes) -> list[dict[str, str]]:
    """The rows of a journal, as somebody else's program reads them, without what differs by installation."""
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    passing = ("ditulis pada", "oleh", "sumber", "id sumber")
    return [{name: value for name, value in row.items() if name not in passing} for row in rows]


@given(lives)
@example([("write", 3, text, [(0, 0, 10**6, text)]) for text in UGLY] + [("account", "expense", UGLY[0])])
@example([("write", 3, "a", [(0, 5, 7, None)])] + [("reverse", place, "") for place in range(3)])
@hypothesis_settings(max_examples=size(12, 30))
@pytest.mark.parametrize("name", ["csv", "xlsx"])
@pytest.mark.django_db
def test_a_whole_book_comes_back_as_it_was(world: World, name: str, life: list[tuple]) -> None:
    with transaction.atomic():
        book, fresh = open_book(world.enterprise), open_book(world.neighbour)
        live(book, life)
        if Entry.objects.filter(book=book).exists():
            brought_in(world, fresh, out(book, name), f"buku.{name}")
            assert contents(fresh) == contents(book)
            assert journal(out(fresh, "csv")) == journal(out(book, "csv"))
            assert not verify_book(fresh).wrong
        for other in ("hledger", "beancount"):
            assert out(book, other)
        transaction.set_rollback(True)


def test_nothing_that_is_known_of_an_entry_is_left_out(world: World, book: Book) -> None:
    source = uuid.uuid4()
    party = party_named(book, "Bu Tini")
    Party.objects.filter(pk=party.pk).update(phone="+628123456789")
    entry = post_within(
        book,
        client_id=uuid.uuid4(),
        day=DAY,
        words=_("Jual %(n)s", n=Rupiah(540_000)),
        transfers=[(chart.CASH, chart.SALES, 540_000, party.number)],
        source=("order", source),
        by=world.people["owner"],
        at=AT,
    )
    Note.objects.create(book=book, number=entry.number, text="jual syal ke bu tini", kind="sale", unit_price=45_000)
    for name in ("csv", "hledger", "beancount"):
        text = out(book, name).decode()
        plain = re.sub(r'["\\]', "", text)
        for said_of_it in (
            str(entry.client_id),
            str(source),
            "2026-10-05",
            "540000",
            "Bu Tini",
            "Pemilik",
            "2026-11-23T02:00:00",
            "jual syal ke bu tini",
            "{text:Jual %(n)s,values:{n:{rupiah:540000}}}",
            "+628123456789",
            "Promosi",
        ):
            assert said_of_it in plain, (name, said_of_it)


def test_a_workbook_has_sheets_of_accounts_and_people_and_no_formula(book: Book) -> None:
    sell(book, _("=HYPERLINK(A1)"), party="=1+1")
    made = openpyxl.load_workbook(io.BytesIO(out(book, "xlsx")))
    assert made.sheetnames == ["Jurnal", "Akun", "Orang"]
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell.value for cell in next(made["Jurnal"].iter_rows(min_row=2))][:6] == [
        1,
        made["Jurnal"]["B2"].value,
        "'=HYPERLINK(A1)",
        "1101",
        "Kas tunai",
        540_000,
    ]


def test_no_cell_of_a_csv_begins_like_a_formula(book: Book) -> None:
    for text in UGLY:
        sell(book, _(text), party="@pihak")
    cells = [cell for row in csv.reader(io.StringIO(out(book, "csv").decode())) for cell in row]
    assert not [cell for cell in cells if cell.lstrip()[:1] in set("=+-@")]


@given(st.text())
def test_the_guard_against_formulas_is_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in {"=", "+", "-", "@"}


@pytest.mark.parametrize(
    "forged",
    [
        {"text": "%(n)99999999s", "values": {"n": 1}},
        {"text": "%(n)d", "values": {"n": 1}},
        {"text": "%(lain)s", "values": {"n": 1}},
        {"text": "Jual", "values": {"n": {"words": {"text": 5}}}},
        {"text": "Jual", "values": {"n": {"date": "kemarin"}}},
        {"text": "Jual", "values": {"n": [1]}},
        {"text": "Beli", "values": {}},
        "Jual",
        None,
    ],
)
def test_a_sentence_that_somebody_forged_is_taken_as_it_reads(forged: object) -> None:
    assert kept_words(forged, "Jual") == Words("Jual")


def test_a_sentence_that_was_changed_in_the_sheet_is_the_new_one(world: World, book: Book) -> None:
    sell(book, _("Jual %(n)s syal", n=12))
    changed = out(book, "csv").replace(b"Jual 12 syal", b"Jual 12 selendang")
    fresh = open_book(world.neighbour)
    brought_in(world, fresh, changed, "buku.csv")
    assert said(Entry.objects.get(book=fresh).words) == "Jual 12 selendang"


def test_the_same_file_is_written_once(world: World, book: Book) -> None:
    sell(book, _("Jual"))
    fresh = open_book(world.neighbour)
    brought_in(world, fresh, out(book, "csv"), "buku.csv")
    with pytest.raises(Conflict, match="23 November 2026"):
        brought_in(world, fresh, out(book, "csv"), "buku.csv")


BEANCOUNT = [
    r'option "[a-z_]+" "(?:[^"\\]|\\.)*"',
    r"\d{4}-\d\d-\d\d commodity IDR",
    r"\d{4}-\d\d-\d\d open (?:Assets|Liabilities|Equity|Income|Expenses):K[A-Za-z0-9-]+ IDR",
    r'\d{4}-\d\d-\d\d custom "party" "(?:[^"\\]|\\.)*"',
    r'\d{4}-\d\d-\d\d \* "(?:[^"\\]|\\.)*"',
    r'  +[a-z][a-zA-Z0-9_-]+: (?:"(?:[^"\\]|\\.)*"|\d+)',
    r"  (?:Assets|Liabilities|Equity|Income|Expenses):K[A-Za-z0-9-]+  -?\d+ IDR",
    r"",
]


@given(lives)
@example([("write", 3, text, [(0, 0, 10**6, text)]) for text in UGLY] + [("account", "expense", "Biaya: “lain”")])
@hypothesis_settings(max_examples=20)
@pytest.mark.django_db
def test_beancount_has_only_lines_of_its_grammar_and_accounts_that_are_open(world: World, life: list[tuple]) -> None:
    with transaction.atomic():
        book = open_book(world.enterprise)
        live(book, life)
        text = out(book, "beancount").decode()
        transaction.set_rollback(True)
    opened, first = set(), ""
    for line in text.split("\n"):
        assert any(re.fullmatch(form, line) for form in BEANCOUNT), line
        if match := re.match(r"(\S+) open (\S+)", line):
            assert match[2] not in opened
            opened.add(match[2])
            first = match[1]
        elif match := re.match(r"  ([A-Z]\S+)  ", line):
            assert match[1] in opened
        elif match := re.match(r"(\d{4}-\d\d-\d\d) \*", line):
            assert match[1] >= first


def test_a_longer_book_takes_no_more_memory(book: Book) -> None:
    """Three times as many entries take no more memory than they did before."""

    def most(name: str) -> int:
        tracemalloc.start()
        for __ in written(book, name):
            pass
        __, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    line = [TransferLine(chart.CASH, chart.SALES, 1000)]
    words = json.dumps(_("Jual").to_json())
    write_many(book, [BulkEntry(uuid.uuid4(), DAY, words, line) for _n in range(1_500)], by=None, at=AT)
    few = {name: most(name) for name in ("csv", "hledger", "xlsx")}
    write_many(book, [BulkEntry(uuid.uuid4(), DAY, words, line) for _n in range(size(3_000, 6_000))], by=None, at=AT)
    assert {name: most(name) < 2 * few[name] for name in few} == dict.fromkeys(few, True)
