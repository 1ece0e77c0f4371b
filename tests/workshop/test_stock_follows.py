"""What is noted in the books moves the stock by itself, and what cannot be placed waits for the owner."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.support.knitting import DAY, NOW, TODAY, Knitting
from tests.support.people import signed_in
from tests.workshop.test_stock_value import agree

from guyub.books.actions.banking import write_line
from guyub.books.actions.closing import close_month
from guyub.books.actions.noting import NewNote, note, note_all, take_back
from guyub.books.actions.opening import open_with
from guyub.books.actions.posting import open_book, post
from guyub.books.models import BankLine, Book, Entry
from guyub.books.queries.ledger import entries_page
from guyub.books.rules.closing import STOCK_VALUE
from guyub.books.rules.meaning import EventKind
from guyub.books.rules.opening import Opening
from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.kernel.measures import MICRO
from guyub.kernel.words import Words
from guyub.workshop.actions.items import agree as agree_with_books
from guyub.workshop.actions.items import set_unit
from guyub.workshop.actions.moving import count, take_out
from guyub.workshop.actions.placing import Placing, place, place_all, set_aside, unplace
from guyub.workshop.actions.recipes import add_material
from guyub.workshop.models import Item, ItemName, ItemUnit, Movement, Product, Unplaced
from guyub.workshop.queries.unplaced import unplaced
from guyub.workshop.rules.names import spellings

pytestmark = pytest.mark.django_db


def write(knitting: Knitting, kind: EventKind, item: str, quantity: float | None, unit: str = "", **more: Any) -> Entry:
    told = {"amount": 100_000, "day": TODAY, **more}
    said = None if quantity is None else Decimal(str(quantity))
    new = NewNote(kind=kind, item=item, quantity=said, unit=unit, **told)
    return note(knitting.owner, knitting.book, new, client_id=uuid.uuid4(), at=NOW)


def buy(knitting: Knitting, item: str, quantity: float | None, unit: str = "", **more: Any) -> Entry:
    return write(knitting, EventKind.PURCHASE, item, quantity, unit, **more)


def there(item: Item) -> tuple[float, int]:
    item.refresh_from_db()
    return item.quantity_micro / MICRO, item.value


def undo(knitting: Knitting, entry: Entry, day: date = TODAY) -> None:
    take_back(knitting.owner, knitting.book, entry.number, client_id=uuid.uuid4(), day=day, why="salah", at=NOW)


def test_a_purchase_comes_in_with_what_it_cost(knitting: Knitting) -> None:
    buy(knitting, "benang", 5, "kg", amount=425_000)
    buy(knitting, "Benang", 500, "gram", amount=45_000)
    buy(knitting, "kancing", 10, "lusin", amount=24_000)
    buy(knitting, "kancing-kancing", 30, amount=6_000)
    assert there(knitting.yarn) == (5.5, 470_000)
    assert there(knitting.button) == (150, 30_000)
    assert set(Movement.objects.values_list("kind", flat=True)) == {Movement.Kind.BOUGHT}
    agree(knitting)


def test_what_is_bought_is_an_asset_and_no_cost_of_the_month(knitting: Knitting) -> None:
    """Unlike where no stock is kept: there it is a cost at once."""
    from guyub.books.queries.ledger import profit_by_month  # noqa: PLC0415

    buy(knitting, "benang", 5, "kg", amount=425_000)
    assert profit_by_month(knitting.owner, knitting.book, TODAY, TODAY)[TODAY.replace(day=1)].profit == 0


def test_goods_go_back_and_come_back(knitting: Knitting) -> None:
    buy(knitting, "benang", 10, "kg", amount=850_000)
    write(knitting, EventKind.PURCHASE_RETURN, "benang", 2, "kg", amount=170_000)
    assert there(knitting.yarn) == (8, 680_000)
    count(knitting.owner, knitting.enterprise, knitting.finished, day=TODAY - DAY, quantity=40 * MICRO, value=800_000,
          client_id="begin", at=NOW)  # fmt: skip
    write(knitting, EventKind.SALE, "syal", 1, "kodi", amount=900_000)
    assert there(knitting.finished) == (20, 400_000)
    write(knitting, EventKind.SALE_RETURN, "Syal", 3, "buah", amount=135_000)
    assert there(knitting.finished) == (23, 460_000)
    agree(knitting)


def test_a_sale_is_never_refused_and_goes_below_zero_loudly(knitting: Knitting) -> None:
    write(knitting, EventKind.SALE, "syal", 12, amount=540_000)
    assert there(knitting.finished) == (-12, 0)
    agree(knitting)
    client = signed_in(knitting.owner)
    for page in (
        reverse("stock", args=[knitting.enterprise.id]),
        reverse("stock_item", args=[knitting.enterprise.id, knitting.finished.id]),
        reverse("book", args=[knitting.book.id]),
        reverse("home"),
    ):
        assert "urang dari nol" in client.get(page).content.decode(), page


def test_only_whole_names_are_believed(knitting: Knitting) -> None:
    buy(knitting, "benang merah", 5, "kg")
    assert not Movement.objects.exists()
    red = add_material(knitting.owner, knitting.enterprise, "Benang Merah", "kg")
    buy(knitting, "benang  merah", 5, "kg")
    assert there(red) == (5, 100_000)
    assert there(knitting.yarn) == (0, 0)
    assert spellings("Kancing-Kancing baju") == ("kancing-kancing baju", "kancing baju", "kancing bajus")
    assert "button" in spellings("Buttons")
    assert spellings("  ") == ()


def test_between_two_nobody_guesses(knitting: Knitting) -> None:
    add_material(knitting.owner, knitting.enterprise, "label", "buah")
    add_material(knitting.owner, knitting.enterprise, "labels", "buah")
    buy(knitting, "label-label", 5)
    assert not Movement.objects.exists()
    buy(knitting, "labels", 5)  # written just so, it is clear
    assert Movement.objects.get().item.name == "labels"


def test_what_is_bought_is_a_material_and_what_is_sold_a_product_of_the_same_name(knitting: Knitting) -> None:
    same = add_material(knitting.owner, knitting.enterprise, "syal", "buah")
    buy(knitting, "syal", 5)
    write(knitting, EventKind.SALE, "syal", 2)
    assert there(same)[0] == 5
    assert there(knitting.finished)[0] == -2


def test_units_that_cannot_be_changed_and_amounts_not_told_wait(knitting: Knitting) -> None:
    for told in (("benang", 2, "karung"), ("benang", None, ""), ("pita", 3, "meter")):
        buy(knitting, *told)  # type: ignore[arg-type]
    write(knitting, EventKind.SALE, "syal", None)
    write(knitting, EventKind.SALE, "jasa jahit", None)  # not ours: nobody asks
    assert not Movement.objects.exists()
    assert [each.note.item for each in unplaced(knitting.enterprise, TODAY)] == ["syal", "pita", "benang", "benang"]


def test_goods_kept_by_the_dozen_sold_without_a_unit_are_not_guessed(knitting: Knitting) -> None:
    Product.objects.update(unit="lusin")
    Item.objects.filter(pk=knitting.finished.pk).update(unit="lusin")
    write(knitting, EventKind.SALE, "syal", 12)
    assert not Movement.objects.exists()
    write(knitting, EventKind.SALE, "syal", 12, "buah")
    assert there(knitting.finished)[0] == -1


def test_nothing_follows_where_no_stock_is_kept(db: None) -> None:
    from tests.support import people  # noqa: PLC0415
    from tests.support.world import enterprise_in  # noqa: PLC0415

    from guyub.sentra.models import Sentra  # noqa: PLC0415
    from guyub.workshop.models import Workshop  # noqa: PLC0415

    sentra = Sentra.objects.create(name="Lain", agreed_on=TODAY)
    enterprise = enterprise_in(sentra, "Anyam Jati", "tas")
    owner, book = people.owner(enterprise), open_book(enterprise)
    new = NewNote(kind=EventKind.PURCHASE, amount=5, day=TODAY, item="benang", quantity=Decimal(1))
    note(owner, book, new, client_id=uuid.uuid4(), at=NOW)
    assert not Workshop.objects.exists()
    assert not Unplaced.objects.exists()
    assert list(unplaced(enterprise, TODAY)) == []


def test_a_resend_moves_once(knitting: Knitting) -> None:
    sent = uuid.uuid4()
    new = NewNote(EventKind.PURCHASE, 425_000, TODAY, item="benang", quantity=Decimal(5), unit="kg")
    for _again in range(3):
        note_all(knitting.owner, knitting.book, [new], client_id=sent, at=NOW)
    assert there(knitting.yarn) == (5, 425_000)


def test_what_is_taken_back_in_the_books_never_was_in_stock(knitting: Knitting) -> None:
    before = buy(knitting, "benang", 10, "kg", amount=800_000, day=TODAY - 4 * DAY)
    later = buy(knitting, "benang", 10, "kg", amount=900_000, day=TODAY - 2 * DAY)
    knitting.tally("rajut", 10, day=TODAY - DAY)
    assert there(knitting.yarn) == (17.4, 1_479_000)
    undo(knitting, before)
    assert there(knitting.yarn) == (7.4, 666_000)
    agree(knitting)
    undo(knitting, later)
    assert there(knitting.yarn)[0] == -2.6
    agree(knitting)


def test_what_a_closed_month_cannot_take_goes_to_the_first_open_day(knitting: Knitting) -> None:
    buy(knitting, "benang", 10, "kg", amount=850_000, day=date(2026, 9, 10))
    Book.objects.filter(pk=knitting.book.pk).update(closed_until=date(2026, 9, 30))
    knitting.book.refresh_from_db()
    knitting.tally("rajut", 10, day=date(2026, 9, 15))
    agree(knitting)
    assert Entry.objects.filter(source_kind=STOCK_VALUE).latest("number").day == date(2026, 10, 1)


def test_a_purchase_is_placed_once_and_its_unit_and_name_are_remembered(knitting: Knitting) -> None:
    entry = buy(knitting, "benang bal", 3, "karung", amount=1_500_000, day=TODAY - 5 * DAY)
    told = Placing("3 karung", knitting.yarn, holds="25 kg", keep_unit=True, keep_name=True)
    for _again in range(2):
        place(knitting.owner, knitting.enterprise, entry.number, told, client_id="one", at=NOW)
    assert there(knitting.yarn) == (75, 1_500_000)
    assert Movement.objects.get().day == TODAY - 5 * DAY
    with pytest.raises(Conflict):
        place(knitting.owner, knitting.enterprise, entry.number, told, client_id="two", at=NOW)
    assert not unplaced(knitting.enterprise, TODAY)
    assert ItemUnit.objects.get().holds_micro == 25 * MICRO
    buy(knitting, "Benang bal", 1, "karung", amount=500_000)  # known by now
    assert there(knitting.yarn) == (100, 2_000_000)
    agree(knitting)


def test_a_purchase_becomes_a_new_material(knitting: Knitting) -> None:
    entry = buy(knitting, "pita", 3, "rol")
    told = Placing("3 rol", None, "Pita", "meter", holds="50 meter")
    made = place(knitting.owner, knitting.enterprise, entry.number, told, client_id="one", at=NOW)
    assert (made.item.name, made.quantity_micro, made.value) == ("Pita", 150 * MICRO, 100_000)
    assert not ItemUnit.objects.exists()


def test_what_cannot_be_placed_says_why(knitting: Knitting) -> None:
    entry = buy(knitting, "pita", 3, "rol")
    wrong = [
        (Placing("3 rol", knitting.yarn), "quantity"),
        (Placing("0", knitting.yarn), "quantity"),
        (Placing("3 rol", knitting.yarn, holds="0 kg"), "holds"),
        (Placing("3 rol", knitting.yarn, holds="2 liter"), "holds"),
        (Placing("3"), "name"),
        (Placing("3", Item.objects.filter(kind=Item.Kind.PROCESS).first()), "item"),
    ]
    for told, field in wrong:
        with pytest.raises(Problem) as problem:
            place(knitting.owner, knitting.enterprise, entry.number, told, client_id="one", at=NOW)
        assert problem.value.field == field, told
    wage = write(knitting, EventKind.EXPENSE, "listrik", None)
    with pytest.raises(Problem):
        place(knitting.owner, knitting.enterprise, wage.number, Placing("3", knitting.yarn), client_id="x", at=NOW)


def test_what_is_no_stock_is_not_asked_about_again(knitting: Knitting) -> None:
    entry = buy(knitting, "nasi bungkus", 3)
    set_aside(knitting.owner, knitting.enterprise, entry.number, at=NOW)
    assert not unplaced(knitting.enterprise, TODAY)


def test_only_what_still_counts_and_is_not_old_waits(knitting: Knitting) -> None:
    taken_back = buy(knitting, "pita", 3)
    undo(knitting, taken_back)
    buy(knitting, "pita", 3, day=TODAY - timedelta(days=91))
    kept = buy(knitting, "pita", 3, day=TODAY - timedelta(days=90))
    assert [each.entry.number for each in unplaced(knitting.enterprise, TODAY)] == [kept.number]


def test_what_waits_is_placed_together_once_its_names_are_known(knitting: Knitting) -> None:
    for amount in (1, 2):
        buy(knitting, "pita", 3 * amount, "meter", amount=30_000 * amount)
    buy(knitting, "nasi", 3)
    ribbon = add_material(knitting.owner, knitting.enterprise, "Pita", "meter")
    assert place_all(knitting.owner, knitting.enterprise, at=NOW) == 2
    assert there(ribbon) == (9, 90_000)
    assert place_all(knitting.owner, knitting.enterprise, at=NOW) == 0
    agree(knitting)


def test_what_was_taken_for_another_thing_waits_again(knitting: Knitting) -> None:
    buy(knitting, "benang", 3, "kg")
    write(knitting, EventKind.SALE, "syal", 3)
    for movement in Movement.objects.select_related("item"):
        unplace(knitting.owner, knitting.enterprise, movement, at=NOW)
        unplace(knitting.owner, knitting.enterprise, movement, at=NOW)
    assert [each.note.item for each in unplaced(knitting.enterprise, TODAY)] == ["syal", "benang"]
    assert there(knitting.yarn) == (0, 0)
    used = take_out(knitting.owner, knitting.enterprise, knitting.yarn, kind=Movement.Kind.USED, day=TODAY,
                    quantity=MICRO, sure=True, client_id="used", at=NOW)  # fmt: skip
    with pytest.raises(Problem):
        unplace(knitting.owner, knitting.enterprise, used, at=NOW)


def test_a_bank_line_that_is_taken_back_leaves_the_stock(knitting: Knitting) -> None:
    from guyub.books.actions.importing import take_back as take_back_import  # noqa: PLC0415

    line = BankLine.objects.create(
        book=knitting.book, file=_bank_file(knitting), account="1102", day=TODAY, words="TRF TOKO JAYA",
        amount=-300_000, fingerprint="a",
    )  # fmt: skip
    entry = write_line(knitting.owner, line, EventKind.PURCHASE, at=NOW)
    place(knitting.owner, knitting.enterprise, entry.number, Placing("4 kg", knitting.yarn), client_id="a", at=NOW)
    assert there(knitting.yarn) == (4, 300_000)
    take_back_import(knitting.book, [entry.number], uuid.uuid4(), by=knitting.owner, at=NOW)
    assert there(knitting.yarn) == (0, 0)
    agree(knitting)


def _bank_file(knitting: Knitting) -> Any:
    from guyub.books.models import Import  # noqa: PLC0415

    return Import.objects.create(
        book=knitting.book, kind="bank", file_name="bank.csv", sha256="a", by=knitting.owner, at=NOW, table={}
    )


def test_nothing_else_may_part_the_books_from_the_stock(knitting: Knitting) -> None:
    buy(knitting, "benang", 10, "kg", amount=850_000, day=date(2026, 10, 5))
    for counted in ({"material": 5}, {"goods": 5}):
        with pytest.raises(Problem) as problem:
            close_month(knitting.owner, knitting.book, month=date(2026, 10, 1), client_id=uuid.uuid4(), at=NOW,
                        **counted)  # fmt: skip
        assert problem.value.field in counted
    close_month(knitting.owner, knitting.book, month=date(2026, 10, 1), client_id=uuid.uuid4(), at=NOW)
    with pytest.raises(Problem) as problem:
        open_with_stock(knitting)
    assert problem.value.field == "material"
    with pytest.raises(Problem) as problem:
        post(knitting.owner, knitting.book, client_id=uuid.uuid4(), day=TODAY, words=Words("x"), at=NOW,
             transfers=[("1301", "3101", 5)])  # fmt: skip
    assert problem.value.field == "account"
    agree(knitting)


def open_with_stock(knitting: Knitting) -> None:
    opening = Opening(date(2026, 10, 1), material=5)
    open_with(knitting.owner, knitting.book, opening, client_id=uuid.uuid4(), capital=5, at=NOW)


def test_the_closing_page_points_to_the_stock(knitting: Knitting) -> None:
    buy(knitting, "benang", 10, "kg", amount=850_000, day=date(2026, 10, 5))
    client = signed_in(knitting.owner)
    page = client.get(reverse("book_closing", args=[knitting.book.id])).content.decode()
    assert reverse("stock", args=[knitting.enterprise.id]) in page
    assert 'name="goods"' not in page
    done = client.post(reverse("book_closing", args=[knitting.book.id]), {"month": "2026-10-01", "material": "5"})
    assert done.status_code == 302
    agree(knitting)


def test_a_book_that_had_stock_before_agrees_from_the_first_movement(knitting: Knitting) -> None:
    from guyub.books.actions.posting import post_within  # noqa: PLC0415

    post_within(knitting.book, client_id=uuid.uuid4(), day=TODAY, words=Words("lama"),
                transfers=[("1301", "3101", 700)])  # fmt: skip
    assert agree_with_books(knitting.owner, knitting.enterprise, at=NOW)
    assert not agree_with_books(knitting.owner, knitting.enterprise, at=NOW)
    agree(knitting)


def test_only_the_owner_touches_the_stock(knitting: Knitting) -> None:
    from tests.support import people  # noqa: PLC0415

    entry = buy(knitting, "pita", 3)
    worker = people.worker(knitting.enterprise)
    for act in (
        lambda: place(worker, knitting.enterprise, entry.number, Placing("3", knitting.yarn), client_id="a", at=NOW),
        lambda: place_all(worker, knitting.enterprise, at=NOW),
        lambda: set_aside(worker, knitting.enterprise, entry.number, at=NOW),
        lambda: agree_with_books(worker, knitting.enterprise, at=NOW),
        lambda: set_unit(worker, knitting.yarn, name="bal", holds="5"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not ItemName.objects.exists()


def test_value_entries_do_not_flood_the_owners_list(
    knitting: Knitting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for day in range(12):
        buy(knitting, "benang", 1, "kg", day=TODAY - day * DAY)
        knitting.tally("rajut", 1, day=TODAY - day * DAY)
    assert Entry.objects.filter(source_kind=STOCK_VALUE).count() > 20
    with django_assert_num_queries(3):
        page = entries_page(knitting.owner, knitting.book, size=10)
    assert len(page.lines) == 10
    rest = entries_page(knitting.owner, knitting.book, page.older, size=10)
    assert [line.amount for line in (*page.lines, *rest.lines)] == [100_000] * 12
    shown = signed_in(knitting.owner).get(reverse("book", args=[knitting.book.id])).content.decode()
    assert "Nilai persediaan tercatat sendiri" in shown
    assert reverse("stock", args=[knitting.enterprise.id]) in shown


def test_the_list_is_read_from_an_index_that_has_no_value_entries(knitting: Knitting) -> None:
    rows = Entry.objects.exclude(source_kind=STOCK_VALUE).filter(book=knitting.book).order_by("-day", "-number")[:11]
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    assert "entry_told_by_day" in rows.explain()


def test_a_value_entry_is_not_taken_back_by_hand(knitting: Knitting) -> None:
    buy(knitting, "benang", 1, "kg")
    entry = Entry.objects.get(source_kind=STOCK_VALUE)
    with pytest.raises(Conflict):
        undo(knitting, entry)
