"""A book for beancount (version 2 and 3). Every transfer is one pair of postings.

Account names there are plain letters, so the real name and all else that beancount has no place for stand in the
metadata beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from guyub.books.exchange.hledger import told_of
from guyub.books.exchange.whole import WholeBook, WholeEntry, as_text
from guyub.books.models import Account, Entry
from guyub.books.rules.ledger import Kind

TOPS = {
    Kind.ASSET: "Assets",
    Kind.LIABILITY: "Liabilities",
    Kind.EQUITY: "Equity",
    Kind.INCOME: "Income",
    Kind.EXPENSE: "Expenses",
}
_NO_ENTRY_YET = date(2020, 1, 1)
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9]+")


def account_name(account: Account) -> str:
    """`Assets:K1101-Kas-Tunai`. Two accounts never share one: a code with other signs carries them in hexadecimal."""
    code = _NOT_PLAIN.sub("-", account.code).strip("-")
    if code != account.code:
        code = f"{code}-x{account.code.encode().hex()}"
    plain = unicodedata.normalize("NFKD", account.name).encode("ascii", "ignore").decode()
    words = [word[:1].upper() + word[1:] for word in _NOT_PLAIN.sub(" ", plain).split()]
    return f"{TOPS[Kind(account.kind)]}:" + "-".join([f"K{code}", *words])


def quoted(text: str) -> str:
    """A string of beancount, in one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + " ".join(escaped.split()) + '"'


def lines(whole: WholeBook) -> Iterator[str]:
    """The file, an entry at a time."""
    first = Entry.objects.filter(book=whole.book).order_by("day").values_list("day", flat=True).first()
    opened = (first or _NO_ENTRY_YET).isoformat()
    yield f'option "title" {quoted(whole.book.name)}\noption "operating_currency" "IDR"\n\n{opened} commodity IDR\n\n'
    names = {}
    for code, account in whole.accounts.items():
        names[code] = account_name(account)
        told = as_text({"code": code, "name": account.name, "kind": account.kind})
        yield f"{opened} open {names[code]} IDR\n  guyub: {quoted(told)}\n"
    for party in whole.parties.values():
        told = as_text({"party": party.name, "phone": party.phone})
        yield f'{opened} custom "party" {quoted(told)}\n'
    for entry in whole.entries():
        yield _entry(entry, names)


def _entry(entry: WholeEntry, names: dict[str, str]) -> str:
    lines = [
        f"\n{entry.day.isoformat()} * {quoted(entry.description)}",
        f"  entry: {entry.number}",
        f'  client-id: "{entry.client_id}"',
        f"  guyub: {quoted(as_text(told_of(entry)))}",
    ]
    for move in entry.moves:
        lines.append(f"  {names[move.debit]}  {move.amount} IDR")
        if move.party:
            lines.append(f"    party: {quoted(move.party)}")
        lines.append(f"  {names[move.credit]}  -{move.amount} IDR")
    return "\n".join(lines) + "\n"
