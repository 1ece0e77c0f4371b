"""What an owner is asked about the lines of the bank: which entry each is, or what to write it as."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Sum

from guyub.books import chart
from guyub.books.models import BankLayout, BankLine, Book, Entry, Import, MonthTotal, Note, Party, PartyTotal, Transfer
from guyub.books.queries.ledger import require_sight
from guyub.books.rules.bank import difference_words
from guyub.books.rules.bank_layout import Layout
from guyub.books.rules.ledger import month_of
from guyub.books.rules.matching import DAYS_APART, Dated, Guess, Match, Told, guess, habit_key, match
from guyub.books.rules.meaning import CATEGORIES, EventKind
from guyub.kernel.words import Words
from guyub.people.access import Person

ON_A_PAGE = 30
MOST_AT_ONCE = 5000  # lines that are matched in one go
_REMEMBERED = 300  # lines written before, from which habits are learnt
_CATEGORY_OF = {code: name for name, code in reversed(list(CATEGORIES.items()))}


@dataclass(frozen=True, slots=True)
class EntryChoice:
    """An entry that a line may be."""

    number: int
    day: date
    words: Words


@dataclass(frozen=True, slots=True)
class LineView:
    """A line that waits: the entry it is for certain, or those it may be, or what it may be written as."""

    line: BankLine
    certain: EntryChoice | None
    choices: tuple[EntryChoice, ...]
    guess: Guess | None


@dataclass(frozen=True, slots=True)
class BankView:
    """The lines that wait, latest first, and how the book stands beside the bank on the bank's last day."""

    lines: tuple[LineView, ...]
    waiting: int
    certain: int
    day: date | None
    ours: int
    theirs: int | None
    difference: Words | None
    left_alone: tuple[BankLine, ...]


def layouts_of(book: Book) -> dict[str, Layout]:
    """The layouts that the owner told, by their headings."""
    rows = BankLayout.objects.filter(book=book).values_list("headings", "columns")
    return {headings: Layout.from_json(columns) for headings, columns in rows}


def there(book: Book, account: str, fingerprints: Sequence[str]) -> set[str]:
    """Those of the fingerprints whose lines the book has."""
    found: set[str] = set()
    for start in range(0, len(fingerprints), 500):
        some = fingerprints[start : start + 500]
        rows = BankLine.objects.filter(book=book, account=account, fingerprint__in=some)
        found.update(rows.values_list("fingerprint", flat=True))
    return found


def bank_view(person: Person, book: Book, account: str = chart.BANK) -> BankView:
    """What waits, with the best guess for each of the latest lines."""
    require_sight(person, book)
    waiting = waiting_lines(book, account)
    lines = list(waiting[:ON_A_PAGE])
    found = matches(book, account, lines)
    numbers = {int(key) for each in found.values() for key in (*each.choices, *filter(None, [each.certain]))}
    entries = {
        entry.number: EntryChoice(entry.number, entry.day, entry.words)
        for entry in Entry.objects.filter(book=book, number__in=numbers)
    }
    owed, told = _owed(book), _told(book, account)
    views = tuple(_view(line, found[str(line.pk)], entries, owed, told) for line in lines)
    day, theirs = _closing(book, account)
    ours = balance_on(book, account, day) if day else 0
    return BankView(
        views,
        waiting.count(),
        sum(view.certain is not None for view in views),
        day,
        ours,
        theirs,
        None if theirs is None else difference_words(ours, theirs),
        tuple(BankLine.objects.filter(book=book, account=account, ignored=True).order_by("-day")[:10]),
    )


def waiting_lines(book: Book, account: str) -> QuerySet[BankLine]:
    """Lines that are neither matched nor left alone, latest first."""
    rows = BankLine.objects.filter(book=book, account=account, entry__isnull=True, ignored=False)
    return rows.order_by("-day", "id")


def matches(book: Book, account: str, lines: Sequence[BankLine]) -> dict[str, Match]:
    """Which entry each of these lines may be. Lines and entries of the days around them compete as well."""
    if not lines:
        return {}
    around = timedelta(2 * DAYS_APART)
    first, last = min(line.day for line in lines) - around, max(line.day for line in lines) + around
    rivals = BankLine.objects.filter(book=book, account=account, entry=None, ignored=False, day__range=(first, last))
    left = [Dated(str(pk), day, amount) for pk, day, amount in rivals.values_list("pk", "day", "amount")]
    found = match(left, _moved(book, account, first, last))
    return {str(line.pk): found[str(line.pk)] for line in lines}


def _moved(book: Book, account: str, first: date, last: date) -> list[Dated]:
    """What each entry of these days did to the account, unless it is matched, taken back or a taking back."""
    rows = Transfer.objects.filter(Q(debit=account) | Q(credit=account), book=book, day__range=(first, last))
    sums: dict[tuple[int, date], int] = {}
    for number, day, debit, amount in rows.values_list("number", "day", "debit", "amount"):
        sums[number, day] = sums.get((number, day), 0) + (amount if debit == account else -amount)
    numbers = [number for number, __ in sums]
    gone = _gone(book, account, numbers)
    return [Dated(str(number), day, sum_) for (number, day), sum_ in sums.items() if sum_ and number not in gone]


def _gone(book: Book, account: str, numbers: Collection[int]) -> set[int]:
    """Those of the numbers that are no candidates."""
    if not numbers:
        return set()
    span = (min(numbers), max(numbers))
    matched = BankLine.objects.filter(book=book, account=account, entry__range=span).values_list("entry", flat=True)
    gone = {number for number in matched if number is not None}
    back = Entry.objects.filter(Q(number__range=span) | Q(reverses__range=span), book=book, reverses__isnull=False)
    for number, taken in back.values_list("number", "reverses"):
        gone.update(each for each in (number, taken) if each is not None)
    return gone


def _view(
    line: BankLine,
    found: Match,
    entries: Mapping[int, EntryChoice],
    owed: Mapping[str, int],
    told: Mapping[str, Told],
) -> LineView:
    certain = entries.get(int(found.certain)) if found.certain else None
    choices = tuple(entries[int(key)] for key in found.choices if int(key) in entries)
    return LineView(line, certain, choices, guess(line.words, line.amount, owed, told))


def _owed(book: Book) -> dict[str, int]:
    """What each party owes us, below 0 what we owe it, by name."""
    accounts = (*chart.OWED_TO_US, *chart.OWED_BY_US)
    rows = PartyTotal.objects.filter(book=book, account__in=accounts).values_list("party")
    sums = {party: debit - credit for party, debit, credit in rows.annotate(Sum("debit"), Sum("credit"))}
    names = Party.objects.filter(book=book, number__in=[party for party, sum_ in sums.items() if sum_])
    return {party.name: int(sums[party.number]) for party in names}


def _told(book: Book, account: str) -> dict[str, Told]:
    """How the latest lines were written, by their words; the last one counts."""
    lines = BankLine.objects.filter(book=book, account=account, entry__isnull=False).order_by("-day")[:_REMEMBERED]
    written = {line.entry: line for line in lines if line.entry is not None}
    kinds = dict(Note.objects.filter(book=book, number__in=written).values_list("number", "kind"))
    names = dict(Party.objects.filter(book=book).values_list("number", "name")) if kinds else {}
    firsts = Transfer.objects.filter(book=book, number__in=kinds, line=1).values_list("number", "debit", "party")
    found: dict[str, Told] = {}
    for number, debit, party in sorted(firsts, key=lambda row: written[row[0]].day):
        line = written[number]
        told = Told(EventKind(kinds[number]), _CATEGORY_OF.get(debit, ""), names.get(party or 0, ""))
        found[habit_key(line.words, line.amount)] = told
    return found


def _closing(book: Book, account: str) -> tuple[date | None, int | None]:
    """The last day that a statement tells of, and the bank's balance on it."""
    files = Import.objects.filter(book=book, kind=Import.Kind.BANK, state=Import.State.DONE, account=account)
    told = [table for table in files.values_list("table", flat=True) if table and table.get("closing") is not None]
    if not told:
        return None, None
    last = max(told, key=lambda table: str(table["until"]))
    return date.fromisoformat(last["until"]), int(last["closing"])


def balance_on(book: Book, account: str, day: date) -> int:
    """What the book says was on the account at the end of `day`."""
    first = month_of(day)
    before = MonthTotal.objects.filter(book=book, account=account, month__lt=first)
    sums = before.aggregate(debit=Sum("debit"), credit=Sum("credit"))
    rows = Transfer.objects.filter(book=book, day__range=(first, day))
    into = rows.filter(debit=account).aggregate(sum=Sum("amount"))["sum"]
    out = rows.filter(credit=account).aggregate(sum=Sum("amount"))["sum"]
    return int((sums["debit"] or 0) - (sums["credit"] or 0) + (into or 0) - (out or 0))
