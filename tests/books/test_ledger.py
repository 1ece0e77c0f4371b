"""Writing in books: once, balanced, for good, and only by who keeps them."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.books.quiet import quiet_world
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.parties import party_named
from guyub.books.actions.posting import (
    lines_of,
    lock_books,
    open_book,
    post,
    post_within,
    reverse,
    reverse_within,
)
from guyub.books.guards import book_guards
from guyub.books.models import Account, Book, Entry, MonthTotal, PartyTotal, Transfer
from guyub.books.queries import ledger
from guyub.books.rules.ledger import Move
from guyub.books.verify import verify_book
from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.kernel.words import _
from guyub.openlog.guards import missing

DAY = date(2026, 11, 23)
SALE: list[Move] = [(chart.CASH, chart.SALES, 540_000)]


def sell(book: Book, amount: int = 1000, day: date = DAY, client_id: uuid.UUID | None = None) -> Entry:
    return post_within(
        book,
        client_id=client_id or uuid.uuid4(),
        day=day,
        words=_("Jual"),
        transfers=[(chart.CASH, chart.SALES, amount)],
    )


@pytest.fixture
def book(world: World) -> Book:
    return open_book(world.enterprise)


@pytest.fixture
def committed(transactional_db: None) -> Book:
    return open_book(quiet_world().enterprise)


def test_a_workshop_and_a_hub_have_one_book_each_with_their_chart(world: World) -> None:
    for owner, lines in ((world.enterprise, chart.WORKSHOP), (world.sentra, chart.HUB)):
        book = open_book(owner)
        assert open_book(owner) == book
        assert Account.objects.filter(book=book).count() == len(lines)


def test_a_book_belongs_to_one_owner_and_no_more(world: World) -> None:
    for owners in ({}, {"enterprise": world.enterprise, "sentra": world.sentra}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Book.objects.create(name="x", **owners)


def test_the_owner_writes_and_reads_it_back(world: World, book: Book) -> None:
    owner = world.people["owner"]
    source = ("order", uuid.uuid4())
    entry = post(
        owner, book, client_id=uuid.uuid4(), day=DAY, words=_("Jual %(n)s", n=12), transfers=SALE, source=source
    )
    line = ledger.entries_page(owner, book).lines[0]
    assert (line.number, line.day, line.change) == (1, DAY, 540_000)
    assert str(line.words) == "Jual 12"
    assert [(str(move.source), str(move.target)) for move in line.moves] == [("Penjualan", "Kas tunai")]
    assert [each.number for each in ledger.entries_of_source(book, *source)] == [entry.number]


def test_nobody_else_writes_in_it_or_reads_it(world: World, book: Book) -> None:
    hub = open_book(world.sentra)
    readers = {"owner": book, "officer": hub}
    for name, person in world.people.items():
        for each in (book, hub):
            if person is None or (name, each) == ("owner", book):
                continue
            with pytest.raises(NotAllowed):
                post(person, each, client_id=uuid.uuid4(), day=DAY, words=_("x"), transfers=SALE)
            if readers.get(name) == each:
                continue
            with pytest.raises(NotAllowed):
                ledger.entries_page(person, each)
            with pytest.raises(NotAllowed):
                ledger.trial_balance(person, each, DAY)
            assert ledger.book_of(person, each.id) is None


def test_sent_twice_it_is_written_once(book: Book) -> None:
    client_id = uuid.uuid4()
    first, again = sell(book, client_id=client_id), sell(book, client_id=client_id)
    assert first.number == again.number == 1
    assert Entry.objects.count() == Transfer.objects.count() == 1
    assert MonthTotal.objects.get(account=chart.CASH).debit == 1000


def test_the_same_id_with_other_content_is_a_conflict(book: Book) -> None:
    client_id = uuid.uuid4()
    sell(book, client_id=client_id)
    with pytest.raises(Conflict), transaction.atomic():
        sell(book, 2000, client_id=client_id)
    with pytest.raises(Conflict), transaction.atomic():
        sell(book, day=date(2026, 11, 24), client_id=client_id)
    assert Entry.objects.count() == 1


def test_the_same_id_in_another_book_is_another_entry(world: World, book: Book) -> None:
    client_id = uuid.uuid4()
    sell(book, client_id=client_id)
    sell(open_book(world.neighbour), client_id=client_id)
    assert Entry.objects.count() == 2


def test_an_entry_of_many_lines_is_written_whole(book: Book) -> None:
    transfers = [(chart.CASH, chart.SALES, amount) for amount in range(1, 1001)]
    entry = post_within(book, client_id=uuid.uuid4(), day=DAY, words=_("Banyak"), transfers=transfers)
    assert [line.amount for line in lines_of(entry)] == list(range(1, 1001))
    assert verify_book(book).wrong == ()


@pytest.mark.parametrize("transfers", [[], [("1101", "4101", 0)], [("1101", "9999", 1)], [("1101", "4103", 1)]])
def test_what_does_not_fit_the_book_is_refused_and_leaves_nothing(book: Book, transfers: list[Move]) -> None:
    with pytest.raises(Problem), transaction.atomic():
        post_within(book, client_id=uuid.uuid4(), day=DAY, words=_("x"), transfers=transfers)
    assert not Entry.objects.exists()


def test_a_reversal_takes_it_back_and_keeps_both(world: World, book: Book, clock: object) -> None:
    owner, entry = world.people["owner"], sell(book)
    client_id = uuid.uuid4()
    back = reverse(owner, entry, client_id=client_id, day=DAY)
    assert back.reverses == entry.number
    assert str(back.words) == "Batal: Jual"
    assert reverse(owner, entry, client_id=client_id, day=DAY).number == back.number
    assert all(line.amount == 0 for line in ledger.money_today(owner, book))
    with pytest.raises(Conflict):
        reverse(owner, entry, client_id=uuid.uuid4(), day=DAY)
    with pytest.raises(NotAllowed):
        reverse(world.people["officer"], entry, client_id=uuid.uuid4(), day=DAY)


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2016, 11, 1)])
def test_a_person_cannot_write_on_a_day_to_come_or_long_past(
    world: World, book: Book, clock: object, day: date
) -> None:
    with pytest.raises(Problem) as refused:
        post(world.people["owner"], book, client_id=uuid.uuid4(), day=day, words=_("x"), transfers=SALE)
    assert refused.value.field == "day"
    assert not Entry.objects.exists()


def closed_until(book: Book, day: date) -> None:
    Book.objects.filter(pk=book.pk).update(closed_until=day)


def test_a_closed_month_refuses_entries(world: World, book: Book, clock: object) -> None:
    owner, entry = world.people["owner"], sell(book, day=date(2026, 10, 31))
    closed_until(book, date(2026, 10, 31))
    for write in (
        lambda: post(owner, book, client_id=uuid.uuid4(), day=date(2026, 10, 31), words=_("x"), transfers=SALE),
        lambda: reverse(owner, entry, client_id=uuid.uuid4(), day=date(2026, 10, 31)),
    ):
        with pytest.raises(Problem) as refused:
            write()
        assert refused.value.field == "day"
    assert Entry.objects.count() == 1
    assert sell(book, day=date(2026, 11, 1)).number == 2


def test_a_resend_of_what_was_written_before_the_month_closed_is_answered(book: Book) -> None:
    client_id = uuid.uuid4()
    first = sell(book, day=date(2026, 10, 31), client_id=client_id)
    closed_until(book, date(2026, 10, 31))
    assert sell(book, day=date(2026, 10, 31), client_id=client_id).number == first.number


def test_what_the_sentra_did_together_goes_to_the_first_open_day(book: Book) -> None:
    closed_until(book, date(2026, 10, 31))
    client_id = uuid.uuid4()
    written = [
        post_within(book, client_id=client_id, day=date(2026, 10, 5), words=_("x"), transfers=SALE, move_on=True)
        for _again in range(2)
    ]
    assert [(entry.number, entry.day) for entry in written] == [(1, date(2026, 11, 1))] * 2


def test_who_writes_under_the_id_of_a_joint_event_cannot_stop_it(book: Book) -> None:
    event = uuid.uuid4()
    sell(book, client_id=event)
    joint = [
        post_within(book, client_id=event, day=DAY, words=_("Bagi hasil"), transfers=SALE, source=("settlement", event))
        for _again in range(2)
    ]
    assert [entry.number for entry in joint] == [2, 2]


def test_the_database_refuses_an_entry_in_a_closed_month_even_by_hand(book: Book) -> None:
    sell(book, day=date(2026, 11, 1))
    closed_until(book, date(2026, 10, 31))
    sql = (
        "INSERT INTO books_entry (book_id, number, client_id, day, posted_at, words, source_kind)"
        " SELECT book_id, number + 1, book_id, '2026-10-31', posted_at, words, '' FROM books_entry"
    )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_totals_by_party_are_kept_with_the_transfers(world: World, book: Book, clock: object) -> None:
    tini = party_named(book, "bu Tini")
    assert party_named(book, "Ibu  TINI").number == tini.number == party_named(book, "tini").number
    assert party_named(book, "pak Tini").number != tini.number
    moves = [(chart.TRADE_RECEIVABLES, chart.SALES, 700, tini.number), (chart.CASH, chart.SALES, 300, tini.number)]
    entry = post_within(book, client_id=uuid.uuid4(), day=DAY, words=_("x"), transfers=moves)
    owed = PartyTotal.objects.get(book=book, account=chart.TRADE_RECEIVABLES, party=tini.number)
    assert (owed.debit, owed.credit) == (700, 0)
    assert verify_book(book).wrong == ()
    reverse(world.people["owner"], entry, client_id=uuid.uuid4(), day=DAY)
    owed.refresh_from_db()
    assert (owed.debit, owed.credit) == (700, 700)
    PartyTotal.objects.filter(pk=owed.pk).update(debit=701)
    assert len(verify_book(book).wrong) == 1


steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("post"),
            st.dates(date(2025, 1, 1), DAY),
            st.lists(
                st.tuples(
                    st.sampled_from([line.code for line in chart.WORKSHOP]),
                    st.sampled_from([line.code for line in chart.WORKSHOP]),
                    st.integers(1, 10**12),
                ).filter(lambda move: move[0] != move[1]),
                min_size=1,
                max_size=5,
            ),
        ),
        st.tuples(st.just("reverse"), st.dates(date(2025, 1, 1), DAY), st.integers(1, 30)),
    ),
    max_size=12,
)


@given(steps)
@hypothesis_settings(max_examples=40)
def test_whatever_is_written_every_book_balances_and_recounts_the_same(
    db: None, clock: object, steps: list[tuple]
) -> None:
    with transaction.atomic():
        world = quiet_world()
        owner, book = world.people["owner"], open_book(world.enterprise)
        for kind, day, what in steps:
            if kind == "post":
                post(owner, book, client_id=uuid.uuid4(), day=day, words=_("x"), transfers=what)
                continue
            entry = Entry.objects.filter(book=book, number=what).first()
            if entry and not Entry.objects.filter(book=book, reverses=what).exists():
                reverse(owner, entry, client_id=uuid.uuid4(), day=max(day, entry.day))
        shown = ledger.trial_balance(owner, book, date(2026, 12, 31))
        assert shown.debit == shown.credit
        assert shown.position.assets == shown.position.liabilities + shown.position.equity
        assert verify_book(book).wrong == ()
        transaction.set_rollback(True)


@pytest.mark.parametrize("sql", ["UPDATE {table} SET number = number", "DELETE FROM {table}"])
@pytest.mark.parametrize("table", ["books_entry", "books_transfer"])
def test_the_database_refuses_to_change_an_entry_by_hand(book: Book, table: str, sql: str) -> None:
    sell(book)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table=table))


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["books_entry", "books_transfer", "openlog_record", "openlog_head"])
def test_postgresql_refuses_to_empty_a_table(db: None, table: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite replaces rows")
@pytest.mark.parametrize("changed", ["number", "client_id", "rowid"])
def test_sqlite_refuses_to_replace_an_entry(book: Book, changed: str) -> None:
    """By its number, by its client's id, or by its rowid: each is a way to remove a row without DELETE."""
    sell(book)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM books_entry LIMIT 0")
        columns = [column[0] for column in cursor.description]
    fresh = {"number": "number + 7", "client_id": "'0'"}
    kept = {column: column if column == changed else fresh.get(column, column) for column in columns}
    into, taken = ", ".join(columns), ", ".join(kept[column] for column in columns)
    if changed == "rowid":
        into, taken = f"rowid, {into}", f"rowid, {taken}"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO books_entry ({into}) SELECT {taken} FROM books_entry")  # noqa: S608


def test_all_guards_are_in_the_database(db: None) -> None:
    assert missing(connection, book_guards(connection.vendor)) == []


def test_the_database_refuses_an_account_of_another_book(transactional_db: None) -> None:
    world = quiet_world()
    mine, hub = open_book(world.enterprise), open_book(world.sentra)
    sell(mine)
    only_hub = (Account.objects.filter(book=hub, code=chart.HUB_FEE_INCOME)).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(book=mine, number=1, line=9, day=DAY, debit=chart.CASH, credit=only_hub.code, amount=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(book=mine, number=99, line=1, day=DAY, debit=chart.CASH, credit=chart.SALES, amount=1)


@pytest.mark.parametrize(
    ("debit", "amount"), [(chart.CASH, 0), (chart.CASH, -1), (chart.CASH, 10**16), (chart.SALES, 1)]
)
def test_the_database_refuses_a_transfer_that_moves_nothing(book: Book, debit: str, amount: int) -> None:
    sell(book)
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.create(book=book, number=1, line=9, day=DAY, debit=debit, credit=chart.SALES, amount=amount)


THREADS = 6


def _at_once(work) -> list:
    """Run `work` in several threads that start together, each with its own connection."""
    barrier = Barrier(THREADS)

    def one(number: int):
        barrier.wait()
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


def test_threads_that_send_the_same_entry_write_it_once(committed: Book) -> None:
    client_id = uuid.uuid4()
    entries = _at_once(lambda _number: sell(committed, client_id=client_id))
    assert {entry.number for entry in entries} == {1}
    assert Entry.objects.count() == 1
    assert verify_book(committed).wrong == ()


def test_threads_that_write_different_entries_leave_no_gap(committed: Book) -> None:
    _at_once(lambda number: [sell(committed, number + 1) for _again in range(5)])
    report = verify_book(committed)
    assert (report.entries, report.wrong) == (THREADS * 5, ())


def test_threads_that_take_the_same_entry_back_do_so_once(committed: Book) -> None:
    entry = sell(committed)

    def take_back(_number: int) -> str:
        try:
            reverse_within(entry, client_id=uuid.uuid4(), day=DAY)
        except Conflict:
            return "conflict"
        return "done"

    assert sorted(_at_once(take_back)) == ["conflict"] * (THREADS - 1) + ["done"]


def test_transactions_over_several_books_do_not_wait_in_a_ring(transactional_db: None) -> None:
    world = quiet_world()
    books = [open_book(owner) for owner in (world.enterprise, world.neighbour, world.far_enterprise)]

    def settle(number: int) -> None:
        order = books if number % 2 else books[::-1]
        with transaction.atomic():
            lock_books(order)
            for each in order:
                sell(each)

    _at_once(settle)
    assert [verify_book(each).entries for each in books] == [THREADS] * 3
