"""The statements of a book for any span of months, from totals kept by month: the same cost at any size.

Callers name the person; who may not see the book gets NotAllowed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, Sum

from guyub.books import chart
from guyub.books.models import Account, Book, Equipment, MonthTotal, Party, PartyTotal, Transfer
from guyub.books.queries.ledger import require_sight
from guyub.books.rules import statements as rules
from guyub.books.rules.depreciation import worn
from guyub.books.rules.groups import Group, Known, group_of
from guyub.books.rules.ledger import Kind, months_back
from guyub.books.rules.periods import Span, span
from guyub.books.rules.statements import Moves, Statement
from guyub.kernel.words import Words, _
from guyub.people.access import Person

MOST_NAMES = 30  # with whom debts are listed one by one in the notes


@dataclass(frozen=True, slots=True)
class Standing:
    """What one party owes or is owed at the end of the span, on one account. `name` None: all others."""

    account: Words
    name: str | None
    amount: int


@dataclass(frozen=True, slots=True)
class Worn:
    """A thing in use, and what it has lost by the end of the span. Rupiah."""

    name: str
    since: date
    months: int
    cost: int
    worn: int

    @property
    def left(self) -> int:
        return self.cost - self.worn


@dataclass(frozen=True, slots=True)
class Notes:
    """What the statements rest on, the details behind their items, and what the books do not know."""

    basis: tuple[Words, ...]
    owed_to_us: tuple[Standing, ...]
    owed_by_us: tuple[Standing, ...]
    equipment: tuple[Worn, ...]
    unknown: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of a span, beside those of another when compared, and their notes."""

    book: Book
    spans: tuple[Span, ...]
    position: Statement
    profit: Statement
    cash_flow: Statement
    notes: Notes

    @property
    def all(self) -> tuple[Statement, ...]:
        return self.position, self.profit, self.cash_flow


def position(person: Person, book: Book, on: date) -> Statement:
    """What is owned, owed and left at the end of the month of `on`. Two queries."""
    require_sight(person, book)
    return rules.position(known_accounts(book), moves(book, [Span(on.replace(month=1, day=1), on.replace(day=1))]))


def profit_or_loss(person: Person, book: Book, since: date, until: date) -> Statement:
    """What was earned and spent from the month of `since` to that of `until`. Two queries."""
    require_sight(person, book)
    return rules.profit_or_loss(known_accounts(book), moves(book, [span(since, until)], history=False))


def cash_flow(person: Person, book: Book, since: date, until: date) -> Statement:
    """Where money came from and went from the month of `since` to that of `until`. Two queries."""
    require_sight(person, book)
    return rules.cash_flow(known_accounts(book), moves(book, [span(since, until)]))


def statements(person: Person, book: Book, spans: Sequence[Span]) -> Statements:
    """All statements of the first span, with the second beside it if there is one, and the notes to the first."""
    require_sight(person, book)
    accounts, found = known_accounts(book), moves(book, spans)
    return Statements(
        book=book,
        spans=tuple(spans),
        position=rules.position(accounts, found),
        profit=rules.profit_or_loss(accounts, found),
        cash_flow=rules.cash_flow(accounts, found),
        notes=_notes(book, accounts, found[0]),
    )


def known_accounts(book: Book) -> list[Known]:
    """The accounts of a book, each with the item of the statements that it belongs to."""
    rows = Account.objects.filter(book=book).values_list("code", "name", "kind").order_by("code")
    return [Known(code, _(name), Kind(kind), group_of(code, name, Kind(kind))) for code, name, kind in rows]


def moves(book: Book, spans: Sequence[Span], *, history: bool = True) -> list[Moves]:
    """What each account moved before and within each span. One query, whatever the number of spans.

    Sums run from the beginning up to each month that matters, so that a month asked for twice is summed once. Without
    `history` what was before the earliest span is left out: results need only what is within.
    """
    ends = {month for each in spans for month in (each.until, months_back(each.since, 1))}
    if history:
        ends |= {months_back(each.year.since, 1) for each in spans}
    last = max(ends)
    rows = MonthTotal.objects.filter(book=book, month__lte=last)
    if not history:
        rows = rows.filter(month__gte=min(each.since for each in spans))
    net = F("debit") - F("credit")
    # The sum up to the last month takes every row and so needs no condition, which costs more than the adding.
    sums = {
        f"until_{month:%Y%m}": Sum(net) if month == last else Sum(net, filter=Q(month__lte=month))
        for month in sorted(ends)
    }
    columns: dict[str, dict[str, int]] = {name: {} for name in sums}
    for code, *nets in rows.values_list("account").annotate(**sums).order_by("account"):
        for column, value in zip(columns.values(), nets, strict=True):
            if value:
                column[code] = int(value)

    def until(month: date) -> dict[str, int]:
        return columns.get(f"until_{month:%Y%m}", {})

    return [_moves(each, until) for each in spans]


def _moves(during: Span, until: Callable[[date], dict[str, int]]) -> Moves:
    before, at_end = until(months_back(during.since, 1)), until(during.until)
    within = {code: at_end.get(code, 0) - before.get(code, 0) for code in {*at_end, *before}}
    return Moves(during, before, within, until(months_back(during.year.since, 1)))


def _notes(book: Book, accounts: Sequence[Known], found: Moves) -> Notes:
    at_end = found.at_end
    by_party = _by_party(book, found.span.end)
    names = {known.code: known.name for known in accounts}
    equipment = _equipment(book, found.span)
    owed = [
        tuple(_standings(names, at_end, by_party, codes, sign))
        for codes, sign in ((chart.OWED_TO_US, 1), (chart.OWED_BY_US, -1))
    ]
    return Notes(_basis(book, found.span), owed[0], owed[1], equipment, _unknown(accounts, found, equipment))


def _standings(
    names: dict[str, Words],
    at_end: rules.Nets,
    by_party: dict[str, list[tuple[str, int]]],
    codes: Sequence[str],
    sign: int,
) -> list[Standing]:
    """By account: the largest debts first, and last what is left: smaller ones, and what has no name."""
    found = []
    for code in codes:
        listed = by_party.get(code, [])
        rest = at_end.get(code, 0) - sum(net for __, net in listed)
        found += [Standing(names[code], name, sign * net) for name, net in listed]
        if rest:
            found.append(Standing(names[code], None, sign * rest))
    return found


def _by_party(book: Book, on: date) -> dict[str, list[tuple[str, int]]]:
    """The largest debts on each account at the end of `on`: the totals kept by party, less what was moved since.

    Costs as much as what was moved with a name on these accounts after `on`.
    """
    codes = [*chart.OWED_TO_US, *chart.OWED_BY_US]
    nets: dict[tuple[str, int], int] = {}
    kept = PartyTotal.objects.filter(book=book, account__in=codes).exclude(debit=F("credit"))
    for code, party, debit, credit in kept.values_list("account", "party", "debit", "credit"):
        nets[code, party] = debit - credit
    for side, sign in (("debit", 1), ("credit", -1)):
        since = Transfer.objects.filter(book=book, day__gt=on, party__isnull=False, **{f"{side}__in": codes})
        for code, party, amount in since.values_list(side, "party").annotate(Sum("amount")):
            nets[code, party] = nets.get((code, party), 0) - sign * int(amount)
    largest: dict[str, list[tuple[int, int]]] = {}
    for (code, party), net in sorted(nets.items(), key=lambda each: -abs(each[1])):
        listed = largest.setdefault(code, [])
        if net and len(listed) < MOST_NAMES:
            listed.append((party, net))
    listed_here = {party for listed in largest.values() for party, __ in listed}
    names = dict(Party.objects.filter(book=book, number__in=listed_here).values_list("number", "name"))
    return {code: [(names[party], net) for party, net in listed] for code, listed in largest.items()}


def _equipment(book: Book, during: Span) -> tuple[Worn, ...]:
    """What was in use within the span."""
    rows = Equipment.objects.filter(book=book, since__lte=during.end).order_by("since", "name")
    kept = rows.filter(Q(gone=None) | Q(gone__gte=during.since))
    return tuple(Worn(each.name, each.since, each.months, each.cost, worn_by(each, during.end)) for each in kept)


def worn_by(thing: Equipment, day: date) -> int:
    """What `thing` has lost by the end of the month of `day`, in rupiah."""
    return worn(thing.cost, thing.since, thing.months, day, thing.gone)


def _basis(book: Book, during: Span) -> tuple[Words, ...]:
    closed = book.closed_until
    return (
        _("Laporan disusun menurut SAK EMKM, untuk %(name)s, %(span)s.", name=book.name, span=during.words),
        _("Dicatat pada saat terjadi, bukan pada saat uangnya berpindah (dasar akrual), dengan harga perolehan."),
        _("Semua jumlah dalam rupiah penuh. Uang rumah tangga dipisahkan dari uang usaha."),
        _("Bahan yang dibeli dicatat sebagai beban; sisanya menjadi persediaan bila dihitung waktu bulan ditutup."),
        _("Alat disusutkan garis lurus selama masa pakainya, tanpa nilai sisa, pada saat bulan ditutup."),
        _("Piutang dicatat sebesar tagihannya, tanpa penyisihan. Pajak penghasilan final dicatat waktu bulan ditutup."),
        _(
            "Arus kas bukan laporan wajib menurut SAK EMKM. Disusun dari laba bersih (cara tidak langsung), dan sama "
            "sampai rupiah terakhir dengan perubahan uang tunai, bank, dan dompet digital."
        ),
        _("Bulan sudah ditutup sampai %(day)s; sesudahnya masih bisa berubah.", day=closed)
        if closed
        else _("Belum ada bulan yang ditutup, jadi angka masih bisa berubah."),
    )


def _unknown(accounts: Sequence[Known], found: Moves, equipment: Sequence[Worn]) -> tuple[Words, ...]:
    """What a reader might take these books to tell, and they do not."""
    said = [_("Yang tidak dicatat tidak ada di sini: tenaga keluarga yang tidak diupah, sewa tempat milik sendiri.")]
    at_end = found.at_end

    def sum_of(group: Group) -> int:
        return sum(at_end.get(known.code, 0) for known in accounts if known.group is group)

    listed = sum(each.cost for each in equipment)
    if sum_of(Group.EQUIPMENT) > listed:
        said.append(_("Ada alat yang belum diberi masa pakai, jadi belum disusutkan."))
    if not sum_of(Group.STOCK):
        said.append(_("Sisa bahan dan barang jadi belum dihitung, jadi tidak tampak sebagai harta."))
    if any(at_end.get(known.code, 0) < 0 for known in accounts if known.group is Group.STOCK):
        said.append(_("Ada persediaan di bawah nol: yang keluar tercatat lebih banyak daripada yang masuk."))
    if any(at_end.get(known.code, 0) < 0 for known in accounts if known.group is Group.MONEY):
        said.append(_("Ada tempat uang yang kurang dari nol: mungkin ada uang masuk yang belum dicatat."))
    return tuple(said)
