"""In which order one machine makes lots of several products, at the least cost of storing and changing over. Pure.

The discrete lot-sizing problem (the "pigment sequencing problem", CSPLib 058): time is cut into equal slots, a slot
makes one unit of one product or stands idle, every unit has a slot by whose end it must be there. A unit made early is
stored and costs `stocking` for each slot; going from one product to another costs `changeover`, also when the machine
stood idle in between. Before the first unit nothing is set up, and setting up for it is free.

The way: slots are decided from the last to the first. All ways of deciding the slots so far that made the same numbers
of units and leave the same product set up are one state, of which only the cheapest is kept. What a state must still
cost at least is known (`_Bounds`), so a state that cannot beat a sequence already found is dropped; and where there are
still too many, only the most promising are kept. Nothing cut means the answer is proven best.
"""

from __future__ import annotations

from dataclasses import dataclass

from guyub.kernel.errors import Problem
from guyub.kernel.words import _

EFFORT = 400_000  # units tried in one sweep: about a second
NARROW = 20  # the first sweep, which only finds something to beat, is that much shorter


@dataclass(frozen=True, slots=True)
class Lots:
    """What one machine has to make. `dues[p]` are the slots (0 is the first) by whose end each unit of p is due.

    `changeover[p][q]` is the cost of going from p to q, `stocking` of one unit for one slot; any whole unit of money.
    """

    slots: int
    dues: tuple[tuple[int, ...], ...]
    stocking: int
    changeover: tuple[tuple[int, ...], ...]

    @property
    def units(self) -> int:
        return sum(map(len, self.dues))


@dataclass(frozen=True, slots=True)
class Sequence:
    """What each slot makes (None: idle), what it costs, and what no other sequence can cost less than."""

    slots: tuple[int | None, ...]
    cost: int
    bound: int

    @property
    def is_best(self) -> bool:
        return self.cost == self.bound


def sequence_lots(lots: Lots, effort: int = EFFORT) -> Sequence:
    """The cheapest sequence found that makes every unit by its slot; the same for the same lots, always.

    Raises Problem when the units cannot all be made in time, ValueError when the lots make no sense.
    """
    _check(lots)
    _check_in_time(lots)
    if not lots.units:
        return Sequence((None,) * lots.slots, 0, 0)
    bounds = _Bounds(lots)
    width = max(4, effort // (lots.slots * len(lots.dues)))
    first = _sweep(bounds, max(4, width // NARROW), None)
    return first if first.is_best else _sweep(bounds, width, first)


def cost_of(lots: Lots, slots: tuple[int | None, ...]) -> int | None:
    """What a sequence costs: changing over, and storing each unit until it is due. None: some unit is late."""
    cost, setup = 0, None
    made: list[list[int]] = [[] for _product in lots.dues]
    for slot, product in enumerate(slots):
        if product is None:
            continue
        if setup is not None:
            cost += lots.changeover[setup][product]
        setup = product
        made[product].append(slot)
    for dues, days in zip(lots.dues, made, strict=True):
        if len(dues) != len(days) or any(day > due for day, due in zip(days, sorted(dues), strict=True)):
            return None
        cost += lots.stocking * (sum(dues) - sum(days))
    return cost


def read_lots(text: str) -> Lots:
    """Lots from the text format of CSPLib 058: slots, products, a row of 0 and 1 each, stocking, changeovers."""
    try:
        numbers = [int(word) for word in text.split()]
        slots, products = numbers[:2]
        rows = [numbers[2 + at * slots :][:slots] for at in range(products)]
        after = 2 + slots * products
        costs = [numbers[after + 1 + at * products :][:products] for at in range(products)]
        dues = tuple(tuple(slot for slot in range(slots) for _unit in range(row[slot])) for row in rows)
        lots = Lots(slots, dues, numbers[after], tuple(map(tuple, costs)))
        _check(lots)
    except (ValueError, IndexError):
        raise Problem(_("Berkas urutan lot tidak lengkap atau berisi selain angka")) from None
    return lots


def _check(lots: Lots) -> None:
    products = len(lots.dues)
    if len(lots.changeover) != products or any(len(row) != products for row in lots.changeover):
        raise ValueError("changeover must be a square of the products")
    if any(lots.changeover[product][product] for product in range(products)):
        raise ValueError("going on with the same product costs nothing")
    if lots.stocking < 0 or min((cost for row in lots.changeover for cost in row), default=0) < 0:
        raise ValueError("costs are not below zero")
    if any(not 0 <= due < lots.slots for dues in lots.dues for due in dues):
        raise ValueError("a unit is due outside the slots")


def _check_in_time(lots: Lots) -> None:
    asked = 0
    due_in = [0] * lots.slots
    for due in (due for dues in lots.dues for due in dues):
        due_in[due] += 1
    for slot, units in enumerate(due_in):
        asked += units
        if asked > slot + 1:
            raise Problem(
                _(
                    "Tidak semua bisa selesai tepat waktu: sampai giliran ke-%(slot)s harus jadi %(units)s,"
                    " padahal setiap giliran hanya menghasilkan satu",
                    slot=slot + 1,
                    units=asked,
                )
            )


class _Bounds:
    """What is looked up again and again: when units become due, and what is still to be paid at least."""

    def __init__(self, lots: Lots) -> None:
        self.lots = lots
        self.latest_first = [sorted(dues, reverse=True) for dues in lots.dues]
        # How many units of each product are made stands in bits of one number.
        widths = [len(dues).bit_length() for dues in lots.dues]
        self.shifts = [sum(widths[:at]) for at in range(len(widths))]
        self.masks = [(1 << width) - 1 for width in widths]
        self.due_at = [0] * lots.slots
        for due in (due for dues in lots.dues for due in dues):
            self.due_at[due] += 1
        wanted = [at for at, dues in enumerate(lots.dues) if dues]
        self.leaving = [self._least_leaving(product, wanted) for product in range(len(lots.dues))]
        self.stays = max(self.leaving, default=0)  # the very last product is not left
        self.storing = self._least_storing()

    def _least_leaving(self, product: int, wanted: list[int]) -> int:
        """A product still to be made, but not set up, will be followed by another product: at least at this cost."""
        costs = (self.lots.changeover[product][other] for other in wanted if other != product)
        return min(costs, default=0) if self.lots.dues[product] else 0

    def _least_storing(self) -> list[list[int]]:
        """By slot and units waiting for it: the least that storing costs from there back to the first slot."""
        units = self.lots.units
        table: list[list[int]] = []
        for slot in range(self.lots.slots):
            row = []
            for waiting in range(units + 1):
                left = max(0, waiting - 1)
                after = min(units, left + self.due_at[slot - 1]) if slot else 0
                row.append(self.lots.stocking * left + (table[-1][after] if slot else 0))
            table.append(row)
        return table


@dataclass(slots=True)
class _State:
    """One way to have decided the slots so far, latest first: see the layers of `_sweep`."""

    cost: int
    least: int  # what it costs in the end, at least
    made: int  # units
    code: int  # units by product, in bits
    setup: int  # the product made last; -1 before the first
    leaving: int  # the least that leaving all products still to be made costs
    trail: _Trail


_Trail = tuple["int | None", "_Trail"] | None


def _sweep(bounds: _Bounds, width: int, known: Sequence | None) -> Sequence:
    """Decide slot by slot from the last on, keeping the `width` most promising states; `known` is to be beaten."""
    lots = bounds.lots
    limit = known.cost if known else None
    layer = [_State(0, 0, 0, 0, -1, sum(bounds.leaving) - bounds.stays, None)]
    dropped: int | None = None
    due = 0
    for slot in reversed(range(lots.slots)):
        due += bounds.due_at[slot]
        layer = _before(bounds, layer, slot, due, limit)
        if len(layer) > width:
            layer.sort(key=lambda state: (state.least, -state.made, state.code, state.setup))
            dropped = layer[width].least if dropped is None else min(dropped, layer[width].least)
            del layer[width:]
    if not layer:
        assert known  # noqa: S101 - without a limit some state is always left: see `_check_in_time`
        return Sequence(known.slots, known.cost, known.cost if dropped is None else min(known.cost, dropped))
    best = min(layer, key=lambda state: state.cost)
    return Sequence(_walk(best.trail), best.cost, best.cost if dropped is None else min(best.cost, dropped))


def _before(bounds: _Bounds, layer: list[_State], slot: int, due: int, limit: int | None) -> list[_State]:
    """The cheapest state of each kind after deciding one slot more; `due` units are due in it or later."""
    lots, found = bounds.lots, dict[int, _State]()
    stocking, storing, units = lots.stocking, bounds.storing, lots.units
    arriving = bounds.due_at[slot - 1] if slot else 0
    bits = len(lots.dues).bit_length()
    for state in layer:
        for product in (None, *_ready(bounds, state.code, slot)):
            made = state.made + (product is not None)
            if units - made > slot:
                continue
            stored = due - made
            cost = state.cost + stocking * stored
            setup, code, leaving = state.setup, state.code, state.leaving
            if product is not None:
                code += 1 << bounds.shifts[product]
                if setup >= 0:
                    cost += lots.changeover[product][setup]
                if product != setup:
                    leaving += _less_leaving(bounds, code, product, setup)
                setup = product
            least = cost + leaving + (storing[slot - 1][stored + arriving] if slot else 0)
            if limit is not None and least >= limit:
                continue
            key = (code << bits) + setup + 1
            other = found.get(key)
            if other is None or cost < other.cost:
                found[key] = _State(cost, least, made, code, setup, leaving, (product, state.trail))
    return list(found.values())


def _ready(bounds: _Bounds, code: int, slot: int) -> list[int]:
    """The products of which a unit is still to be made that may be ready as late as in this slot."""
    ready = []
    for product, dues in enumerate(bounds.latest_first):
        made = (code >> bounds.shifts[product]) & bounds.masks[product]
        if made < len(dues) and dues[made] >= slot:
            ready.append(product)
    return ready


def _less_leaving(bounds: _Bounds, code: int, product: int, setup: int) -> int:
    """How the least cost of leaving changes when `product` is made in front of what is set up (-1: nothing yet)."""
    if setup < 0:
        return bounds.stays - bounds.leaving[product]
    return (bounds.leaving[setup] if _left(bounds, code, setup) else 0) - bounds.leaving[product]


def _left(bounds: _Bounds, code: int, product: int) -> bool:
    return (code >> bounds.shifts[product]) & bounds.masks[product] < len(bounds.latest_first[product])


def _walk(trail: _Trail) -> tuple[int | None, ...]:
    slots: list[int | None] = []
    while trail:
        slots.append(trail[0])
        trail = trail[1]
    return tuple(slots)
