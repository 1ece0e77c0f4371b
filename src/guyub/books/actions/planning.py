"""Money that the owner expects: add it to the forecast, take it off again. Nothing of it stands in the ledger."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from guyub.books import writing
from guyub.books.models import Book, Planned
from guyub.books.queries.forecast import MOST_PLANS, plans_of
from guyub.books.rules.ledger import LARGEST_AMOUNT
from guyub.kernel.errors import Conflict, Problem, Problems
from guyub.kernel.words import Rupiah, _
from guyub.people.access import Person, require

FARTHEST_AWAY = timedelta(days=3653)


@dataclass(frozen=True, slots=True)
class NewPlan:
    """Money to come in or go out: rupiah, what for, its first day, how often, and the last day if it ends."""

    words: str
    amount: int
    comes_in: bool
    first: date
    every: str
    until: date | None = None


@transaction.atomic
def add_plan(by: Person, book: Book, new: NewPlan, *, client_id: str, today: date) -> Planned:
    """Add planned money. Sent again with the same `client_id` it is answered with the first.

    Raises NotAllowed, Problem at the field that cannot be, and Conflict when the id came with something else.
    """
    require(by, "keep books", book)
    plan_id = uuid.uuid5(book.id, f"plan/{client_id}")
    writing.lock(book)
    if already := Planned.objects.filter(id=plan_id).first():
        if _content(already) != new:
            raise Conflict(_("Rencana ini sudah dikirim, dengan isi yang lain. Mohon muat ulang halamannya."))
        return already
    _check(new, today)
    if len(plans_of(book, today)) >= MOST_PLANS:
        raise Problem(_("Paling banyak %(most)s rencana. Hapus yang tidak perlu lagi.", most=MOST_PLANS))
    return Planned.objects.create(
        id=plan_id,
        book=book,
        words=new.words,
        comes_in=new.comes_in,
        amount=new.amount,
        first=new.first,
        every=new.every,
        until=new.until,
    )


@transaction.atomic
def remove_plan(by: Person, book: Book, plan_id: uuid.UUID) -> Planned | None:
    """Take planned money off the forecast; what it was, or None when it was not there any more."""
    require(by, "keep books", book)
    found = Planned.objects.filter(id=plan_id, book=book).first()
    if found is not None:
        Planned.objects.filter(id=plan_id).delete()
    return found


def _content(plan: Planned) -> NewPlan:
    return NewPlan(plan.words, plan.amount, plan.comes_in, plan.first, plan.every, plan.until)


def _check(new: NewPlan, today: date) -> None:
    said = [
        (not new.words.strip(), "words", _("Mohon isi untuk apa uangnya.")),
        (new.amount <= 0, "amount", _("Jumlah uang harus lebih dari nol.")),
        (new.amount > LARGEST_AMOUNT, "amount", _("Jumlah uang paling besar %(most)s.", most=Rupiah(LARGEST_AMOUNT))),
        (new.every not in Planned.Every.values, "every", _("Pilih sekali, tiap minggu, atau tiap bulan.")),
        (
            new.every == Planned.Every.ONCE and new.first < today,
            "first",
            _("Tanggal %(day)s sudah lewat. Yang sudah terjadi ditulis sebagai catatan.", day=new.first),
        ),
        (
            abs(new.first - today) > FARTHEST_AWAY,
            "first",
            _("%(day)s terlalu jauh. Mohon periksa tahunnya.", day=new.first),
        ),
        (
            new.until is not None and new.until < max(new.first, today),
            "until",
            _("Tanggal berakhir tidak bisa sebelum %(day)s.", day=max(new.first, today)),
        ),
    ]
    if problems := [Problem(words, field) for wrong, field, words in said if wrong]:
        raise Problems(problems)
