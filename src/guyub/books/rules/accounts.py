"""Which account somebody means by what they wrote in a file: by code, by name, or one still to be made. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from guyub.books.rules.cells import kind_of_code
from guyub.books.rules.ledger import Kind
from guyub.kernel.headings import plain

LONGEST_CODE = 12
LONGEST_ACCOUNT_NAME = 80
_CODE = re.compile(r"[0-9][0-9A-Za-z.\-]{0,11}")
_CODE_FIRST = re.compile(r"(?P<code>[0-9][0-9A-Za-z.\-]{0,11})(?:\s+|\s*[:|–]\s*)(?P<name>\D.*)")
_NEAR = 60  # of 100: below it a name is no hint at all
# Where new accounts without a code of their own begin, by kind.
_NEW_CODES: Mapping[Kind, int] = {
    Kind.ASSET: 1901,
    Kind.LIABILITY: 2901,
    Kind.EQUITY: 3901,
    Kind.INCOME: 4901,
    Kind.EXPENSE: 6901,
}


@dataclass(frozen=True, slots=True)
class AccountSaid:
    """What a row says of its account: the cell, and beside it a name and a kind where there are such columns."""

    text: str
    name: str = ""
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account that has to be made first."""

    code: str
    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class UnknownAccount:
    """An account that the book does not have: how it was written, what is nearest, and what it seems to be."""

    text: str
    name: str
    nearest: str | None
    kind: Kind | None


@dataclass
class AccountBook:
    """The accounts of a book, and those that a file makes, found by code or name.

    `names` holds each account's names in every language; `chosen` what the owner said about unknown ones: the text
    as written, to a code of the book, or to the kind of a new account.
    """

    names: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, Kind]
    chosen: Mapping[str, str | Kind] = field(default_factory=dict)
    new: dict[str, NewAccount] = field(default_factory=dict)
    unknown: dict[str, UnknownAccount] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_name = {plain(name): code for code, names in self.names.items() for name in names}
        self._found: dict[AccountSaid, str | None] = {}

    def code_of(self, said: AccountSaid) -> str | None:
        """The code that is meant; None, and a line in `unknown`, when the owner has to say."""
        if said not in self._found:
            self._found[said] = self._known(said) or self._chosen(said) or self._stated(said)
            if self._found[said] is None:
                self._wonder(said)
        return self._found[said]

    def kind(self, code: str) -> Kind:
        return self.new[code].kind if code in self.new else self.kinds[code]

    def _known(self, said: AccountSaid) -> str | None:
        code, name = _parts(said)
        if code in self.kinds:
            return code
        if code:
            return None
        return self._by_name.get(plain(name))

    def _chosen(self, said: AccountSaid) -> str | None:
        choice = self.chosen.get(said.text)
        if choice is None:
            return None
        if not isinstance(choice, Kind):
            return choice if choice in self.kinds else None
        return self._make(said, choice)

    def _stated(self, said: AccountSaid) -> str | None:
        """A new account, when the file itself says what kind it is."""
        code, name = _parts(said)
        return self._make(said, said.kind) if code and name and said.kind else None

    def _make(self, said: AccountSaid, kind: Kind) -> str:
        code, name = _parts(said)
        same = [each.code for each in self.new.values() if each.code == code or (not code and each.name == name)]
        if same:
            return same[0]
        code = code or self._free_code(kind)
        self.new[code] = NewAccount(code, (name or code)[:LONGEST_ACCOUNT_NAME], kind)
        return code

    def _free_code(self, kind: Kind) -> str:
        number = _NEW_CODES[kind]
        while str(number) in self.kinds or str(number) in self.new:
            number += 1
        return str(number)

    def _wonder(self, said: AccountSaid) -> None:
        code, name = _parts(said)
        kind = said.kind or kind_of_code(code)
        self.unknown[said.text] = UnknownAccount(said.text, name, self._nearest(said.text, name), kind)

    def _nearest(self, text: str, name: str) -> str | None:
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - only files with strange accounts need it

        spellings = {f"{code} {each}": code for code, names in self.names.items() for each in names}
        bare = {each: code for code, names in self.names.items() for each in names}
        best = [
            process.extractOne(plain(wanted), list(known), scorer=fuzz.ratio, processor=plain, score_cutoff=_NEAR)
            for wanted, known in ((text, spellings), (name, bare))
            if wanted
        ]
        scored = max((each for each in best if each), key=lambda each: each[1], default=None)
        return {**bare, **spellings}[scored[0]] if scored else None


def _parts(said: AccountSaid) -> tuple[str, str]:
    """Code and name, either of which may be empty: `1101`, `1101 Kas tunai`, `Kas tunai`."""
    text = " ".join(said.text.split())
    if _CODE.fullmatch(text):
        return text, said.name
    match = _CODE_FIRST.fullmatch(text)
    if match:
        return match["code"], match["name"].strip()
    return "", text
