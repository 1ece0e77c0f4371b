"""A book as an hledger journal (hledger 1.x, also read by ledger). Every transfer is one pair of postings.

What hledger has no place for stands as JSON after `guyub:` in comments, so that nothing is lost: hledger shows the
figures, and whoever wants the rest finds it.
"""

from __future__ import annotations

from collections.abc import Iterator

from guyub.books.exchange.whole import WholeBook, WholeEntry, as_text
from guyub.books.models import Account
from guyub.books.rules.cells import one_line
from guyub.books.rules.ledger import Kind

# The top account of each kind, and how hledger's reports call the kind.
TOPS = {
    Kind.ASSET: ("assets", "A"),
    Kind.LIABILITY: ("liabilities", "L"),
    Kind.EQUITY: ("equity", "E"),
    Kind.INCOME: ("income", "R"),
    Kind.EXPENSE: ("expenses", "X"),
}
# A semicolon begins a comment, a pipe parts payee from note, a colon parts accounts.
_IN_TEXT = str.maketrans({";": ",", "|": "/"})
_IN_NAME = str.maketrans({";": ",", "|": "/", ":": "-", '"': "'", "(": "[", ")": "]"})


def account_name(account: Account) -> str:
    """`assets:1101 Kas tunai`."""
    name = one_line(f"{account.code} {account.name}".translate(_IN_NAME))
    return f"{TOPS[Kind(account.kind)][0]}:{name}"


def lines(whole: WholeBook) -> Iterator[str]:
    """The journal, an entry at a time."""
    yield f"; {one_line(whole.book.name)}\n\ncommodity 1000. IDR\ndecimal-mark .\n\n"
    for account in whole.accounts.values():
        __, kind = TOPS[Kind(account.kind)]
        told = as_text({"code": account.code, "name": account.name, "kind": account.kind})
        yield f"account {account_name(account)}  ; type:{kind}\n    ; guyub:{told}\n"
    for party in whole.parties.values():
        yield f"; guyub:{as_text({'party': party.name, 'phone': party.phone})}\n"
    names = {code: account_name(account) for code, account in whole.accounts.items()}
    for entry in whole.entries():
        yield _entry(entry, names)


def _entry(entry: WholeEntry, names: dict[str, str]) -> str:
    lines = [
        f"\n{entry.day.isoformat()} * ({entry.number}) {entry.description.translate(_IN_TEXT)}",
        f"    ; id:{entry.client_id}",
        f"    ; guyub:{as_text(told_of(entry))}",
    ]
    for move in entry.moves:
        party = f"  ; pihak:{as_text(move.party)}" if move.party else ""
        lines.append(f"    {names[move.debit]}  {move.amount} IDR{party}")
        lines.append(f"    {names[move.credit]}  -{move.amount} IDR")
    return "\n".join(lines) + "\n"


def told_of(entry: WholeEntry) -> dict[str, object]:
    """What plain-text accounting has no place for."""
    told: dict[str, object] = {"entry": entry.number, "words": entry.words, "posted_at": entry.posted_at.isoformat()}
    if entry.by:
        told["by"] = entry.by
    if entry.source_kind:
        told["source"] = [entry.source_kind, str(entry.source_id or "")]
    if entry.reverses:
        told["reverses"] = entry.reverses
    if entry.note:
        told["note"] = entry.note
    return told
