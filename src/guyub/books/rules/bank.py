"""Lines of a bank's statement, whatever the bank: day, words, rupiah in or out, and the balance where it stands. Pure.

The books keep whole rupiah. Sen, which appear in interest and in balances, are rounded half up, and the line says so.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction

from guyub.books.rules.bank_layout import Header, Layout
from guyub.books.rules.cells import one_line
from guyub.books.rules.ledger import LARGEST_AMOUNT
from guyub.kernel.days import parse_day
from guyub.kernel.errors import Problem
from guyub.kernel.headings import plain
from guyub.kernel.spreadsheets import Cell
from guyub.kernel.tables import RowProblem, is_empty
from guyub.kernel.words import Rupiah, Words, _

LONGEST_WORDS = 300
_ROWS_TO_JUDGE = 50
_SIDES = {
    **dict.fromkeys(("d", "db", "dr", "debit", "debet", "keluar"), -1),
    **dict.fromkeys(("k", "kr", "c", "cr", "credit", "kredit", "masuk"), 1),
}
_NUMBER = re.compile(r"(?P<whole>[0-9]*|[0-9]{1,3}(?:[.,' ][0-9]{3})+)(?:[.,](?P<sen>[0-9]{1,2}))?")
_AMOUNT = re.compile(
    r"(?:rp\.?|idr)?\s*(?P<sign>[+-]?|\()\s*(?:rp\.?|idr)?\s*(?P<number>[0-9.,' ]*[0-9])\)?\s*(?P<side>[a-z]{0,6})\.?",
    re.IGNORECASE,
)
_NO_YEAR = re.compile(r"([0-9]{1,2})\s*[/-]\s*([0-9]{1,2})")
_WITH_YEAR = re.compile(r"\b[0-9]{1,2}[/-][0-9]{1,2}[/-](?:[0-9]{4}|[0-9]{2})\b|\b(?:19|20)[0-9]{2}\b")
# Lines under the table, and the marker of where the month began: no event.
_NO_EVENT = ("saldo awal", "saldo akhir", "mutasi kredit", "mutasi deb", "total ", "starting balance", "ending balance")
_NO_EVENT_ALONE = frozenset({"kredit", "debet", "debit", "credit", "saldo", "balance", "net change", "total", "mutasi"})


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line: `amount` in rupiah, below 0 when it went out; `balance` after it, as the bank says."""

    row: int
    day: date
    words: str
    amount: int
    balance: int | None
    exact: Fraction
    exact_balance: Fraction | None


@dataclass
class Statement:
    """What was read. `left_out` are rows that are no settled line, with why; `notes` what to know about others."""

    lines: list[StatementLine] = field(default_factory=list)
    left_out: list[RowProblem] = field(default_factory=list)
    notes: list[RowProblem] = field(default_factory=list)
    closing: int | None = None


def read_statement(header: Header, today: date) -> Statement:
    """The lines under `header`, which must have a layout. A row that cannot be read is named and left out."""
    layout = header.layout
    if layout is None:
        raise Problem(_("Kolom berkas ini belum dikenal."), "file")
    found = Statement()
    years = _Years(header, today)
    for number, cells in enumerate(header.sheet.rows[header.row + 1 :], header.row + 2):
        if all(is_empty(cell) for cell in cells) or [" ".join(str(cell).split()) for cell in cells] == [
            *header.headings
        ]:
            continue
        _read_row(found, layout, years, number, cells)
    _check_balances(found)
    return found


def _read_row(found: Statement, layout: Layout, years: _Years, number: int, cells: Sequence[Cell]) -> None:
    words = _words(layout, cells)
    day_text = _text(cells, layout.day)
    if _is_no_event(words) or _is_no_event(day_text):
        return
    if not day_text and not _has_amount(layout, cells):
        _continue(found, words)
        return
    if plain(day_text) in {"pend", "pending"}:
        why = Problem(_("Masih diproses bank. Baris ini masuk nanti, bila sudah selesai."))
        found.left_out.append(RowProblem(number, "", why, words))
        return
    try:
        day = years.day(_cell(cells, layout.day))
        exact = _signed(layout, cells, years.minus)
        balance = _balance(layout, cells)
    except Problem as problem:
        found.left_out.append(RowProblem(number, "", problem, words or day_text))
        return
    amount = rounded(exact)
    if exact.denominator != 1:
        note = _("Ada sen di jumlahnya; dibulatkan ke rupiah terdekat.")
        found.notes.append(RowProblem(number, "", Problem(note), words))
    kept = None if balance is None else rounded(balance)
    found.lines.append(StatementLine(number, day, words, amount, kept, exact, balance))


def _continue(found: Statement, words: str) -> None:
    """Some banks write long words on over several rows."""
    if words and found.lines:
        last = found.lines[-1]
        longer = f"{last.words} {words}"[:LONGEST_WORDS]
        parts = (last.day, longer, last.amount, last.balance, last.exact, last.exact_balance)
        found.lines[-1] = StatementLine(last.row, *parts)


def _is_no_event(text: str) -> bool:
    bare = plain(text)
    return bare in _NO_EVENT_ALONE or bare.startswith(_NO_EVENT)


def _cell(cells: Sequence[Cell], place: int | None) -> Cell:
    value = cells[place] if place is not None and place < len(cells) else ""
    return value.replace("\N{NO-BREAK SPACE}", " ").strip().lstrip("'") if isinstance(value, str) else value


def _text(cells: Sequence[Cell], place: int | None) -> str:
    return one_line(str(_cell(cells, place)))


def _words(layout: Layout, cells: Sequence[Cell]) -> str:
    return one_line(" ".join(_text(cells, place) for place in layout.words))[:LONGEST_WORDS]


def _has_amount(layout: Layout, cells: Sequence[Cell]) -> bool:
    return any(_text(cells, place) for place in (layout.debit, layout.credit, layout.amount))


def _signed(layout: Layout, cells: Sequence[Cell], minus: bool) -> Fraction:
    """What came in, or below 0 what went out; `minus` says that the file tells sides by signs.

    Raises Problem for no amount, or one of which the side is not told.
    """
    if layout.amount is None:
        out, into = (abs(_amount(_cell(cells, place))[0]) for place in (layout.debit, layout.credit))
        if out and into:
            raise Problem(_("Keluar dan masuk dalam satu baris."))
        value, side = into - out, 1
    else:
        value, told = _amount(_cell(cells, layout.amount))
        own = _SIDES.get(plain(_text(cells, layout.side)))
        side = own or told or int(layout.side is None and minus)
        value = abs(value) if own or told else value
        if value and not side:
            raise Problem(_("Tidak jelas uangnya masuk atau keluar: tidak ada tanda DB atau CR."))
    if not value:
        raise Problem(_("Tidak ada jumlah uangnya."))
    if abs(value) > LARGEST_AMOUNT or not rounded(value * side):
        raise Problem(_("Jumlah uangnya terlalu besar atau terlalu kecil."))
    return value * side


def _balance(layout: Layout, cells: Sequence[Cell]) -> Fraction | None:
    if layout.balance is None or not _text(cells, layout.balance):
        return None
    value, side = _amount(_cell(cells, layout.balance))
    return -abs(value) if side == -1 else value


def _amount(value: Cell) -> tuple[Fraction, int]:
    """A cell as an amount, and the side that stands beside it: -1 out, 1 in, 0 not told."""
    if isinstance(value, bool | date | datetime):
        raise _no_amount(str(value))
    if isinstance(value, int | float):
        return Fraction(str(round(value, 2))), 0
    text = " ".join(str(value).split())
    if text in {"", "-", "--", "."}:
        return Fraction(0), 0
    match = _AMOUNT.fullmatch(text) if len(text) < 50 else None
    number = _NUMBER.fullmatch(match["number"].strip()) if match else None
    side = _SIDES.get(match["side"].lower(), 0) if match else 0
    if match is None or number is None or (match["side"] and not side):
        raise _no_amount(text)
    whole = re.sub(r"[^0-9]", "", number["whole"]) or "0"
    sign = -1 if match["sign"] in {"-", "("} else 1
    return sign * Fraction(f"{whole}.{number['sen'] or 0}"), side


def _no_amount(text: str) -> Problem:
    return Problem(_("“%(value)s” bukan jumlah uang.", value=text[:40]))


def rounded(value: Fraction) -> int:
    """Whole rupiah; half a rupiah goes up, away from nothing."""
    whole = (abs(value) * 2 + 1) // 2
    return int(whole) if value >= 0 else -int(whole)


class _Years:
    """What rows of a statement leave to the file as a whole: the year of days that name none, which stands above the
    table; and whether a sign tells what went out.
    """

    def __init__(self, header: Header, today: date) -> None:
        self.today = today
        self.minus = _has_minus(header)
        self._spans = list(_named_days(header))

    def day(self, value: Cell) -> date:
        match = _NO_YEAR.fullmatch(value.strip()) if isinstance(value, str) else None
        day = self._without_year(int(match[1]), int(match[2]), str(value)) if match else parse_day(value)
        if day > self.today:
            raise Problem(_("Tanggal %(day)s belum tiba.", day=day))
        return day

    def _without_year(self, day: int, month: int, seen: str) -> date:
        years = {each.year for each in self._spans} or {self.today.year, self.today.year - 1}
        fitting = []
        for year in sorted(years):
            try:
                fitting.append(date(year, month, day))
            except ValueError:
                continue
        if len(self._spans) > 1:
            inside = [each for each in fitting if min(self._spans) <= each <= max(self._spans)]
            fitting = inside or fitting
        past = [each for each in fitting if each <= self.today]
        if not past:
            raise Problem(_("Tanggal “%(value)s” tidak ada di kalender.", value=seen))
        return past[-1]


def _has_minus(header: Header) -> bool:
    """Whether any amount in a column of its own is below 0."""
    place = header.layout.amount if header.layout else None
    if place is None:
        return False
    for cells in header.sheet.rows[header.row + 1 :]:
        try:
            if _amount(_cell(cells, place))[0] < 0:
                return True
        except Problem:
            continue
    return False


def _named_days(header: Header) -> Iterator[date]:
    """Days, or first days of years, that stand above the headings: `Periode: 01/09/2025 - 30/09/2025`."""
    for cells in header.sheet.rows[: header.row]:
        for cell in cells:
            if isinstance(cell, date):
                yield cell.date() if isinstance(cell, datetime) else cell
            for text in _WITH_YEAR.findall(str(cell)[:200]) if isinstance(cell, str) else ():
                try:
                    yield date(int(text), 1, 1) if len(text) == 4 else parse_day(text)
                except Problem:
                    continue


def check_columns(header: Header, layout: Layout, today: date) -> None:
    """Refuse, at its field, a column in which most rows hold something else. Raises Problem."""
    years = _Years(replace(header, layout=layout), today)
    rows = [cells for cells in header.sheet.rows[header.row + 1 :][:_ROWS_TO_JUDGE] if not all(map(is_empty, cells))]
    if not rows:
        raise Problem(_("Di bawah judul kolom tidak ada isinya."), "file")
    if _mostly_fails(rows, lambda cells: years.day(_cell(cells, layout.day))):
        raise Problem(_("Isi kolom ini bukan tanggal."), "day")
    for name in ("amount", "debit", "credit", "balance"):
        place = getattr(layout, name)
        if place is not None and _mostly_fails([[_cell(cells, place)] for cells in rows], lambda one: _amount(one[0])):
            raise Problem(_("Isi kolom ini bukan jumlah uang."), name)
    if _mostly_fails(rows, lambda cells: _signed(layout, cells, years.minus)):
        raise Problem(_("Dari kolom ini tidak jelas uangnya masuk atau keluar."), "side" if layout.amount else "debit")


def _mostly_fails(rows: Sequence[Sequence[Cell]], read: Callable[[Sequence[Cell]], object]) -> bool:
    failed = 0
    for cells in rows:
        try:
            read(cells)
        except Problem:
            failed += 1
    return failed * 2 > len(rows)


def _check_balances(found: Statement) -> None:
    """Each line leads from a balance to another. In whatever order the rows stand, all but the first must begin where
    another one ended; the last balance is where none begins."""
    spans = [
        (line, line.exact_balance - line.exact, line.exact_balance)
        for line in found.lines
        if line.exact_balance is not None
    ]
    if not spans:
        return
    before, after = Counter(span[1] for span in spans), Counter(span[2] for span in spans)
    starts, ends = before - after, after - before
    found.closing = _latest([line for line, *__ in spans]).balance
    if sum(ends.values()) == 1:
        found.closing = rounded(next(iter(ends)))
    loose = [line for line, start, __ in spans if start in starts]
    first = min(loose, key=lambda line: (line.day, line.row), default=None)
    why = _("Saldo sebelum baris ini tidak sama dengan saldo baris lain: mungkin ada baris yang hilang.")
    found.notes += [RowProblem(line.row, "", Problem(why), line.words) for line in loose if line is not first]


def _latest(lines: Sequence[StatementLine]) -> StatementLine:
    """The last line by day; within a day by its place, counted from the end that the file goes towards."""
    up = lines[0].day <= lines[-1].day
    return max(lines, key=lambda line: (line.day, line.row if up else -line.row))


def fingerprints(lines: Sequence[StatementLine]) -> list[str]:
    """By what a line is known again in a file that overlaps: day, words, amount, and which of its equals it is."""
    seen: Counter[tuple[date, str, int]] = Counter()
    found = []
    for line in lines:
        key = (line.day, plain(line.words), line.amount)
        seen[key] += 1
        text = "\x1f".join((line.day.isoformat(), key[1], str(line.amount), str(seen[key])))
        found.append(hashlib.sha256(text.encode()).hexdigest())
    return found


def difference_words(ours: int, theirs: int) -> Words | None:
    """What the owner should know about the book's balance and the bank's; None when they are the same."""
    if ours == theirs:
        return None
    gap = Rupiah(abs(ours - theirs))
    if ours > theirs:
        return _("Di buku Anda lebih banyak %(gap)s daripada di bank.", gap=gap)
    return _("Di bank lebih banyak %(gap)s daripada di buku Anda.", gap=gap)
