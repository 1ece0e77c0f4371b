"""Two cost trees of a product beside each other: what each part cost then and costs now, and why. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from guyub.kernel.measures import round_half_up
from guyub.kernel.words import Words, _
from guyub.workshop.rules.costing import Node, Part, handy, money, percent, share_out

# Why more or less is needed of the step that something is in; None where there is nothing to compare with.
_Passed = tuple[Words, ...] | None
# What has no name of its own is called.
LABELS = {Part.PIECE: _("Upah borongan"), Part.HOURS: _("Kerja per jam"), Part.MACHINE: _("Mesin")}


@dataclass(frozen=True, slots=True)
class Line:
    """A part of the cost as it is shown, in whole rupiah. Its parts add up to it, now and before.

    `amount` is None for what is no longer there, `before` for what was not there yet or with nothing to compare with.
    """

    key: str
    part: Part
    name: str
    how: Words | None
    amount: int | None
    before: int | None
    why: tuple[Words, ...] = ()
    parts: tuple[Line, ...] = ()

    @property
    def label(self) -> str | Words:
        """What to call it."""
        return self.name or LABELS.get(self.part, "")

    @property
    def change(self) -> int:
        """Rupiah more than before."""
        return (self.amount or 0) - (self.before or 0)

    @property
    def fall(self) -> int:
        """Rupiah less than before."""
        return -self.change


@dataclass(frozen=True, slots=True)
class Change:
    """One part that cost something else before: where it is, and by how much the whole changed through it."""

    where: tuple[str, ...]
    part: Part
    name: str
    change: int
    why: tuple[Words, ...]

    @property
    def label(self) -> str | Words:
        """What to call it."""
        return self.name or LABELS.get(self.part, "")


def laid_out(now: Node, before: Node | None = None) -> Line:
    """The tree of now as it is shown, beside that of `before`."""
    was = None if before is None else round_half_up(before.cost)
    return _line(now, before, round_half_up(now.cost), was, () if before else None)


def changes(line: Line) -> list[Change]:
    """What made the cost change, the largest first. The changes add up to the change of the whole."""
    found = [each for each in _changes(line, ()) if each.change or each.why]
    return sorted(found, key=lambda each: -abs(each.change))


def _changes(line: Line, where: tuple[str, ...]) -> Iterator[Change]:
    if line.why or not line.parts:
        yield Change(where, line.part, line.name, line.change, line.why)
        return
    for part in line.parts:
        yield from _changes(part, where if line.part is Part.PRODUCT and not where else (*where, line.name))


def _line(now: Node | None, then: Node | None, amount: int | None, before: int | None, passed: _Passed) -> Line:
    node = now or then
    if node is None:
        raise ValueError("a line of nothing")
    grown = now is not None and then is not None and bool(now.parts) != bool(then.parts)
    if grown:
        why: tuple[Words, ...] = () if passed is None else (_("Kini dihitung dengan cara lain."),)
        return Line(node.key, node.part, node.name, node.how, amount, before, why, _parts(now, None, amount, 0, None))
    if passed is not None and node.part is Part.STEP:
        passed = _why_times(now, then)
    parts = _parts(now, then, amount, before, passed)
    why = () if passed is None or parts else _why(now, then, passed)
    return Line(node.key, node.part, node.name, node.how, amount, before, why, parts)


def _parts(
    now: Node | None, then: Node | None, amount: int | None, before: int | None, passed: _Passed
) -> tuple[Line, ...]:
    new, old = _by_key(now), _by_key(then)
    shown = dict(zip(new, share_out(amount or 0, [part.cost for part in new.values()]), strict=True))
    was = dict(zip(old, share_out(before or 0, [part.cost for part in old.values()]), strict=True))
    return tuple(
        _line(new.get(key), old.get(key), shown.get(key), was.get(key), passed)
        for key in (*new, *(key for key in old if key not in new))
    )


def _by_key(node: Node | None) -> dict[str, Node]:
    return {part.key: part for part in node.parts} if node else {}


def _why(now: Node | None, then: Node | None, passed: tuple[Words, ...]) -> tuple[Words, ...]:
    if now is None:
        return (_("Tidak lagi di resep."),)
    if then is None:
        return (_("Baru di resep."),)
    if now.part is not then.part and {now.part, then.part} <= {Part.PIECE, Part.HOURS}:
        by_piece = _("Kini dibayar borongan, dulu menurut jam.")
        return (by_piece if now.part is Part.PIECE else _("Kini dibayar menurut jam, dulu borongan."),)
    told = [*_WHY[now.part](now, then)] if now.part in _WHY else []
    if then.guessed:
        told.append(_("Harganya waktu itu belum diketahui; dihitung dengan harga sekarang."))
    return (*passed, *told)


def _why_times(now: Node | None, then: Node | None) -> tuple[Words, ...]:
    if now is None or then is None or now.times == then.times:
        return ()
    return (
        _(
            "Untuk satu barang jadi kini perlu %(new)s dari langkah ini, dulu %(old)s.",
            new=handy(now.times, now.unit),
            old=handy(then.times, then.unit),
        ),
    )


def _why_material(now: Node, then: Node) -> Iterator[Words]:
    if now.price is not None and then.price is not None and now.price != then.price:
        words = {"old": money(then.price), "new": money(now.price), "unit": Words(now.unit)}
        if words["old"] != words["new"]:
            risen = now.price > then.price
            yield (
                _("Harga naik dari %(old)s menjadi %(new)s per %(unit)s.", **words)
                if risen
                else _("Harga turun dari %(old)s menjadi %(new)s per %(unit)s.", **words)
            )
    if now.each != then.each:
        yield _(
            "Resep berubah: dulu %(old)s, kini %(new)s.",
            old=handy(then.each, then.unit),
            new=handy(now.each, now.unit),
        )
    if now.waste != then.waste:
        yield _(
            "Yang hilang berubah dari %(old)s %% menjadi %(new)s %%.", old=percent(then.waste), new=percent(now.waste)
        )


def _why_piece(now: Node, then: Node) -> Iterator[Words]:
    if now.price == then.price or now.price is None or then.price is None:
        return
    words = {"old": money(then.price * now.per), "new": money(now.price * now.per), "unit": Words(now.unit)}
    if now.per == 1:
        risen = _("Upah naik dari %(old)s menjadi %(new)s per %(unit)s.", **words)
        fallen = _("Upah turun dari %(old)s menjadi %(new)s per %(unit)s.", **words)
    else:
        risen = _("Upah naik dari %(old)s menjadi %(new)s per %(per)s %(unit)s.", **words, per=now.per)
        fallen = _("Upah turun dari %(old)s menjadi %(new)s per %(per)s %(unit)s.", **words, per=now.per)
    yield risen if now.price > then.price else fallen


def _why_hours(now: Node, then: Node) -> Iterator[Words]:
    if now.each != then.each:
        yield _("Waktu berubah dari %(old)s menjadi %(new)s menit.", old=then.each, new=now.each)
    new, old = now.price or Fraction(0), then.price or Fraction(0)
    if new != old:
        words = {"old": money(old * 60), "new": money(new * 60)}
        yield (
            _("Biaya jam naik dari %(old)s menjadi %(new)s.", **words)
            if new > old
            else _("Biaya jam turun dari %(old)s menjadi %(new)s.", **words)
        )


_WHY: Mapping[Part, Callable[[Node, Node], Iterator[Words]]] = {
    Part.MATERIAL: _why_material,
    Part.PIECE: _why_piece,
    Part.HOURS: _why_hours,
    Part.MACHINE: _why_hours,
}
