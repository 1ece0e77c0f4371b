"""Who owes whom, since when, and one person's history. A constant number of queries, however long the book is.

Balances come from the totals by party. When they began is read back from the newest charges, by the index of each
party, no further than the balance goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Case, F, Sum, When
from django.db.models.functions import Abs

from guyub.books import chart
from guyub.books.models import Book, Entry, Party, PartyTotal, Transfer
from guyub.books.queries import ledger
from guyub.books.queries.ledger import Place
from guyub.books.rules.debts import (
    BETWEEN_PEOPLE,
    THEY_PAY,
    WE_PAY,
    Charge,
    Debt,
    Owed,
    ages,
    gathered,
    open_charges,
    settled_by_deposit,
)
from guyub.books.rules.ledger import Total
from guyub.books.writing import database_id
from guyub.kernel.words import Words
from guyub.people.access import Person

MOST = 200  # balances that are dated for one page, the largest
# Charges that are read back for each: most debts are of the last few, the others are looked for farther back.
STAGES = (12, 200, 100_000)

# An account and the number of a party, or None for what has no name.
Key = tuple[str, int | None]

# One person's newest charges that together cover the balance. What was taken back, and what took it back, does not
# count. The text joined to the account keeps the database on the index of the party.
_CHARGES = (
    "SELECT account, party, day, amount FROM"
    " (SELECT {side} AS account, party, day, number, amount,"
    " SUM(amount) OVER (ORDER BY day DESC, number DESC, line DESC) - amount AS later"
    " FROM (SELECT t.* FROM books_transfer t"
    " JOIN books_entry e ON e.book_id = t.book_id AND e.number = t.number AND e.reverses IS NULL"
    " WHERE t.book_id = %s AND {whose} AND NOT EXISTS"
    " (SELECT 1 FROM books_entry r WHERE r.book_id = t.book_id AND r.reverses = t.number)"
    " ORDER BY t.day DESC, t.number DESC, t.line DESC LIMIT {most}) AS newest) AS counted"
    " WHERE later < %s"
)
_OF_PARTY = "t.party = %s AND t.{side} || '' = %s"
_OF_NOBODY = "t.party IS NULL AND t.{side} = %s"


@dataclass(frozen=True, slots=True)
class Debts:
    """What is open with everybody, in rupiah. The people are those of this page, open longest first."""

    today: date
    to_us: tuple[Owed, ...]
    by_us: tuple[Owed, ...]
    total_to_us: int
    total_by_us: int
    more: bool

    @property
    def ages_to_us(self) -> tuple[int, ...]:
        return ages(self.to_us, self.today)

    @property
    def ages_by_us(self) -> tuple[int, ...]:
        return ages(self.by_us, self.today)


@dataclass(frozen=True, slots=True)
class PartyLine:
    """An entry with this person. `change` is what it did to the debt: above 0 they owe us more, or we them less."""

    number: int
    day: date
    words: Words
    amount: int
    change: int


@dataclass(frozen=True, slots=True)
class PartyView:
    """One person: what is open in both directions, what can be paid, and the entries with them."""

    party: Party
    owes_us: Owed | None
    we_owe: Owed | None
    they_can_pay: int
    we_can_pay: int
    their_deposit: int
    our_deposit: int
    lines: tuple[PartyLine, ...]
    older: Place | None


def debts_of(
    person: Person, book: Book, today: date, *, page: int = 0, totals: Mapping[str, Total] | None = None
) -> Debts:
    """Who owes whom. The 200 largest balances are dated and shown, `page` goes on with smaller ones.

    `totals` are those of the accounts since the beginning, if the caller has read them already.
    """
    ledger.require_sight(person, book)
    sums = ledger.totals(book, date.max) if totals is None else totals
    named = _named_totals(book)
    nets, more = _largest(book, page)
    if page == 0:
        nets |= _nameless(sums, named)
    to_us, by_us = _gathered(book, nets)
    return Debts(today, to_us, by_us, *_totals(sums, named), more)


def party_of(person: Person, book: Book, number: int) -> Party | None:
    """The person or firm of this number in a book that this person may read."""
    ledger.require_sight(person, book)
    return Party.objects.filter(book=book, number=number).first() if number < 2**63 else None


def party_view(person: Person, book: Book, party: Party, after: Place | None = None) -> PartyView:
    """All about one person, their entries from the latest back, continuing after `after`."""
    ledger.require_sight(person, book)
    nets = nets_with(book, party.number)
    to_us, by_us = _gathered(book, {(account, party.number): net for account, net in nets.items() if net})
    lines, older = _history(book, party, after)
    return PartyView(
        party,
        to_us[0] if to_us else None,
        by_us[0] if by_us else None,
        sum(max(nets.get(account, 0), 0) for account in THEY_PAY),
        sum(max(-nets.get(account, 0), 0) for account in WE_PAY),
        settled_by_deposit(-nets.get(chart.CUSTOMER_DEPOSITS, 0), nets.get(chart.TRADE_RECEIVABLES, 0)),
        settled_by_deposit(nets.get(chart.SUPPLIER_DEPOSITS, 0), -nets.get(chart.TRADE_PAYABLES, 0)),
        lines,
        older,
    )


def nets_with(book: Book, party: int) -> dict[str, int]:
    """Debit less credit with one person by account: above 0 they owe us, below 0 we owe them."""
    rows = PartyTotal.objects.filter(book=book, party=party, account__in=BETWEEN_PEOPLE)
    return {account: debit - credit for account, debit, credit in rows.values_list("account", "debit", "credit")}


def _named_totals(book: Book) -> dict[str, tuple[int, int]]:
    """What stands by name on each account: what they owe us, what we owe them."""
    net = F("debit") - F("credit")
    rows = PartyTotal.objects.filter(book=book, account__in=BETWEEN_PEOPLE).values_list("account")
    sums = rows.annotate(
        to_us=Sum(Case(When(debit__gt=F("credit"), then=net), default=0)),
        by_us=Sum(Case(When(debit__lt=F("credit"), then=-net), default=0)),
    )
    return {account: (int(to_us), int(by_us)) for account, to_us, by_us in sums.order_by("account")}


def _largest(book: Book, page: int) -> tuple[dict[Key, int], bool]:
    """The largest balances by account and person, and whether there are smaller ones."""
    rows = PartyTotal.objects.filter(book=book, account__in=BETWEEN_PEOPLE).exclude(debit=F("credit"))
    ordered = rows.annotate(size=Abs(F("debit") - F("credit"))).order_by("-size", "account", "party")
    found = list(ordered.values_list("account", "party", "debit", "credit")[page * MOST : (page + 1) * MOST + 1])
    return {(account, party): debit - credit for account, party, debit, credit in found[:MOST]}, len(found) > MOST


def _nameless(sums: Mapping[str, Total], named: Mapping[str, tuple[int, int]]) -> dict[Key, int]:
    """What of each account no person stands behind."""
    nets: dict[Key, int] = {}
    for account in BETWEEN_PEOPLE:
        to_us, by_us = named.get(account, (0, 0))
        total = sums.get(account, Total())
        net = total.debit - total.credit - (to_us - by_us)
        if net:
            nets[account, None] = net
    return nets


def _totals(sums: Mapping[str, Total], named: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    nameless = _nameless(sums, named).values()
    return (
        sum(to_us for to_us, __ in named.values()) + sum(net for net in nameless if net > 0),
        sum(by_us for __, by_us in named.values()) - sum(net for net in nameless if net < 0),
    )


def _gathered(book: Book, nets: Mapping[Key, int]) -> tuple[tuple[Owed, ...], tuple[Owed, ...]]:
    """Balances with since when they are open, by person: what they owe us, what we owe them."""
    charges = _open_charges(book, nets)
    numbers = {party for __, party in nets if party is not None}
    names = dict(Party.objects.filter(book=book, number__in=numbers).values_list("number", "name")) if numbers else {}
    found = [(net, Debt(key[0], key[1], abs(net), charges.get(key, ()))) for key, net in nets.items()]
    to_us = gathered([debt for net, debt in found if net > 0], names)
    by_us = gathered([debt for net, debt in found if net < 0], names)
    return tuple(to_us), tuple(by_us)


def _open_charges(book: Book, nets: Mapping[Key, int]) -> dict[Key, tuple[Charge, ...]]:
    """The open charges of each balance: one query, at most two more for those that are older than the newest few."""
    found: dict[Key, tuple[Charge, ...]] = {}
    wanted = dict(nets)
    for most in STAGES:
        found |= _covering(book, wanted, most)
        wanted = {key: net for key, net in wanted.items() if key in found and _sum(found[key]) < abs(net)}
    return found


def _sum(charges: Iterable[Charge]) -> int:
    return sum(charge.amount for charge in charges)


def _covering(book: Book, nets: Mapping[Key, int], most: int) -> dict[Key, tuple[Charge, ...]]:
    if not nets:
        return {}
    terms, values = [], []
    for key, net in nets.items():
        term, given = _term(book, key, net, most)
        terms.append(term)
        values += given
    with connection.cursor() as cursor:
        cursor.execute(_all_of(terms), values)
        rows = cursor.fetchall()
    latest_first: dict[Key, list[Charge]] = {}
    for account, party, day, amount in rows:
        latest_first.setdefault((account, party), []).append(Charge(_day(day), int(amount)))
    return {key: open_charges(abs(nets[key]), _sorted(charges)) for key, charges in latest_first.items()}


def _all_of(terms: Sequence[str]) -> str:
    return " UNION ALL ".join(f"SELECT * FROM ({term}) AS one" for term in terms)  # noqa: S608 - of fixed texts


def _term(book: Book, key: Key, net: int, most: int) -> tuple[str, list[Any]]:
    account, party = key
    side = "debit" if net > 0 else "credit"
    whose = (_OF_NOBODY if party is None else _OF_PARTY).format(side=side)
    given: list[Any] = [account] if party is None else [party, account]
    return _CHARGES.format(side=side, whose=whose, most=most), [database_id(book.id), *given, abs(net)]


def _sorted(charges: Iterable[Charge]) -> list[Charge]:
    return sorted(charges, key=lambda charge: charge.day, reverse=True)


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _history(book: Book, party: Party, after: Place | None) -> tuple[tuple[PartyLine, ...], Place | None]:
    rows = Transfer.objects.filter(book=book, party=party.number)
    if after is not None:
        rows = rows.filter(ledger.before(after))
    size = ledger.ON_A_PAGE
    places = list(rows.order_by("-day", "-number").values_list("day", "number").distinct()[: size + 1])
    more, places = len(places) > size, places[:size]
    numbers = [number for __, number in places]
    entries = {entry.number: entry for entry in Entry.objects.filter(book=book, number__in=numbers)}
    moved: dict[int, list[Transfer]] = {}
    for transfer in Transfer.objects.filter(book=book, number__in=numbers, party=party.number):
        moved.setdefault(transfer.number, []).append(transfer)
    lines = tuple(_line(entries[number], moved[number]) for number in numbers)
    return lines, places[-1] if more else None


def _line(entry: Entry, moved: Sequence[Transfer]) -> PartyLine:
    change = sum(each.amount * ((each.debit in BETWEEN_PEOPLE) - (each.credit in BETWEEN_PEOPLE)) for each in moved)
    return PartyLine(entry.number, entry.day, entry.words, sum(each.amount for each in moved), change)
