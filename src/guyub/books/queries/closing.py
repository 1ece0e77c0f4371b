"""What closing the oldest open month of a book would write, and which months are closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import F, Q, Sum

from guyub.books import chart
from guyub.books.models import BankLine, Book, Closing, Entry, Equipment, MonthTotal, PartyTotal, Transfer
from guyub.books.queries.ledger import first_day, require_sight, totals
from guyub.books.queries.opening import standing_opening
from guyub.books.queries.statements import worn_by
from guyub.books.queries.stock import keeps_stock
from guyub.books.queries.taxes import paid_by_month, taxes
from guyub.books.rules.closing import DEPRECIATION, Plan, Wear, next_month, owed_now
from guyub.books.rules.ledger import Total, last_day
from guyub.books.rules.taxes import ACCRUAL, Paid, tax_month_id
from guyub.kernel.words import Words, _
from guyub.people.access import Person


def closing_plan(person: Person, book: Book, today: date) -> Plan | None:
    """What closing the oldest open month would write; None for a book without entries."""
    require_sight(person, book)
    return plan_of(book, today)


def closings(person: Person, book: Book) -> list[Closing]:
    """The months that were closed, the latest first, with why those that were opened again were."""
    require_sight(person, book)
    return list(Closing.objects.filter(book=book).select_related("by", "opened_by").order_by("-month", "-at")[:60])


def plan_of(book: Book, today: date) -> Plan | None:
    """As `closing_plan`, for who has checked access."""
    month = next_month(book.closed_until, first_day(book))
    if month is None:
        return None
    sums = totals(book, month)
    return Plan(
        month=month,
        ready=last_day(month) < today,
        wear=_wear(book, month),
        tax=_tax(book, month),
        material=_net(sums, chart.MATERIAL_STOCK),
        goods=_net(sums, chart.FINISHED_STOCK),
        warnings=tuple(_warnings(book, month, sums)),
        stock_kept=keeps_stock(book),
    )


def _net(sums: Mapping[str, Total], code: str) -> int:
    total = sums.get(code, Total())
    return total.debit - total.credit


def _wear(book: Book, month: date) -> tuple[Wear, ...]:
    """What each thing has lost by the end of the month and was not written down yet."""
    things = list(Equipment.objects.filter(book=book, since__lte=last_day(month)).order_by("since", "name", "id"))
    written = _written(book, things)
    wear = [Wear(each.id, each.name, worn_by(each, month) - written.get(each.id, 0)) for each in things]
    return tuple(each for each in wear if each.amount)


def _written(book: Book, things: Sequence[Equipment]) -> dict[object, int]:
    """Depreciation of each thing that the books hold already: from closings, and from the opening."""
    found = _written_at_opening(book, things)
    entries = Entry.objects.filter(book=book, source_kind=DEPRECIATION, source_id__in=[thing.id for thing in things])
    sources = dict(entries.values_list("number", "source_id"))
    for number, amount in _moved(book, sources, chart.DEPRECIATION_SO_FAR):
        found[sources[number]] = found.get(sources[number], 0) + amount
    return found


def _written_at_opening(book: Book, things: Sequence[Equipment]) -> dict[object, int]:
    """What the opening says each thing had lost: in its entry, what a thing had lost follows what it cost.

    Read from the entry, because an owner may since have said that a thing lasts longer.
    """
    opening = standing_opening(book)
    opened = sorted((each for each in things if opening and each.entry == opening.number), key=lambda each: each.id)
    if opening is None or not opened:
        return {}
    found: dict[object, int] = {}
    waiting = iter(opened)
    thing = None
    for row in Transfer.objects.filter(book=book, number=opening.number).order_by("line"):
        if row.debit == chart.EQUIPMENT:
            thing = next(waiting, None)
        elif row.credit == chart.DEPRECIATION_SO_FAR and thing is not None:
            found[thing.id] = row.amount
    return found


def _moved(book: Book, numbers: Mapping[int, object], code: str) -> list[tuple[int, int]]:
    """What each of these entries credited to an account, less what it debited. Two queries."""
    rows = Transfer.objects.filter(book=book, number__in=list(numbers))
    credited = rows.filter(credit=code).values_list("number", "amount")
    return [
        *credited,
        *((number, -amount) for number, amount in rows.filter(debit=code).values_list("number", "amount")),
    ]


def _tax(book: Book, month: date) -> int | None:
    """The tax of the month that is still to be written down as owed."""
    if not book.taxpayer:
        return None
    months = taxes(book, month)
    tax = months[month].tax
    if tax is None:
        return None
    source = tax_month_id(book.id, month)
    entries = Entry.objects.filter(book=book, source_id=source, source_kind=ACCRUAL).values_list("number", "source_id")
    accrued = sum(amount for __, amount in _moved(book, dict(entries), chart.TAX_PAYABLE))
    return owed_now(tax, accrued, paid_by_month(book, months).get(month, Paid()).direct)


def _warnings(book: Book, month: date, sums: Mapping[str, Total]) -> list[Words]:
    """What an owner may want to mend before the month is closed."""
    found = []
    if any(_net(sums, code) < 0 for code in chart.MONEY):
        found.append(_("Ada tempat uang yang kurang dari nol. Mungkin ada uang masuk yang belum dicatat."))
    if any(_net(sums, code) < 0 for code in chart.STOCK):
        found.append(_below_zero(book))
    unmatched = BankLine.objects.filter(book=book, entry=None, ignored=False, day__lte=last_day(month)).count()
    if unmatched:
        found.append(_("%(count)s baris rekening koran belum dicocokkan.", count=unmatched))
    if _without_name(book):
        found.append(_("Ada utang atau piutang tanpa nama orangnya."))
    things = Equipment.objects.filter(book=book, since__lte=last_day(month)).exclude(gone__lte=last_day(month))
    listed = things.aggregate(sum=Sum("cost", default=0))["sum"]
    if _net(sums, chart.EQUIPMENT) > listed:
        found.append(_("Ada alat yang belum diberi masa pakai, jadi belum disusutkan."))
    if not book.taxpayer:
        found.append(_("Bentuk usaha belum dipilih, jadi pajaknya tidak dihitung."))
    return found


def _below_zero(book: Book) -> Words:
    if keeps_stock(book):
        return _("Persediaan kurang dari nol. Hitung barangnya di kartu stok.")
    return _("Persediaan kurang dari nol. Hitung barangnya di bawah ini.")


def _without_name(book: Book) -> bool:
    """Whether what is owed on an account differs from what the parties there owe together, as it stands now."""
    codes = [chart.TRADE_RECEIVABLES, chart.TRADE_PAYABLES, chart.LOANS]
    net = Sum(F("debit") - F("credit"), default=0)
    all_ = MonthTotal.objects.filter(book=book, account__in=codes).values_list("account").annotate(net=net)
    named = dict(PartyTotal.objects.filter(book=book, account__in=codes).values_list("account").annotate(net=net))
    return any(int(value) != int(named.get(code, 0)) for code, value in all_)


def last_closing(book: Book) -> Closing | None:
    """The closing of the last closed month."""
    return Closing.objects.filter(Q(opened_at=None), book=book).order_by("-month").first()
