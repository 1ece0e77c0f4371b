"""The demo owner's own books: a quarter of a year of lines as an owner writes them, read as people's lines are read."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from guyub.books import chart
from guyub.books.actions.closing import close_month
from guyub.books.actions.noting import note_all
from guyub.books.actions.planning import NewPlan, add_plan
from guyub.books.models import Book, Planned, SharedCost
from guyub.books.pages.cards import cards_of
from guyub.books.queries import ledger
from guyub.books.queries.habits import known_of
from guyub.books.rules.closing import next_month
from guyub.books.rules.ledger import last_day
from guyub.people.models import User
from guyub.web import demo_workshop

WEEKS = 13
ZONE = ZoneInfo("Asia/Jakarta")

# What happens on which day of a week (0 Monday): week after week, with the numbers that change.
EVERY_WEEK = {
    0: ("jual {few} syal @45rb", "bensin 30rb"),
    1: ("jual {many} topi @35rb qris", "jual {few} syal @45rb"),
    2: ("jual sweter 185rb transfer", "beli kancing {few}0rb"),
    3: ("jual {few} topi @35rb", "jual {few} syal @45rb qris"),
    4: ("jual sweter 190rb", "makan siang 45rb"),
    5: ("gaji Siti 450rb", "gaji Yanti 380rb", "jual {many} syal @45rb"),
    6: ("ambil buat dapur 350rb",),
}
# What happens once: weeks before this one, day of the week, line.
ONCE = {
    (13, 0): ("cair KUR BRI 8 juta ke rekening",),
    (13, 2): ("beli mesin rajut 6,5jt transfer",),
    (12, 0): ("beli benang 20 kg @85rb transfer",),
    (12, 3): ("bu Tini ambil 20 syal @42rb bon",),
    (11, 2): ("bayar listrik 180rb", "bayar wifi 150rb transfer"),
    (11, 4): ("kasbon Siti 200rb",),
    (10, 0): ("beli benang 1,5jt utang toko Benang Jaya",),
    (10, 4): ("bu Tini bayar utang 500rb",),
    (9, 1): ("cicilan KUR BRI pokok 400rb + bunga 60rb transfer",),
    (9, 3): ("Siti bayar kasbon 100rb",),
    (8, 0): ("beli benang 18 kg @86rb",),
    (8, 2): ("bayar sekolah anak 400rb", "setor tunai ke BRI 1,5jt"),
    (7, 1): ("bayar utang toko Benang Jaya 1jt transfer",),
    (7, 2): ("bayar listrik 195rb", "bayar wifi 150rb transfer"),
    (6, 3): ("toko Melati ambil 15 sweter @175rb DP 1jt",),
    (5, 1): ("cicilan KUR BRI pokok 400rb + bunga 60rb transfer",),
    (5, 3): ("retur syal 2 biji dari bu Tini 84rb",),
    (4, 0): ("beli benang 1,7jt utang toko Benang Jaya",),
    (4, 3): ("bantuan dinas 1jt transfer",),
    (3, 2): ("bayar listrik 188rb", "bayar wifi 150rb transfer"),
    (3, 4): ("bu Tini ambil 12 syal @42rb bon",),
    (2, 0): ("beli benang 40 kg @86rb transfer",),
    (2, 1): ("servis mesin rajut 150rb", "toko Melati bayar utang 800rb transfer"),
    (1, 1): ("cicilan KUR BRI pokok 400rb + bunga 60rb transfer",),
    (1, 3): ("beli benang 10 kg @87rb utang toko Benang Jaya",),
}


def keep(owner: User, book: Book, worker: User, today: date) -> None:
    """Write the owner's lines of the last quarter into `book`, what was decided for it, and what is planned.

    For the last weeks the workshop is kept as well: what is sold and bought moves its stock, wages are paid by slip.
    """
    assert book.enterprise is not None  # noqa: S101 - the owner's
    SharedCost.objects.create(book=book, account=chart.POWER, business_percent=60)
    workshop_begins = demo_workshop.first_day(today)
    shop = None
    for day, line in _lines(today):
        if shop is None and day >= workshop_begins:
            shop = demo_workshop.set_up(owner, book.enterprise, worker, today)
        if shop is None or not line.startswith("gaji"):
            _write(owner, book, day, line)
    if shop is not None:
        demo_workshop.work(shop, today)
    for words, amount, in_days in (("sewa kios setahun", 14_000_000, 40), ("mesin linking", 12_500_000, 60)):
        first = today + timedelta(days=in_days)
        plan = NewPlan(words, amount, comes_in=False, first=first, every=Planned.Every.ONCE)
        add_plan(owner, book, plan, client_id=words, today=today)
    book.sales_target, book.owner_salary = 7_000_000, 1_500_000
    book.taxpayer, book.taxed_since = "individual", today.year - 2
    book.save(update_fields=["sales_target", "owner_salary", "taxpayer", "taxed_since"])


def close(owner: User, book: Book, today: date) -> None:
    """Close the months that ended before the last one, oldest first."""
    month = next_month(None, ledger.first_day(book))
    while month and last_day(month) < today - timedelta(days=31):
        at = datetime.combine(last_day(month) + timedelta(days=4), time(9), ZONE)
        close_month(owner, book, month=month, client_id=uuid.uuid4(), at=at)
        month = next_month(last_day(month), month)


def first_day(today: date) -> date:
    """The Monday on which the owner began to write."""
    return today - timedelta(days=today.weekday() + 7 * WEEKS)


def _lines(today: date) -> Iterator[tuple[date, str]]:
    first = first_day(today)
    for number in range((today - first).days + 1):
        day = first + timedelta(days=number)
        week, weekday = divmod(number, 7)
        numbers = {"few": 2 + (week * 3 + weekday) % 4, "many": 5 + (week + weekday * 2) % 4}
        for line in (*ONCE.get((WEEKS - week, weekday), ()), *EVERY_WEEK[weekday]):
            yield day, line.format(**numbers)


def _write(owner: User, book: Book, day: date, line: str) -> None:
    """One line, read on its day with what the book knew by then, and saved as it was understood."""
    notes = [card.note for card in cards_of(line, book, day, known_of(owner, book))]
    if not all(notes):
        raise ValueError(f"the reader asks about {line!r}")
    at = datetime.combine(day, time(17), ZONE)
    note_all(owner, book, [each for each in notes if each], client_id=uuid.uuid4(), at=at)
