"""What an owner tells is written once, whole, with its words and its photo, or not at all."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.books.quiet import quiet_world
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions import noting
from guyub.books.actions.noting import NewNote, note, note_all, take_back
from guyub.books.actions.posting import lines_of, open_book
from guyub.books.line import read
from guyub.books.models import Book, Entry, Equipment, Habit, MonthTotal, Note, Party, SharedCost, Transfer
from guyub.books.queries.habits import known_of
from guyub.books.rules.ledger import LARGEST_AMOUNT
from guyub.books.rules.meaning import EventKind
from guyub.books.verify import verify_book
from guyub.kernel.errors import Conflict, NotAllowed, Problem

TODAY = date(2026, 11, 23)
SALE = NewNote(EventKind.SALE, 540_000, TODAY, item="syal", quantity=Decimal(12), unit_price=45_000)
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def book(world: World) -> Book:
    return open_book(world.enterprise)


@pytest.fixture
def tell(world: World, book: Book) -> Callable[..., Entry]:
    """Write down an event of today as the book's owner: `tell("sale", 540_000, party="bu Tini")`."""

    def tell(kind: str, amount: int, **told: Any) -> Entry:
        client_id = told.pop("client_id", None) or uuid.uuid4()
        new = NewNote(EventKind(kind), amount, told.pop("day", TODAY), **told)
        return note(world.people["owner"], book, new, client_id=client_id)

    return tell


def moved(entry: Entry) -> list[tuple[str, str, int]]:
    return [(line.debit, line.credit, line.amount) for line in lines_of(entry)]


def owed(book: Book, name: str) -> dict[str, int]:
    party = Party.objects.get(book=book, name=name)
    return {code: amount for code, amount in noting.owed_with(book, party.number).items() if amount}


def test_a_line_becomes_an_entry_in_the_owners_own_words(world: World, book: Book, tell: Callable[..., Entry]) -> None:
    line = "jual 12 syal @45rb"
    entry = tell("sale", 540_000, item="syal", quantity=Decimal(12), unit_price=45_000, text=line)
    assert str(entry.words) == line
    assert moved(entry) == [(chart.CASH, chart.SALES, 540_000)]
    kept = Note.objects.get(book=book, number=entry.number)
    assert (kept.text, kept.kind, kept.item, kept.quantity, kept.settlement) == (line, "sale", "syal", 12, "cash")
    assert not kept.corrected


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"kind": "sale", "quantity": Decimal(12), "unit": "buah", "item": "syal"}, "Jual 12 buah syal"),
        ({"kind": "sale", "quantity": Decimal("1.5"), "unit": "kg"}, "Jual 1,5 kg"),
        ({"kind": "purchase", "item": "benang", "party": "pak Budi"}, "Beli benang, pak Budi"),
        ({"kind": "drawing"}, "Diambil untuk rumah"),
        ({"kind": "grant", "item": "mesin"}, "Bantuan diterima: mesin"),
    ],
)
def test_a_form_becomes_a_sentence(tell: Callable[..., Entry], told: dict[str, Any], said: str) -> None:
    assert str(tell(told.pop("kind"), 1000, **told).words) == said


@pytest.mark.parametrize("kind", list(EventKind))
def test_every_kind_can_be_told_and_taken_back(world: World, book: Book, tell: Callable[..., Entry], kind: str) -> None:
    entry = tell(kind, 100_000, party="bu Ani", category="power", item="mesin jahit", text="apa adanya")
    assert sum(amount for __, __, amount in moved(entry)) == 100_000
    back = take_back(world.people["owner"], book, entry.number, client_id=uuid.uuid4(), day=TODAY, why="salah tulis")
    assert str(back.words) == "Batal: apa adanya (salah tulis)"
    assert all(total.debit == total.credit for total in MonthTotal.objects.filter(book=book))
    assert verify_book(book).wrong == ()


def test_debts_run_up_and_down_by_person(book: Book, tell: Callable[..., Entry]) -> None:
    tell("sale", 4_000_000, settlement="part", paid=1_000_000, place="bank", party="bu Tini")
    assert owed(book, "bu Tini") == {chart.TRADE_RECEIVABLES: 3_000_000}
    tell("receipt", 3_500_000, settlement="bank", party="Bu Tini")
    assert owed(book, "bu Tini") == {chart.CUSTOMER_DEPOSITS: 500_000}, "what is too much is kept for her"
    tell("sale", 600_000, settlement="credit", party="ibu tini")
    assert owed(book, "bu Tini") == {chart.TRADE_RECEIVABLES: 100_000}
    tell("sale_return", 40_000, settlement="credit", party="bu Tini")
    assert owed(book, "bu Tini") == {chart.TRADE_RECEIVABLES: 60_000}
    assert Party.objects.filter(book=book).count() == 1


def test_wages_purchases_and_loans_are_paid_off(book: Book, tell: Callable[..., Entry]) -> None:
    tell("advance", 200_000, party="Siti")
    tell("wage", 600_000, settlement="part", paid=300_000, party="Siti")
    assert owed(book, "Siti") == {chart.WAGES_PAYABLE: 100_000}, "her kasbon was taken off first"
    tell("payment", 100_000, party="Siti")
    assert owed(book, "Siti") == {}
    tell("loan", 1_000_000, settlement="bank", party="Koperasi Melati")
    entry = tell("loan_repayment", 550_000, interest=50_000)
    assert {line.party for line in lines_of(entry)} == {Party.objects.get(book=book, name="Koperasi Melati").number}
    tell("loan_repayment", 600_000)
    assert owed(book, "Koperasi Melati") == {}
    tell("loan", 10, party="bank A")
    tell("loan", 10, party="bank B")
    with pytest.raises(Problem) as told:
        tell("loan_repayment", 5)
    assert told.value.field == "party"


def test_tax_that_is_owed_is_paid_before_it_is_a_cost(book: Book, tell: Callable[..., Entry]) -> None:
    entry = tell("tax", 75_000)
    assert moved(entry) == [(chart.TAX, chart.CASH, 75_000)]


def test_a_shared_cost_is_split_with_the_house(book: Book, tell: Callable[..., Entry]) -> None:
    SharedCost.objects.create(book=book, account=chart.POWER, business_percent=60)
    entry = tell("expense", 100_001, category="power", item="listrik")
    assert moved(entry) == [(chart.POWER, chart.CASH, 60_001), (chart.DRAWINGS, chart.CASH, 40_000)]


def test_equipment_is_remembered_and_forgotten_when_taken_back(
    world: World, book: Book, tell: Callable[..., Entry]
) -> None:
    entry = tell("asset", 3_200_000, item="mesin jahit")
    thing = Equipment.objects.get(book=book)
    assert (thing.name, thing.cost, thing.since, thing.months) == ("mesin jahit", 3_200_000, TODAY, 48)
    take_back(world.people["owner"], book, entry.number, client_id=uuid.uuid4(), day=TODAY, why="salah")
    assert Equipment.objects.get(book=book).gone == TODAY


def test_sent_again_it_is_answered_with_the_first_entry(book: Book, tell: Callable[..., Entry]) -> None:
    for told in (
        {"kind": "sale", "amount": 100_000, "settlement": "credit", "party": "bu Tini"},
        {"kind": "receipt", "amount": 100_000, "party": "bu Tini"},
        {"kind": "sale", "amount": 50_000, "settlement": "credit", "party": "bu Tini", "item": "syal"},
        {"kind": "deposit", "amount": 70_000, "party": "bu Ani"},
        {"kind": "sale", "amount": 70_000, "settlement": "credit", "party": "bu Ani"},
        {"kind": "sale_return", "amount": 20_000, "settlement": "credit", "party": "bu Tini"},
        {"kind": "loan", "amount": 900, "party": "BRI"},
        {"kind": "loan_repayment", "amount": 900},
        {"kind": "expense", "amount": 10_001, "category": "power", "item": "listrik"},
        {"kind": "tax", "amount": 500},
    ):
        client_id = uuid.uuid4()
        first = tell(**told, client_id=client_id)
        if told["kind"] == "expense":
            SharedCost.objects.create(book=book, account=chart.POWER, business_percent=60)
        again = tell(**told, client_id=client_id)
        assert again.number == first.number, "although what was owed has changed since"
    assert Entry.objects.count() == Note.objects.count() == 10
    assert Habit.objects.get(book=book, item="syal").times == 1


@pytest.mark.parametrize(
    "other",
    [
        {"amount": 540_001},
        {"day": TODAY - timedelta(1)},
        {"settlement": "bank"},
        {"settlement": "credit"},
        {"settlement": "part", "paid": 1},
        {"party": "bu Sri"},
        {"party": ""},
        {"text": "lain"},
        {"item": "kaos"},
        {"kind": "other_income"},
        {"quantity": Decimal(13)},
    ],
)
def test_the_same_id_with_another_content_is_a_conflict(
    book: Book, tell: Callable[..., Entry], other: dict[str, Any]
) -> None:
    told = {"kind": "sale", "amount": 540_000, "party": "bu Tini", "item": "syal", "client_id": uuid.uuid4()}
    tell(**told)
    with pytest.raises(Conflict):
        tell(**{**told, **other})
    assert Entry.objects.count() == 1


def test_a_category_or_a_direction_that_changed_is_a_conflict(tell: Callable[..., Entry]) -> None:
    for told, other in (
        ({"kind": "expense", "amount": 5, "category": "power"}, {"category": "rent"}),
        ({"kind": "deposit", "amount": 5, "party": "bu Ani"}, {"direction": "out"}),
        ({"kind": "transfer", "amount": 5}, {"target": "ewallet"}),
        ({"kind": "loan_repayment", "amount": 5, "interest": 0, "party": "x"}, {"amount": 6}),
    ):
        client_id = uuid.uuid4()
        tell(**told, client_id=client_id)
        with pytest.raises(Conflict):
            tell(**{**told, **other}, client_id=client_id)


def test_a_line_that_tells_of_several_is_written_whole_or_not_at_all(world: World, book: Book) -> None:
    line, owner = "jual syal 45rb, beli benang 100rb utang", world.people["owner"]
    sale = NewNote(EventKind.SALE, 45_000, TODAY, item="syal", text=line)
    purchase = NewNote(EventKind.PURCHASE, 100_000, TODAY, item="benang", text=line, settlement="credit")
    with pytest.raises(Problem) as told:
        note_all(owner, book, [sale, purchase], client_id=uuid.uuid4())
    assert told.value.field == "party"
    assert not Entry.objects.exists()
    assert not Note.objects.exists()
    client_id, whole = uuid.uuid4(), [sale, NewNote(EventKind.PURCHASE, 100_000, TODAY, item="benang", text=line)]
    entries = note_all(owner, book, whole, client_id=client_id)
    assert [str(entry.words) for entry in entries] == ["Jual syal", "Beli benang"]
    assert note_all(owner, book, whole, client_id=client_id) == entries
    assert Entry.objects.count() == 2
    assert {kept.text for kept in Note.objects.all()} == {line}


@pytest.mark.parametrize("day", [TODAY + timedelta(1), TODAY - timedelta(3700), date(2026, 10, 31)])
def test_days_to_come_long_ago_or_closed_are_refused_at_the_field(
    world: World, book: Book, tell: Callable[..., Entry], day: date
) -> None:
    Book.objects.filter(pk=book.pk).update(closed_until=date(2026, 10, 31))
    with pytest.raises(Problem) as told:
        tell("sale", 1000, day=day)
    assert told.value.field == "day"
    assert not Entry.objects.exists()
    entry = tell("sale", 1000)
    with pytest.raises(Problem) as told:
        take_back(world.people["owner"], book, entry.number, client_id=uuid.uuid4(), day=day, why="salah")
    assert told.value.field == "day"


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": -1}, "amount"),
        ({"amount": LARGEST_AMOUNT + 1}, "amount"),
        ({"settlement": "credit"}, "party"),
        ({"settlement": "part", "party": "x"}, "paid"),
        ({"settlement": "part", "paid": 2000, "party": "x"}, "paid"),
        ({"settlement": "sock"}, "settlement"),
        ({"party": "???"}, "party"),
        ({"quantity": Decimal(0)}, "quantity"),
        ({"text": "x" * 501}, "text"),
        ({"kind": "drawing", "settlement": "credit", "party": "x"}, "settlement"),
        ({"kind": "receipt"}, "party"),
        ({"kind": "transfer", "source": "bank"}, "target"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_leaves_nothing(
    tell: Callable[..., Entry], told: dict[str, Any], field: str
) -> None:
    with pytest.raises(Problem) as problem:
        tell(**{"kind": "sale", "amount": 1000, **told})
    assert problem.value.field == field
    assert not Entry.objects.exists()
    assert not Party.objects.exists()


def test_only_the_owner_writes(world: World, book: Book) -> None:
    for name, person in world.people.items():
        if name == "owner" or person is None:
            continue
        for act in (
            lambda person=person: note(person, book, SALE, client_id=uuid.uuid4()),
            lambda person=person: take_back(person, book, 1, client_id=uuid.uuid4(), day=TODAY, why="x"),
        ):
            with pytest.raises(NotAllowed):
                act()
        with pytest.raises(NotAllowed):
            note(person, open_book(world.sentra), SALE, client_id=uuid.uuid4())


def test_what_was_taken_back_is_not_taken_back_again(world: World, book: Book, tell: Callable[..., Entry]) -> None:
    owner, entry, client_id = world.people["owner"], tell("sale", 1000), uuid.uuid4()
    back = take_back(owner, book, entry.number, client_id=client_id, day=TODAY, why="salah")
    assert take_back(owner, book, entry.number, client_id=client_id, day=TODAY, why="salah") == back
    for number in (entry.number, back.number):
        with pytest.raises(Conflict):
            take_back(owner, book, number, client_id=uuid.uuid4(), day=TODAY, why="lagi")
    with pytest.raises(Problem) as told:
        take_back(owner, book, tell("sale", 5).number, client_id=uuid.uuid4(), day=TODAY, why="  ")
    assert told.value.field == "why"


def test_habits_teach_the_reader(world: World, book: Book, tell: Callable[..., Entry]) -> None:
    owner = world.people["owner"]
    for __ in range(3):
        tell("purchase", 50_000, item="Zorbin", settlement="bank", party="toko Zeta")
    tell("wage", 600_000, party="Zulfa")
    known = known_of(owner, book)
    assert known.habits["zorbin"] == ("purchase", None, "bank")
    assert known.people == {"toko Zeta": "supplier", "Zulfa": "worker"}
    entry = read("zorbin 75rb", TODAY, known).entries[0]
    assert (entry.kind, entry.amount, entry.settlement) == ("purchase", 75_000, "bank")
    tell("sale", 80_000, item="zorbin")
    assert known_of(owner, book).habits["zorbin"] == ("sale", None, None)
    assert list(known_of(owner, book).products) == ["zorbin"]


def test_what_is_known_costs_the_same_however_long_the_book(
    world: World, book: Book, tell: Callable[..., Entry]
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            known_of(world.people["owner"], book)
        return len(asked)

    tell("sale", 1, item="syal", party="a")
    few = cost()
    for number in range(30):
        tell("sale", 1, item=f"barang {number}", party=f"orang {number}")
    assert cost() == few <= 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [True, False], ids=["one event sent by all", "an event of each"])
def test_threads_that_write_at_once_lose_and_double_nothing(transactional_db: None, same: bool) -> None:
    world = quiet_world()
    owner, book, one = world.people["owner"], open_book(world.enterprise), uuid.uuid4()
    ready, wrong, threads = threading.Barrier(8), [], []

    def work(number: int) -> None:
        new = NewNote(
            EventKind.SALE, 1000 if same else 1000 + number, TODAY, settlement="credit", party="bu Tini", item="syal"
        )
        try:
            ready.wait()
            note(owner, book, new, client_id=one if same else uuid.uuid4())
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    for number in range(8):
        threads.append(threading.Thread(target=work, args=[number]))
        threads[-1].start()
    for thread in threads:
        thread.join()
    assert not wrong
    count = 1 if same else 8
    assert Entry.objects.count() == Note.objects.count() == Transfer.objects.count() == count
    assert Party.objects.count() == 1
    assert Habit.objects.get().times == count
    assert verify_book(book).wrong == ()
