"""`guyub verify` recounts the workshop: it finds whatever does not follow from what happened."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.knitting import DAY, NOW, TODAY, Knitting
from tests.workshop.test_stock_value import agree

from guyub.books.actions.noting import NewNote, note, take_back
from guyub.books.actions.posting import post_within
from guyub.books.rules.meaning import EventKind
from guyub.kernel.errors import Conflict
from guyub.kernel.measures import MICRO
from guyub.kernel.words import Words
from guyub.workshop.actions.counting import take_back as take_tally_back
from guyub.workshop.actions.items import drop_count
from guyub.workshop.actions.moving import count
from guyub.workshop.models import (
    DayFlow,
    Item,
    JobStep,
    MachineDay,
    StepDay,
    StockCount,
    StockDay,
    StockPosting,
    Tally,
    WorkerDay,
    Workshop,
)
from guyub.workshop.verify import findings, verify_workshop

pytestmark = pytest.mark.django_db


def wrong(knitting: Knitting) -> list[str]:
    return [str(words) for words in verify_workshop(Workshop.objects.get(pk=knitting.enterprise.pk))]


def some_days(knitting: Knitting) -> None:
    knitting.buy(knitting.yarn, 10, 850_000, TODAY - 3 * DAY)
    worker, machine = knitting.worker("Dewi"), knitting.machines[0]
    knitting.tally("rajut", 12, 1, day=TODAY - 2 * DAY, worker=worker, machine=machine, sure=["short"])
    knitting.tally("finishing", 6, day=TODAY - DAY, sure=["short"])
    knitting.sell(3)
    count(knitting.owner, knitting.enterprise, knitting.yarn, day=TODAY, quantity=6 * MICRO, client_id="c", at=NOW)


def test_what_follows_from_what_happened_fits(knitting: Knitting) -> None:
    assert wrong(knitting) == []
    some_days(knitting)
    assert wrong(knitting) == []
    ((about, misfits),) = list(findings())
    assert "Rajut Melati: 2 hasil, 2 gerak barang" in str(about)
    assert list(misfits) == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda: DayFlow.objects.filter(kind="sold").update(quantity_micro=1), "gerak barang per hari"),
        (lambda: StepDay.objects.filter(good_micro=6 * MICRO).update(good_micro=1), "per langkah"),
        (lambda: WorkerDay.objects.update(minutes_milli=1), "per pekerja"),
        (lambda: MachineDay.objects.update(rejected_micro=9), "per mesin"),
        (lambda: StockDay.objects.filter(day=TODAY - DAY).update(value=5), "Kartu stok"),
        (lambda: StockDay.objects.filter(day=TODAY).delete(), "Kartu stok"),
        (lambda: Item.objects.filter(name="Benang").update(value=5), "Stok Benang"),
        (lambda: StockPosting.objects.filter(day=TODAY).update(material=5), "disampaikan ke buku"),
        (lambda: Tally.objects.filter(rejected_micro=0).update(undone_at=NOW), "per langkah"),
    ],
)
def test_whatever_does_not_fit_is_found(knitting: Knitting, spoil: Callable[[], Any], said: str) -> None:
    some_days(knitting)
    spoil()
    assert any(said in words for words in wrong(knitting)), wrong(knitting)


def test_books_that_say_something_else_are_found(knitting: Knitting) -> None:
    some_days(knitting)
    post_within(knitting.book, client_id=uuid.uuid4(), day=TODAY, words=Words("x"), transfers=[("1301", "3101", 5)])
    (said,) = wrong(knitting)
    assert "bahan" in said


def test_progress_that_does_not_fit_is_found(knitting: Knitting) -> None:
    from guyub.workshop.actions.jobs import NewJob, take_job  # noqa: PLC0415

    job = take_job(
        knitting.owner, knitting.enterprise, NewJob(knitting.scarf, 10 * MICRO, TODAY + timedelta(days=30)),
        client_id="job", at=NOW,
    )  # fmt: skip
    knitting.tally("rajut", 2, job=job, sure=["short"])
    assert wrong(knitting) == []
    JobStep.objects.update(good_micro=3)
    assert any("Kemajuan" in words for words in wrong(knitting))


class Life:
    """Whatever can happen to a stock, by chance but repeatably."""

    def __init__(self, knitting: Knitting, chance: random.Random) -> None:
        self.knitting, self.chance = knitting, chance
        self.entries: list[Any] = []
        self.tallies: list[Tally] = []

    def day(self) -> Any:
        return TODAY - self.chance.randrange(6) * DAY

    def note(self, kind: EventKind, item: str, unit: str) -> None:
        amount, quantity = self.chance.randrange(1, 900_000), Decimal(self.chance.randrange(1, 9999)) / 1000
        new = NewNote(kind, amount, self.day(), item=item, quantity=quantity, unit=unit)
        self.entries.append(note(self.knitting.owner, self.knitting.book, new, client_id=uuid.uuid4(), at=NOW))

    def bought(self) -> None:
        self.note(*self.chance.choice([(EventKind.PURCHASE, "benang", "kg"), (EventKind.PURCHASE, "kancing", "lusin")]))

    def given_back(self) -> None:
        self.note(EventKind.PURCHASE_RETURN, "benang", "ons")

    def sold(self) -> None:
        self.note(EventKind.SALE, "syal", self.chance.choice(["buah", "lusin"]))

    def brought_back(self) -> None:
        self.note(EventKind.SALE_RETURN, "syal", "buah")

    def tallied(self) -> None:
        good, rejected = self.chance.randrange(0, 15), self.chance.randrange(0, 3)
        step = self.chance.choice(["rajut", "linking", "finishing"])
        if good + rejected:
            self.tallies.append(self.knitting.tally(step, good, rejected, day=self.day(), sure=["short"]))

    def counted(self) -> None:
        item = self.chance.choice(list(Item.objects.order_by("key")))
        value = self.chance.choice([None, self.chance.randrange(0, 500_000)])
        quantity = self.chance.randrange(0, 12 * MICRO)
        value = None if quantity == 0 else value
        count(self.knitting.owner, self.knitting.enterprise, item, day=self.day(), quantity=quantity, value=value,
              client_id=uuid.uuid4().hex, at=NOW)  # fmt: skip

    def uncounted(self) -> None:
        for found in StockCount.objects.select_related("item").order_by("pk")[:1]:
            drop_count(self.knitting.owner, found.item, found.pk, at=NOW)

    def reversed(self) -> None:
        if self.entries:
            entry = self.chance.choice(self.entries)
            try:
                take_back(self.knitting.owner, self.knitting.book, entry.number, client_id=uuid.uuid4(),
                          day=self.chance.choice([entry.day, TODAY]), why="salah", at=NOW)  # fmt: skip
            except Conflict:
                assert entry  # a second time

    def untallied(self) -> None:
        if self.tallies:
            take_tally_back(self.knitting.owner, self.chance.choice(self.tallies), at=NOW)


@settings(max_examples=12)
@given(st.randoms(use_true_random=False))
def test_whatever_happens_in_whatever_order_the_books_hold_what_the_stock_is_worth(
    knitting: Knitting, chance: random.Random
) -> None:
    life = Life(knitting, chance)
    kinds = [life.bought, life.given_back, life.sold, life.brought_back, life.tallied, life.counted, life.uncounted]
    kinds += [life.reversed, life.untallied, life.bought, life.tallied]
    for _event in range(14):
        chance.choice(kinds)()
        agree(knitting)
    assert wrong(knitting) == []
