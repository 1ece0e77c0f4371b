"""A workshop's book in which something of everything has happened, for tests that look at its pages."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from guyub.books import chart
from guyub.books.actions.attaching import attach
from guyub.books.actions.banking import confirm_bank
from guyub.books.actions.closing import close_month
from guyub.books.actions.noting import note_all
from guyub.books.actions.parties import party_named
from guyub.books.actions.planning import NewPlan, add_plan
from guyub.books.actions.posting import post_within
from guyub.books.models import Book, Party, Planned, SharedCost
from guyub.books.pages.cards import cards_of
from guyub.books.queries.habits import known_of
from guyub.books.rules.ledger import Move, last_day, month_of, months_back
from guyub.kernel.photos import read_photo
from guyub.kernel.words import _
from guyub.people.models import User
from tests.support.world import a_photo, a_statement

# Days before today, and what the owner wrote then.
LINES = (
    (70, "pinjam uang 8jt dari BRI ke rekening"),
    (70, "beli mesin rajut 6,5jt transfer"),
    (69, "beli benang 1,5jt utang toko Benang Jaya"),
    (68, "jual 12 syal @45rb"),
    (60, "gaji Siti 600rb"),
    (50, "bu Tini ambil 20 syal @42rb bon"),
    (35, "jual sweter 12.345.678.900 transfer"),
    (20, "bayar utang toko Benang Jaya 500rb"),
    (9, "kasbon Siti 200rb"),
    (1, "jual 2 kodi kaos @30rb qris"),
    (0, "ambil buat dapur 250rb"),
    (0, "jual 12 syal @45rb"),
)


def keep(owner: User, book: Book, long_name: str) -> int:
    """Fill an empty book; the number of somebody named `long_name` who owes, is owed and left a deposit."""
    today = timezone.localdate()
    SharedCost.objects.create(book=book, account=chart.POWER, business_percent=60)
    for ago, line in LINES:
        write(owner, book, today - timedelta(days=ago), line)
    attach(owner, book, 1, read_photo(a_photo()))
    party = _long(book, long_name, today)
    _decide(owner, book, today)
    _bank(owner, book, today)
    first = months_back(month_of(today), 2)
    close_month(owner, book, month=first, client_id=uuid.uuid4(), at=_at(last_day(first) + timedelta(days=4)))
    return party


def write(owner: User, book: Book, day: date, line: str) -> None:
    """One line, read on its day and saved as it was understood."""
    notes = [card.note for card in cards_of(line, book, day, known_of(owner, book))]
    assert all(notes), f"the reader asks about {line!r}"
    note_all(owner, book, [each for each in notes if each], client_id=uuid.uuid4(), at=_at(day))


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def _long(book: Book, name: str, today: date) -> int:
    """A party's whole story, posted as other rooms post."""
    party = party_named(book, name)
    Party.objects.filter(book=book, number=party.number).update(phone="+6281234567890")
    old = today - timedelta(70)
    moves: list[tuple[date, Move]] = [
        (old, (chart.TRADE_RECEIVABLES, chart.SALES, 1_234_567_000, party.number)),
        (today, (chart.CASH, chart.CUSTOMER_DEPOSITS, 250_000, party.number)),
        (today, (chart.MATERIAL_EXPENSE, chart.TRADE_PAYABLES, 12_500_000, party.number)),
        (today, (chart.TRADE_RECEIVABLES, chart.SALES, 75_000)),
    ]
    for day, move in moves:
        post_within(book, client_id=uuid.uuid4(), day=day, words=_("Catatan"), transfers=[move])
    return party.number


def _decide(owner: User, book: Book, today: date) -> None:
    """What an owner settles once, and what is planned."""
    plan = NewPlan(
        "sewa kios setahun", 14_000_000, comes_in=False, first=today + timedelta(40), every=Planned.Every.ONCE
    )
    add_plan(owner, book, plan, client_id="kios", today=today)
    Book.objects.filter(id=book.id).update(
        sales_target=20_000_000, owner_salary=2_000_000, taxpayer="individual", taxed_since=today.year - 2
    )
    book.refresh_from_db()


def _bank(owner: User, book: Book, today: date) -> None:
    """Lines of the bank that wait: one that an entry fits, one that nothing does."""
    sold, fee = today - timedelta(35), today - timedelta(2)
    content = (
        "Date,Description,Branch,Amount,,Balance\n"
        f"'{sold:%d/%m/%Y},TRSF E-BANKING CR TOKO MAJU JAYA SENTOSA ABADI,'0000,12345678900.00,CR,12345678900.00\n"
        f"'{fee:%d/%m/%Y},BIAYA ADM,'0000,15000.00,DB,12345663900.00\n"
    )
    confirm_bank(owner, a_statement(owner, book, content), at=timezone.now())
