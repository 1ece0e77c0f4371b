"""Entries as another program lists them: transfers with names, or lines of two sides. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from guyub.books.rules.pairing import Pair, Side, paired
from guyub.kernel.errors import Problem
from guyub.kernel.words import Rupiah, _


class NamedMove(NamedTuple):
    """`amount` rupiah into the account `debit` out of the account `credit`, with the party of this name."""

    debit: str
    credit: str
    amount: int
    party: str = ""


class Line(NamedTuple):
    """`debit` or `credit` rupiah on one account; the other is 0."""

    account: str
    debit: int
    credit: int
    party: str = ""


def moves_of_lines(lines: Sequence[Line]) -> list[NamedMove]:
    """The transfers that the lines of a balanced entry come to, the same for the same lines.

    Raises Problem at `lines.0` for a line with no side or both, and at `lines` when the sides do not add up.
    """
    for place, line in enumerate(lines):
        if (line.debit > 0) == (line.credit > 0):
            raise Problem(_("Isi debit atau kredit, salah satu."), f"lines.{place}")
    debit, credit = sum(line.debit for line in lines), sum(line.credit for line in lines)
    if debit != credit:
        raise Problem(
            _("Tidak seimbang: debit %(debit)s, kredit %(credit)s.", debit=Rupiah(debit), credit=Rupiah(credit)),
            "lines",
        )
    pairs = paired(_side(lines, "debit"), _side(lines, "credit"))
    if pairs is None:
        raise Problem(_("Uang tidak bisa pindah dari satu akun ke akun yang sama."), "lines")
    return [NamedMove(pair.debit.account, pair.credit.account, pair.amount, _party(lines, pair)) for pair in pairs]


def _side(lines: Iterable[Line], side: str) -> list[Side]:
    return [Side(line.account, getattr(line, side), place) for place, line in enumerate(lines) if getattr(line, side)]


def _party(lines: Sequence[Line], pair: Pair) -> str:
    """With whom: as either side says. Raises Problem where they name two."""
    first, second = lines[pair.debit.place].party, lines[pair.credit.place].party
    if first and second and first != second:
        raise Problem(
            _("Baris ini dan pasangannya menyebut dua orang: %(one)s dan %(other)s.", one=first, other=second),
            f"lines.{pair.credit.place}.party",
        )
    return first or second
