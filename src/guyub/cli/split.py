"""`guyub split ORDER MEMBERS`: share out one order from two spreadsheets, without a server or a database.

A wrong row must not quietly make a smaller split: if any row of either file cannot be taken, all of them are listed
on standard error, nothing is written, and the exit code is 2.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from guyub.kernel.days import parse_day
from guyub.kernel.errors import Problem
from guyub.kernel.headings import plain
from guyub.kernel.numbers import parse_count, parse_decimal
from guyub.kernel.tables import RowProblem, Table, read_table
from guyub.kernel.words import Words, _
from guyub.orders.files import MembersFile, OrderFile, products_of, read_members, read_order
from guyub.orders.split import Ability, Line, Member, Rule, split

WRONG_INPUT = 2
MOST_SEED = 2**63 - 1
T = TypeVar("T", OrderFile, MembersFile)


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line, once it is known to make sense. `max_share` is a part of one (2/5), None for no ceiling."""

    order: Path
    members: Path
    rule: Rule
    max_share: Fraction | None
    start: date
    seed: int
    as_json: bool
    output: Path | None


def main(arguments: Sequence[str]) -> int:
    """Run `guyub split` and return its exit code: 0, or 2 if the input is wrong."""
    try:
        asked = _ask(arguments)
        order, members = _read(asked)
        if order is None or members is None:
            return WRONG_INPUT
        for warning in _warnings(order, members):
            print(_("Perhatian: %(warning)s", warning=warning), file=sys.stderr)
        found = split(
            lines_of(order),
            members_of(members, order),
            asked.rule,
            start=asked.start,
            seed=asked.seed,
            max_share=asked.max_share,
            clock=time.perf_counter,
        )
        _show(_numbered(found.to_json()), asked, order)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return WRONG_INPUT
    return 0


def lines_of(order: OrderFile) -> list[Line]:
    """The order's lines, named by their number in the file from 1."""
    spelling = products_of(row.product for row in order.lines)
    return [
        Line(str(number), spelling[plain(row.product)], row.pieces, row.price, row.grade, row.due)
        for number, row in enumerate(order.lines, start=1)
    ]


def members_of(members: MembersFile, order: OrderFile) -> list[Member]:
    """The members, with products spelt as the order spells them."""
    spelling = products_of(row.product for row in order.lines)
    return [
        Member(
            name=member.name,
            abilities=tuple(
                Ability(
                    product=spelling.get(plain(made.product), made.product),
                    capacity=made.capacity,
                    grade=made.grade,
                    min_lot=made.min_lot,
                    ask=made.ask,
                )
                for made in member.abilities
            ),
            received=member.received,
        )
        for member in members.members
    ]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Problem(
            _("Perintah tidak lengkap atau tidak dikenal (%(why)s). Bantuan: guyub split --help", why=message)
        )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="guyub split",
        description=str(_("Bagi satu pesanan di antara anggota, dari dua lembar kerja (XLSX, XLS, ODS, atau CSV).")),
        add_help=False,
    )
    say = parser.add_argument
    say("order", metavar="ORDER", help=str(_("pesanan: produk, jumlah, satuan, harga, mutu, tempo")))
    members = _("anggota: nama, produk, kapasitas, mutu, lot_min, harga, diterima")
    say("members", metavar="MEMBERS", help=str(members))
    rules = "|".join(Rule)
    usual = _("%(rules)s (biasanya catch-up)", rules=rules)
    say("--rule", default=Rule.CATCH_UP.value, metavar="RULE", help=str(usual))
    say("--max-share", metavar="PCT", help=str(_("paling banyak sekian persen nilai untuk satu anggota (cheapest)")))
    say("--start", metavar="DATE", help=str(_("hari pekerjaan mulai, misalnya 2027-01-04; biasanya hari ini")))
    say("--seed", default="0", metavar="N", help=str(_("angka undian untuk yang seri; biasanya 0")))
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--json", action="store_true", help=str(_("tulis sebagai JSON")))
    ways.add_argument("-o", "--output", metavar="FILE.xlsx", help=str(_("tulis ke lembar kerja XLSX")))
    say("-h", "--help", action="help", help=str(_("tampilkan bantuan ini")))
    return parser


def _ask(arguments: Sequence[str]) -> Asked:
    given = _parser().parse_args(list(arguments))
    today = datetime.now().astimezone().date()
    rule = _option("--rule", _parse_rule, given.rule)
    return Asked(
        order=Path(given.order),
        members=Path(given.members),
        rule=rule,
        max_share=_parse_share(given.max_share, rule),
        start=_option("--start", lambda text: parse_day(text, today=today), given.start) if given.start else today,
        seed=_option("--seed", lambda text: parse_count(text, zero=True, most=MOST_SEED), given.seed),
        as_json=given.json,
        output=_parse_output(given.output),
    )


V = TypeVar("V")


def _option(name: str, parse: Callable[[str], V], text: str) -> V:
    try:
        return parse(text)
    except Problem as problem:
        raise Problem(_("%(option)s: %(why)s", option=name, why=problem.words), name) from problem


def _parse_rule(text: str) -> Rule:
    try:
        return Rule(text.strip().lower().replace("_", "-"))
    except ValueError:
        known = ", ".join(Rule)
        raise Problem(_("aturan “%(rule)s” tidak dikenal; yang ada: %(known)s.", rule=text, known=known)) from None


def _parse_share(text: str | None, rule: Rule) -> Fraction | None:
    if text is None:
        return None
    if rule != Rule.CHEAPEST:
        raise Problem(_("--max-share hanya berlaku untuk --rule cheapest."), "--max-share")
    percent = text.strip().removesuffix("%")
    return _option("--max-share", lambda given: parse_decimal(given, most=100), percent) / 100


def _parse_output(text: str | None) -> Path | None:
    if text is None:
        return None
    path = Path(text)
    if path.suffix.lower() != ".xlsx":
        raise Problem(_("-o: nama berkas harus berakhir .xlsx, bukan “%(name)s”.", name=path.name), "-o")
    return path


def _read(asked: Asked) -> tuple[OrderFile | None, MembersFile | None]:
    """Both files, or None for one with any problem; what is wrong in both is printed first."""
    order = _read_one(asked.order, lambda table: read_order(table, start=asked.start))
    members = _read_one(asked.members, read_members)
    return order, members


def _read_one(path: Path, read: Callable[[Table], T]) -> T | None:
    try:
        if not path.is_file():
            raise Problem(_("berkas tidak ditemukan."))
        result = read(read_table(path))
    except Problem as problem:
        _report(path, problem.words)
        return None
    except OSError as error:
        _report(path, _("berkas tidak dapat dibuka (%(why)s).", why=error.strerror or str(error)))
        return None
    for note in result.notes:
        _report(path, _("catatan: %(what)s", what=_place(note)))
    for found in result.problems:
        _report(path, _place(found))
    if result.problems:
        _report(path, _("%(n)s masalah; belum ada yang dibagi.", n=len(result.problems)))
    return None if result.problems else result


def _place(problem: RowProblem) -> Words:
    return _(
        "baris %(row)s, kolom %(column)s: %(why)s",
        row=str(problem.row),
        column=problem.column,
        why=problem.words,
    )


def _report(path: Path, words: Words) -> None:
    print(f"{path}: {words}", file=sys.stderr)


def _warnings(order: OrderFile, members: MembersFile) -> list[Words]:
    """Lines that nobody can make, with the product that was perhaps meant."""
    makers: dict[str, set[str]] = {}
    spelt: dict[str, str] = {}
    for member in members.members:
        for made in member.abilities:
            spelt.setdefault(plain(made.product), made.product)
            if made.capacity > 0:
                makers.setdefault(plain(made.product), set()).add(made.grade)
    warnings = []
    for row in order.lines:
        grades = makers.get(plain(row.product))
        if grades is None:
            warnings.append(_nobody(row.product, _nearest(plain(row.product), spelt)))
        elif row.grade and not any(grade and grade <= row.grade for grade in grades):
            words = _(
                "Tidak ada anggota yang membuat “%(product)s” dengan mutu %(grade)s.",
                product=row.product,
                grade=row.grade,
            )
            warnings.append(words)
    return warnings


def _nobody(product: str, nearest: str | None) -> Words:
    if nearest is None:
        return _("Tidak ada anggota yang membuat “%(product)s”.", product=product)
    return _(
        "Tidak ada anggota yang membuat “%(product)s”. Apakah maksudnya “%(nearest)s”?",
        product=product,
        nearest=nearest,
    )


def _nearest(product: str, spelt: dict[str, str]) -> str | None:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a product that nobody makes needs it

    best = process.extractOne(product, spelt.keys(), scorer=fuzz.ratio, score_cutoff=75)
    return spelt[best[0]] if best else None


def _numbered(found: dict[str, Any]) -> dict[str, Any]:
    """The split with its lines as numbers: their place in the order's file, from 1."""
    for row in (*found["lines"], *found["shares"]):
        row["line"] = int(row["line"])
    return found


def _show(found: dict[str, Any], asked: Asked, order: OrderFile) -> None:
    from guyub.cli import report  # noqa: PLC0415 - JSON does not need it

    if asked.as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    about = report.About(asked.order.name, asked.rule, asked.start, order)
    if asked.output is None:
        print(report.as_text(found, about))
        return
    try:
        asked.output.write_bytes(report.as_workbook(found, about))
    except OSError as error:
        raise Problem(
            _("%(path)s tidak dapat ditulis (%(why)s).", path=str(asked.output), why=error.strerror or str(error))
        ) from error
    print(_("Pembagian ditulis ke %(path)s.", path=str(asked.output)), file=sys.stderr)
