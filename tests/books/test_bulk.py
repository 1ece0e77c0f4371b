"""Many entries at once: as right, as guarded and as final as one by one, and all or nothing."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.support.world import World

from guyub.books import bulk, chart
from guyub.books.actions.parties import party_named
from guyub.books.actions.posting import lines_of, open_book, post_within
from guyub.books.bulk import BulkEntry, Refused, write_many
from guyub.books.models import Book, Entry, MonthTotal, PartyTotal, Transfer
from guyub.books.rules.ledger import TransferLine
from guyub.books.verify import verify_book
from guyub.kernel.words import Words, _

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DAY = date(2026, 10, 5)
CODES = [chart.CASH, chart.BANK, chart.SALES, chart.MATERIAL_EXPENSE, chart.TRADE_RECEIVABLES]


def as_json(words: Words) -> str:
    return json.dumps(words.to_json(), ensure_ascii=False, separators=(",", ":"))


def entry(
    amount: int = 1000,
    day: date = DAY,
    debit: str = chart.CASH,
    credit: str = chart.SALES,
    party: int | None = None,
    reverses: int | None = None,
) -> BulkEntry:
    lines = [TransferLine(debit, credit, amount, party)]
    return BulkEntry(uuid.uuid4(), day, as_json(_("Jual\t%(n)s \\ “x”\n", n=amount)), lines, reverses=reverses)


@pytest.fixture
def book(world: World) -> Book:
    return open_book(world.enterprise)


def test_many_are_written_as_one_by_one_would_be(world: World, book: Book) -> None:
    buyer = party_named(book, "Bu Tini")
    other = open_book(world.neighbour)
    party_named(other, "Bu Tini")
    chance, entries = Random(7), []
    for number in range(60):
        moves = [(*chance.sample(CODES, 2), chance.randint(1, 10**9), chance.choice([None, buyer.number]))]
        moves += [(chart.BANK, chart.SALES, 5, None)] * (number % 3)
        lines = [TransferLine(*move) for move in moves]
        words = _("Jual %(n)s", n=number)
        entries.append(BulkEntry(uuid.uuid4(), DAY + timedelta(number), as_json(words), lines, "order", uuid.uuid4()))
        last = entries[-1]
        post_within(
            other,
            client_id=last.client_id,
            day=last.day,
            words=words,
            transfers=moves,
            source=("order", last.source_id),
            at=AT,
        )
    owner = world.people["owner"]
    assert write_many(book, entries, by=owner, at=AT) == range(1, 61)
    fields = ("number", "client_id", "day", "posted_at", "words_json", "source_kind", "source_id", "reverses")
    for model, names in (
        (Entry, fields),
        (Transfer, ("number", "line", "day", "debit", "credit", "amount", "party")),
        (MonthTotal, ("account", "month", "debit", "credit")),
        (PartyTotal, ("account", "party", "debit", "credit")),
    ):
        mine, theirs = (sorted(model.objects.filter(book=each).values_list(*names)) for each in (book, other))
        assert mine == theirs
    assert set(Entry.objects.filter(book=book).values_list("by", flat=True)) == {owner.id}
    assert not verify_book(book).wrong


def test_words_of_any_kind_come_back_as_they_were(book: Book) -> None:
    said = ["tab\tbaris\nbalik\r \\N \\t", "'; DROP TABLE books_entry; --", "سلام 🧵 %", '"kutip" {}']
    entries = [BulkEntry(uuid.uuid4(), DAY, as_json(Words(text)), [TransferLine("1101", "4101", 1)]) for text in said]
    write_many(book, entries, by=None, at=AT)
    assert [each.words.text for each in Entry.objects.filter(book=book).order_by("number")] == said


def test_numbers_go_on_after_those_that_are_there(book: Book) -> None:
    write_many(book, [entry()], by=None, at=AT)
    assert write_many(book, [entry(), entry()], by=None, at=AT) == range(2, 4)


def test_one_can_take_back_another_of_the_same_batch(book: Book) -> None:
    write_many(book, [entry()], by=None, at=AT)
    first = entry(7)
    back = entry(7, debit=chart.SALES, credit=chart.CASH, reverses=-1)
    write_many(book, [first, back], by=None, at=AT)
    assert Entry.objects.get(book=book, number=3).reverses == 2
    assert not verify_book(book).wrong


def test_nothing_is_written_when_one_may_not_be_and_each_is_named(book: Book) -> None:
    there = entry()
    write_many(book, [there], by=None, at=AT)
    Book.objects.filter(pk=book.pk).update(closed_until=date(2026, 8, 31))
    given_twice = entry()
    wrong = [
        entry(),
        entry(day=date(2026, 8, 31)),
        entry(credit="9999"),
        there,
        given_twice,
        given_twice,
        entry(party=5),
    ]
    with pytest.raises(Refused) as refused:
        write_many(book, wrong, by=None, at=AT)
    assert [(each.place, each.problem.field) for each in refused.value.refusals] == [
        (1, "day"),
        (2, "account"),
        (3, "id"),
        (5, "id"),
        (6, "party"),
    ]
    assert "9999" in str(refused.value.refusals[1].problem)
    assert "nomor 1" in str(refused.value.refusals[2].problem)
    assert Entry.objects.filter(book=book).count() == 1
    assert not verify_book(book).wrong


def test_the_database_itself_refuses_what_slipped_by(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """The triggers and constraints are those of a single entry, should our own checks ever be wrong."""
    Book.objects.filter(pk=book.pk).update(closed_until=date(2026, 8, 31))
    monkeypatch.setattr(bulk, "refusals_of", lambda *_given: iter(()))
    twice = entry()
    for wrong in ([entry(day=date(2026, 8, 1))], [twice, twice], [entry(amount=-5)], [entry(debit=chart.SALES)]):
        with pytest.raises(IntegrityError), transaction.atomic():
            write_many(book, wrong, by=None, at=AT)
    assert not Entry.objects.filter(book=book).exists()


def test_the_queries_grow_with_the_batch_and_not_with_the_book(book: Book) -> None:
    def queries(count: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            write_many(book, [entry() for _number in range(count)], by=None, at=AT)
        return len(captured)

    queries(1)
    few = queries(10)
    write_many(book, [entry() for _number in range(3000)], by=None, at=AT)
    assert queries(10) == few


@given(st.lists(st.tuples(st.permutations(CODES), st.integers(1, 10**15), st.integers(0, 800)), max_size=20))
@hypothesis_settings(max_examples=25)
@pytest.mark.django_db
def test_whatever_is_written_recounts_right(world: World, drawn: list[tuple[list[str], int, int]]) -> None:
    book = open_book(world.enterprise)
    entries = [entry(amount, DAY + timedelta(days), *codes[:2]) for codes, amount, days in drawn]
    write_many(book, entries, by=None, at=AT)
    assert not verify_book(book).wrong
    last = Entry.objects.filter(book=book).order_by("-number").first()
    if last is not None and entries:
        assert lines_of(last) == list(entries[-1].lines)
