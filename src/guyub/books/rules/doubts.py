"""What looks wrong in a book although it adds up. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from guyub.books.rules.groups import Group, Known
from guyub.kernel.words import Rupiah, Words, _


def doubts(accounts: Iterable[Known], nets: Mapping[str, int]) -> Iterator[Words]:
    """Of money and of stock there cannot be less than nothing. `nets`: debited less credited, in rupiah."""
    for known in accounts:
        net = nets.get(known.code, 0)
        if net < 0 and known.group is Group.STOCK:
            yield _(
                "%(account)s di bawah nol: yang keluar tercatat %(amount)s lebih banyak daripada yang masuk.",
                account=known.name,
                amount=Rupiah(-net),
            )
        elif net < 0 and known.group is Group.MONEY:
            yield _(
                "%(account)s di bawah nol sebanyak %(amount)s: mungkin ada uang masuk yang belum dicatat.",
                account=known.name,
                amount=Rupiah(-net),
            )
