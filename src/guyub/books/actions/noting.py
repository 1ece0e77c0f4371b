"""The one way by which what an owner tells becomes an entry: the entry, the owner's words, and the habit they show.

All of it is written in one transaction. What was sent before is found by its client id and answered with the first
entry; what is owed may have changed since, so the resend is compared by what was told, not by the transfers alone.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from guyub.books import chart, writing
from guyub.books.actions.attaching import attach_within
from guyub.books.actions.following import hold_before, tell_noted
from guyub.books.actions.parties import find_party, party_named
from guyub.books.actions.posting import Source, lines_of, post_within, reverse_within
from guyub.books.models import BankLine, Book, Entry, Equipment, Habit, MonthTotal, Note, PartyTotal, SharedCost
from guyub.books.rules.ledger import LARGEST_AMOUNT, TransferLine, as_lines, check_day, client_id_for
from guyub.books.rules.meaning import CATEGORIES, EventKind, Standing, moves_of
from guyub.books.rules.telling import (
    LONGEST_ITEM,
    MONTHS_OF_USE,
    NewNote,
    check_note,
    event_of,
    may_take_back,
    words_of,
)
from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.kernel.photos import Photo
from guyub.kernel.words import _
from guyub.people.access import Person, require
from guyub.people.models import User

__all__ = ["NewNote", "ProblemOf", "note", "note_all", "note_within", "take_back"]

MOST_AT_ONCE = 50
LONGEST_REASON = 200
# A debt that any return fits in, to see what a resend would move if nothing stood against it.
_ANY_DEBT = Standing(dict.fromkeys([*chart.OWED_TO_US, *chart.OWED_BY_US], LARGEST_AMOUNT))


class ProblemOf(Problem):
    """A Problem of one of several events; `which` counts from 0."""

    def __init__(self, problem: Problem, which: int) -> None:
        super().__init__(problem.words, problem.field)
        self.which = which


def note(by: Person, book: Book, new: NewNote, *, client_id: uuid.UUID, at: datetime | None = None) -> Entry:
    """Write down one event, and answer when it is on disk.

    Raises NotAllowed, Problem at the field that cannot be (also for a day to come, long ago or in a closed month),
    and Conflict when this `client_id` came before with something else.
    """
    return note_all(by, book, [new], client_id=client_id, at=at)[0]


def note_all(
    by: Person,
    book: Book,
    news: Sequence[NewNote],
    *,
    client_id: uuid.UUID,
    at: datetime | None = None,
    photo: Photo | None = None,
) -> list[Entry]:
    """Write down the events that one line told of, all or none; a photo belongs to the first.

    `client_id` is of the whole line. Raises as `note`, and tells of which event a Problem is: see ProblemOf.
    """
    require(by, "keep books", book)
    if not 0 < len(news) <= MOST_AT_ONCE:
        raise Problem(_("Tulis paling banyak %(most)s kejadian sekaligus.", most=MOST_AT_ONCE), "text")
    with transaction.atomic():
        entries = _noted(book, news, client_id, by if isinstance(by, User) else None, at)
        if photo is not None:
            attach_within(by, book, entries[0].number, photo, at=at)
    return entries


def _noted(
    book: Book, news: Sequence[NewNote], client_id: uuid.UUID, by: User | None, at: datetime | None
) -> list[Entry]:
    entries = []
    for which, (each, new) in enumerate(zip(client_ids(client_id, len(news)), news, strict=True)):
        try:
            entries.append(note_within(book, new, client_id=each, by=by, at=at, alone=len(news) == 1))
        except (Conflict, NotAllowed):
            raise
        except Problem as problem:
            raise ProblemOf(problem, which) from problem
    return entries


def client_ids(client_id: uuid.UUID, count: int) -> list[uuid.UUID]:
    """The ids of the entries of one line: its own for the first, ids made from it for the others."""
    return [client_id, *(client_id_for(client_id, "of a line", str(number)) for number in range(2, count + 1))]


def note_within(
    book: Book,
    new: NewNote,
    *,
    client_id: uuid.UUID,
    by: User | None = None,
    at: datetime | None = None,
    source: Source | None = None,
    alone: bool = True,
) -> Entry:
    """As `note`, in a transaction of the caller, who has checked access. `alone`: the line told of nothing else."""
    hold_before(book)
    writing.lock(book)
    check_note(new)
    first = _first(book, client_id, new, alone)
    if first is not None:
        return first
    check_day(new.day, timezone.localdate(at))
    party = _party(book, new)
    moves = moves_of(event_of(new, party), standing_of(book, new, party))
    entry = post_within(
        book,
        client_id=client_id,
        day=new.day,
        words=words_of(new, alone=alone),
        transfers=moves,
        source=source,
        by=by,
        at=at,
    )
    Note.objects.create(book=book, number=entry.number, corrected=new.corrected, **_kept(new))
    _learn(book, new)
    _add_equipment(book, new, entry)
    tell_noted(book, new, entry, by, at or timezone.now())
    return entry


def take_back(
    by: Person, book: Book, number: int, *, client_id: uuid.UUID, day: date, why: str, at: datetime | None = None
) -> Entry:
    """Take the entry `number` back on `day`, saying why. The entry stays; its opposite is written beside it.

    Raises NotAllowed; Problem at `why` without a reason, at `day` for a day that cannot be; Conflict when it was
    taken back before, is itself a taking back, or came from a joint order.
    """
    require(by, "keep books", book)
    reason = " ".join(why.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Problem(_("Mohon isi alasannya, paling banyak %(most)s huruf.", most=LONGEST_REASON), "why")
    check_day(day, timezone.localdate(at))
    with transaction.atomic():
        entry = Entry.objects.get(book=book, number=number)
        entry.book = book
        _check_may_go(entry, day)
        words = _("Batal: %(what)s (%(why)s)", what=entry.words, why=reason)
        user = by if isinstance(by, User) else None
        back = reverse_within(entry, client_id=client_id, day=day, words=words, by=user, at=at)
        BankLine.objects.filter(book=book, entry=number).update(entry=None)  # it waits to be matched again
        for thing in Equipment.objects.filter(book=book, entry=number):
            thing.gone = thing.since  # as if it had never been of use
            thing.save(update_fields=["gone"])
    return back


def _check_may_go(entry: Entry, day: date) -> None:
    if not may_take_back(entry.source_kind, entry.reverses):
        raise Conflict(_("Catatan ini tidak bisa dibatalkan dari sini."))
    if day < entry.day:
        raise Problem(_("Pembatalan tidak bisa sebelum tanggal catatannya, %(day)s.", day=entry.day), "day")


def _party(book: Book, new: NewNote) -> int | None:
    """The number of the other one; of an instalment without a name, the only one who lent us something."""
    if new.party.strip():
        return party_named(book, new.party).number
    if new.kind is not EventKind.LOAN_REPAYMENT:
        return None
    rows = PartyTotal.objects.filter(book=book, account=chart.LOANS)
    lenders = [party for party, debit, credit in rows.values_list("party", "debit", "credit") if credit > debit]
    if len(lenders) > 1:
        raise Problem(_("Siapa orang atau tokonya?"), "party")
    return lenders[0] if lenders else None


def standing_of(book: Book, new: NewNote, party: int | None) -> Standing:
    """What the book knows that decides where `new` is placed. At most one query."""
    if new.kind is EventKind.TAX:
        return Standing(tax_due=_tax_due(book))
    percents: Mapping[str, int] = {}
    if new.kind is EventKind.EXPENSE:
        percents = dict(SharedCost.objects.filter(book=book).values_list("account", "business_percent"))
    return Standing(owed_with(book, party), business_percent=percents)


def owed_with(book: Book, party: int | None) -> dict[str, int]:
    """What is owed to or by this party by account, above 0 in the account's own direction."""
    if party is None:
        return {}
    rows = PartyTotal.objects.filter(book=book, party=party, account__in=[*chart.OWED_TO_US, *chart.OWED_BY_US])
    return {
        account: debit - credit if account in chart.OWED_TO_US else credit - debit
        for account, debit, credit in rows.values_list("account", "debit", "credit")
    }


def _tax_due(book: Book) -> int:
    rows = MonthTotal.objects.filter(book=book, account=chart.TAX_PAYABLE)
    sums = rows.aggregate(debit=Sum("debit"), credit=Sum("credit"))
    return int((sums["credit"] or 0) - (sums["debit"] or 0))


def _kept(new: NewNote) -> dict[str, Any]:
    """What a Note keeps of it, as the database gives it back."""
    quantity = None if new.quantity is None else new.quantity.quantize(Decimal("0.001"))
    return {
        "text": new.text,
        "kind": new.kind.value,
        "item": new.item[:LONGEST_ITEM],
        "quantity": quantity,
        "unit": new.unit[:12],
        "unit_price": new.unit_price,
        "settlement": "" if new.kind is EventKind.TRANSFER else new.settlement,
    }


def _first(book: Book, client_id: uuid.UUID, new: NewNote, alone: bool) -> Entry | None:
    """The entry that this client id made before; Conflict when it says something else."""
    entry = Entry.objects.filter(book=book, client_id=client_id).first()
    if entry is None:
        return None
    kept = Note.objects.filter(book=book, number=entry.number).values(*_kept(new)).first()
    words = words_of(new, alone=alone).to_json()
    told = kept == _kept(new) and entry.day == new.day and json.loads(entry.words_json) == words
    if not (told and _moves_the_same(book, entry, new)):
        raise Conflict(_("Catatan dengan nomor kiriman ini sudah ada, dengan isi yang lain."))
    entry.book = book
    return entry


def _moves_the_same(book: Book, entry: Entry, new: NewNote) -> bool:
    """Whether the entry moved what `new` would move, but for which debts it was set against at the time."""
    there = lines_of(entry)
    known = find_party(book, new.party) if new.party.strip() else None
    if new.party.strip() and known is None:
        return False
    here = as_lines(moves_of(event_of(new, known.number if known else None), _ANY_DEBT))
    same_party = not new.party.strip() or {line.party for line in there} == {line.party for line in here}
    interest = sum(line.amount for line in there if line.debit == chart.INTEREST)
    same_interest = new.kind is not EventKind.LOAN_REPAYMENT or interest >= new.interest
    return same_party and same_interest and _outline(there, new.kind) == _outline(here, new.kind)


def _outline(lines: Iterable[TransferLine], kind: EventKind) -> tuple[int, dict[str, int], frozenset[str]]:
    """The amount, what it did to the money at hand, and what an expense was for."""
    lines = list(lines)
    money: dict[str, int] = {}
    for line in lines:
        for code, change in ((line.debit, line.amount), (line.credit, -line.amount)):
            if code in chart.MONEY:
                money[code] = money.get(code, 0) + change
    purposes = set(CATEGORIES.values()) if kind is EventKind.EXPENSE else {chart.CUSTOMER_DEPOSITS}
    decided = kind in {EventKind.EXPENSE, EventKind.DEPOSIT}
    purpose = frozenset({line.debit for line in lines} | {line.credit for line in lines}) & purposes
    return sum(line.amount for line in lines), money, purpose if decided else frozenset()


def _learn(book: Book, new: NewNote) -> None:
    """Remember how this thing was written down, and how many times in a row it was so."""
    item = " ".join(new.item.casefold().split())[:LONGEST_ITEM]
    if not item:
        return
    way = {"kind": new.kind.value, "category": new.category[:12], "settlement": new.settlement}
    latest = {**way, "unit": new.unit[:12], "unit_price": new.unit_price, "last": new.day}
    before = Habit.objects.filter(book=book, item=item)
    habit = before.first()
    if habit is None:
        Habit.objects.create(book=book, item=item, **latest)
        return
    again = all(getattr(habit, name) == value for name, value in way.items())
    price = new.unit_price if new.unit_price is not None else habit.unit_price
    before.update(**{**latest, "unit_price": price}, times=habit.times + 1 if again else 1)


def _add_equipment(book: Book, new: NewNote, entry: Entry) -> None:
    if new.kind is EventKind.ASSET:
        name = (new.item or str(words_of(new)))[:LONGEST_ITEM]
        Equipment.objects.create(
            book=book, entry=entry.number, name=name, cost=new.amount, since=new.day, months=MONTHS_OF_USE
        )
