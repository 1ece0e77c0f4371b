"""What can be done about a debt besides paying it: set a deposit against it; mend the other one's name and phone."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from guyub.books import chart, writing
from guyub.books.actions.posting import post_within
from guyub.books.models import Book, Entry, Party
from guyub.books.queries.debts import nets_with
from guyub.books.rules.debts import settled_by_deposit
from guyub.books.rules.ledger import check_day
from guyub.books.rules.parties import LONGEST_NAME, party_key
from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.words import Rupiah, _
from guyub.people.access import Person, require
from guyub.people.models import User


class Deposit(StrEnum):
    """Whose deposit: a customer's, held by us; or ours, held by a supplier."""

    THEIRS = "theirs"
    OURS = "ours"


# What is debited and credited when the deposit takes off the debt.
_BETWEEN = {
    Deposit.THEIRS: (chart.CUSTOMER_DEPOSITS, chart.TRADE_RECEIVABLES),
    Deposit.OURS: (chart.TRADE_PAYABLES, chart.SUPPLIER_DEPOSITS),
}


@transaction.atomic
def use_deposit(
    by: Person,
    book: Book,
    party: Party,
    deposit: Deposit,
    amount: int,
    *,
    client_id: uuid.UUID,
    day: date,
    at: datetime | None = None,
) -> Entry:
    """Take `amount` rupiah of a deposit for the debt of the same person. No money moves.

    Sent again with the same id it is answered with the first entry. Raises NotAllowed, Conflict when the id came
    with something else, and Problem for more than the deposit or the debt is.
    """
    require(by, "keep books", book)
    check_day(day, timezone.localdate(at))
    writing.lock(book)
    debit, credit = _BETWEEN[deposit]
    if not Entry.objects.filter(book=book, client_id=client_id).exists():
        _check_amount(book, party, deposit, amount)
    return post_within(
        book,
        client_id=client_id,
        day=day,
        words=_("Uang muka %(name)s dipakai untuk utangnya", name=party.name)
        if deposit is Deposit.THEIRS
        else _("Uang muka kita dipakai untuk utang kepada %(name)s", name=party.name),
        transfers=[(debit, credit, amount, party.number)],
        by=by if isinstance(by, User) else None,
        at=at,
    )


def _check_amount(book: Book, party: Party, deposit: Deposit, amount: int) -> None:
    nets = nets_with(book, party.number)
    debit, credit = _BETWEEN[deposit]
    # What can be debited is owed by us, what can be credited is owed to us.
    most = settled_by_deposit(-nets.get(debit, 0), nets.get(credit, 0))
    if amount > most:
        raise Problem(_("Paling banyak %(most)s.", most=Rupiah(most)), "amount")


@transaction.atomic
def change_party(by: Person, book: Book, party: Party, *, name: str, phone: str) -> Party:
    """Mend how a person's name is written, and keep their number (+62…, or empty).

    Raises NotAllowed, Problem at `name` without a letter in it, and Conflict when somebody else of this book goes by
    that name.
    """
    require(by, "keep books", book)
    clean = " ".join(name.split())[:LONGEST_NAME]
    key = party_key(clean)
    if not key:
        raise Problem(_("Mohon isi nama orang atau tokonya."), "name")
    writing.lock(book)
    if Party.objects.filter(book=book, key=key).exclude(number=party.number).exists():
        raise Conflict(_("Nama %(name)s sudah dipakai orang lain di buku ini.", name=clean))
    party.name, party.key, party.phone = clean, key, phone
    Party.objects.filter(book=book, number=party.number).update(name=clean, key=key, phone=phone)
    return party
