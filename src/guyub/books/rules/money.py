"""What an owner has to know about their money today, in words. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from guyub.books.rules.debts import OVERDUE, Owed
from guyub.books.rules.household import HomeMonth, warning
from guyub.books.rules.ledger import last_day
from guyub.kernel.words import Rupiah, Words, _

ROUND_UP_TO = 1000  # rupiah
DAYS_TO_FINISH = 5  # for a month's last receipts, before anybody is reminded to close it


@dataclass(frozen=True, slots=True)
class Target:
    """How far this month's sales are, in rupiah, on one of its days."""

    sales: int
    target: int
    today: date

    @property
    def left(self) -> int:
        return max(self.target - self.sales, 0)

    @property
    def days_left(self) -> int:
        """Days in which still to sell, today among them."""
        return (last_day(self.today) - self.today).days + 1

    @property
    def a_day(self) -> int:
        """What has to be sold on each of them, rounded up to Rp 1.000."""
        return -(-self.left // (self.days_left * ROUND_UP_TO)) * ROUND_UP_TO

    @property
    def words(self) -> Words:
        if not self.left:
            return _("Target %(target)s bulan ini sudah tercapai.", target=Rupiah(self.target))
        if self.days_left == 1:
            return _("Hari terakhir bulan ini: perlu %(left)s lagi untuk mencapai target.", left=Rupiah(self.left))
        return _(
            "Tinggal %(days)s hari: perlu %(a_day)s sehari untuk mencapai target %(target)s.",
            days=self.days_left,
            a_day=Rupiah(self.a_day),
            target=Rupiah(self.target),
        )


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing to look at: what it is, in words, on which page of the book, about which person or account there.

    `place` is whose page it is, when it is not the book's.
    """

    title: Words
    words: Words
    page: str
    about: int | str | uuid.UUID | None = None
    place: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the things to look at are told from. `places` are codes, names and rupiah."""

    places: Sequence[tuple[str, Words, int]]
    owed_to_us: Sequence[Owed]
    owed_by_us: Sequence[Owed]
    month: HomeMonth | None


def attentions(standing: Standing, today: date) -> list[Attention]:
    """What needs the owner's attention today, the most pressing first."""
    return [
        *_below_zero(standing),
        *_we_are_late(standing, today),
        *_they_are_late(standing, today),
        *_taken_too_much(standing),
    ]


def tax_to_pay(left: int, pay_by: date, today: date) -> Attention:
    """What is still to be paid of the oldest tax."""
    if pay_by < today:
        words = _("Pajak %(left)s seharusnya sudah dibayar %(day)s.", left=Rupiah(left), day=pay_by)
    else:
        words = _("Pajak %(left)s harus dibayar paling lambat %(day)s.", left=Rupiah(left), day=pay_by)
    return Attention(_("Pajak"), words, "book_tax")


def month_to_close(month: date | None, today: date) -> Attention | None:
    """The oldest open month, once it has been over for five days."""
    if month is None or (today - last_day(month)).days <= DAYS_TO_FINISH:
        return None
    words = _("Catatan sampai %(day)s bisa ditutup, supaya tidak berubah lagi.", day=last_day(month))
    return Attention(_("Tutup bulan"), words, "book_closing")


def _below_zero(standing: Standing) -> Iterator[Attention]:
    for code, name, amount in standing.places:
        if amount < 0:
            yield Attention(
                _("Uang kurang dari nol"),
                _(
                    "%(place)s tercatat %(amount)s, kurang dari nol. Mungkin ada uang masuk yang belum dicatat.",
                    place=name,
                    amount=Rupiah(amount),
                ),
                "book_account",
                code,
            )


def _we_are_late(standing: Standing, today: date) -> Iterator[Attention]:
    yield from _late(
        _("Utang sudah lama"),
        overdue(standing.owed_by_us, today),
        today,
        _("Anda berutang %(amount)s kepada %(name)s, sudah %(days)s hari."),
        _("Utang Anda kepada %(count)s pihak, %(amount)s, sudah lebih dari 30 hari."),
    )


def _they_are_late(standing: Standing, today: date) -> Iterator[Attention]:
    yield from _late(
        _("Belum membayar Anda"),
        overdue(standing.owed_to_us, today),
        today,
        _("%(name)s berutang %(amount)s, sudah %(days)s hari. Waktunya diingatkan."),
        _("%(count)s pihak belum membayar %(amount)s lebih dari 30 hari. Waktunya diingatkan."),
    )


def _taken_too_much(standing: Standing) -> Iterator[Attention]:
    words = warning(standing.month) if standing.month else None
    if words:
        yield Attention(_("Diambil untuk rumah"), words, "book_household")


def overdue(people: Sequence[Owed], today: date) -> list[Owed]:
    """Those with whom something has been open for more than 30 days."""
    return [owed for owed in people if (owed.days(today) or 0) > OVERDUE]


def _late(title: Words, late: Sequence[Owed], today: date, one: Words, many: Words) -> Iterator[Attention]:
    amount = Rupiah(sum(owed.amount for owed in late))
    if len(late) == 1:
        page = "book_debts" if late[0].party is None else "book_party"
        words = _(one.text, name=late[0].name, amount=amount, days=late[0].days(today))
        yield Attention(title, words, page, late[0].party)
    elif late:
        yield Attention(title, _(many.text, count=len(late), amount=amount), "book_debts")
