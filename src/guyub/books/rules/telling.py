"""What an owner writes down, before it is an entry: one event in the owner's own terms, and how it is said. Pure.

A `NewNote` knows no account and no number of a party; `event_of` makes of it what `rules.meaning` turns into double
entry, and `words_of` the sentence that the entry carries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guyub.books.rules.closing import STOCK_VALUE
from guyub.books.rules.meaning import NAMES, PLACE_NAMES, Event, EventKind, check
from guyub.books.rules.opening import OPENING
from guyub.kernel.errors import Problem
from guyub.kernel.words import Rupiah, Words, _

CREDIT, PART = "credit", "part"
LONGEST_TEXT = 500
LONGEST_ITEM = 120
MONTHS_OF_USE = 48  # of equipment, until the owner says otherwise (PMK 72/2023: group 1, four years)

# Entries that come from a joint order stand in several books at once, and are not taken back in one of them.
FROM_ORDERS = frozenset({"invoice", "advance", "payment", "settlement"})
# Wages paid by a slip; the whole paying is taken back in the workshop.
PAYSLIP = "payslip"

# How an entry from a form begins, where the thing follows; the other kinds go by their name.
_VERBS: Mapping[EventKind, Words] = {
    EventKind.SALE: _("Jual %(things)s"),
    EventKind.PURCHASE: _("Beli %(things)s"),
    EventKind.ASSET: _("Beli %(things)s"),
    EventKind.EXPENSE: _("Bayar %(things)s"),
}


@dataclass(frozen=True, slots=True)
class NewNote:
    """One event as its owner tells it, in whole rupiah.

    `settlement` is how it was paid: cash, bank, ewallet, credit (nothing yet) or part; of part, `paid` came to or
    went from `place`. A transfer goes from `source` to `target` instead. `party` is a name, new or known. `interest`
    is the part of an instalment that does not lower the debt; `direction` tells a deposit taken (in) from one given
    (out). `text` is the line as written, empty when it came by a form; `corrected` says that the owner changed what
    the line was understood as. `unit_price` is what the line said a unit costs.
    """

    kind: EventKind
    amount: int
    day: date
    settlement: str = "cash"
    paid: int | None = None
    place: str = "cash"
    party: str = ""
    item: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    unit_price: int | None = None
    category: str = ""
    source: str = "cash"
    target: str = "bank"
    interest: int = 0
    direction: str = "in"
    text: str = ""
    corrected: bool = False


def event_of(new: NewNote, party: int | None) -> Event:
    """The event that `rules.meaning` knows, with the party's number. Raises Problem at `settlement` or `paid`."""
    moves = new.kind is EventKind.TRANSFER
    return Event(
        kind=new.kind,
        amount=new.amount,
        place=new.source if moves else _place(new),
        paid=None if moves else _paid(new),
        party=None if moves else party,
        category=new.category or "other",
        target=new.target if moves else "bank",
        interest=new.interest if new.kind is EventKind.LOAN_REPAYMENT else 0,
        comes_in=new.direction != "out",
    )


def check_note(new: NewNote) -> None:
    """Raise Problem at the field that cannot be, as far as can be told without the book."""
    if len(new.text) > LONGEST_TEXT:
        raise Problem(_("Tulis paling banyak %(most)s huruf.", most=LONGEST_TEXT), "text")
    if new.quantity is not None and not 0 < new.quantity < 10**11:
        raise Problem(_("Banyaknya harus lebih dari nol."), "quantity")
    check(event_of(new, 1 if new.party.strip() else None))


def _place(new: NewNote) -> str:
    return new.place if new.settlement in {CREDIT, PART} else new.settlement


def _paid(new: NewNote) -> int | None:
    if new.settlement == CREDIT:
        return 0
    if new.settlement != PART:
        return None
    if new.paid is None:
        raise Problem(_("Berapa yang sudah dibayar?"), "paid")
    return new.paid


def things_of(new: NewNote) -> Words | str:
    """`12 kodi kaos`: how many of what, as far as it was said; empty when it was not."""
    what = " ".join(part for part in (new.unit, new.item) if part)
    if new.quantity is None:
        return what
    number = int(new.quantity) if new.quantity == int(new.quantity) else float(new.quantity)
    return Words("%(number)s %(what)s" if what else "%(number)s", (("number", number), ("what", what)))


def words_of(new: NewNote, *, alone: bool = True) -> Words:
    """The sentence an entry carries: the owner's own line, or one made of what was said.

    A line that told of several events is not `alone` any one entry's, so each gets a sentence of its own.
    """
    if new.text and alone:
        return Words("%(said)s", (("said", new.text),))
    things = things_of(new)
    what = NAMES[new.kind]
    if things and new.kind in _VERBS:
        what = Words(_VERBS[new.kind].text, (("things", things),))
    elif things:
        what = Words("%(kind)s: %(things)s", (("kind", what), ("things", things)))
    return Words("%(what)s, %(who)s", (("what", what), ("who", new.party))) if new.party else what


def settlement_words(new: NewNote) -> Words:
    """How it was paid, in a trader's words."""
    if new.kind is EventKind.TRANSFER:
        return _("dari %(source)s ke %(target)s", source=PLACE_NAMES[new.source], target=PLACE_NAMES[new.target])
    if new.settlement == CREDIT:
        return _("belum dibayar (utang)")
    if new.settlement == PART:
        return _(
            "dibayar %(paid)s (%(place)s), sisanya %(rest)s utang",
            paid=Rupiah(new.paid or 0),
            place=PLACE_NAMES.get(new.place, Words(new.place)),
            rest=Rupiah(new.amount - (new.paid or 0)),
        )
    return PLACE_NAMES.get(new.settlement, Words(new.settlement))


def day_words(day: date, today: date) -> Words | date:
    """`hari ini`, `kemarin`, or the date."""
    near = {0: _("hari ini"), -1: _("kemarin")}
    return near.get((day - today).days, day)


def may_take_back(source_kind: str, reverses: int | None) -> bool:
    """Whether an entry from this source is one that its owner takes back by hand; one that takes back is not.

    An opening is taken back on its own page, on its own day; the value of stock follows the stock card.
    """
    return reverses is None and source_kind not in {*FROM_ORDERS, OPENING, STOCK_VALUE, PAYSLIP}
