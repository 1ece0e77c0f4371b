"""Lines that record nothing: questions, plans, orders, settings, greetings. They are asked about, never booked."""

from __future__ import annotations

from itertools import pairwise

from guyub.books.line import questions
from guyub.books.line.measures import is_money
from guyub.books.line.tokens import Token
from guyub.books.line.wordlists import words
from guyub.kernel.words import Words

_CREDIT = words("pay paid_by unpaid credit remainder debt owe bon settle deposit move")
_ACTS = words("""
    sent_back back paid_by settle swap take_out sell buy pay wage receive move stow send lend borrow deposit
    give_back top_up withdraw disburse capital take add
""")
_ONLY_FIRST = words("set list daftar bantu start menu edit atur bantuan target lihat kategori jadwal batas")
_ALSO_DEEDS = words("daftar saldo")
# Of a language of programs: two of these are no record of money.
_PROGRAM = words("select insert update delete drop alter table from where into values union script create exec")


def without_heading(tokens: list[Token]) -> list[Token]:
    """The message without a first line such as `Laporan hari ini`, which only names what follows."""
    end = next((place for place, token in enumerate(tokens) if token.low == "\n"), 0)
    heading, rest = tokens[:end], tokens[end:]
    tags = {tag for token in heading for tag in token.tags}
    numbers = any(token.kind == "number" for token in heading)
    if "command" in tags and not numbers and not tags & (_ACTS | {"order", "wish", "ask"}) and any(map(is_money, rest)):
        return [token for token in heading if token.kind == "when"] + rest
    return tokens


def soften(tokens: list[Token]) -> None:
    """Settles words that only their surroundings explain, before anything is refused because of them."""
    content = [token for token in tokens if token.kind in {"word", "when", "number"}]
    paying = any(token.tags & {"pay", "paid_by", "move"} for token in content)
    owing = seen = later = False
    for first, second in pairwise(content):
        if "cut" in second.tags and first.tags & {"later", "wish"}:
            first.tags = frozenset({"filler"})  # nanti potong gaji
    for before, token in zip([None, *content], content, strict=False):
        owing = owing or "remainder" in token.tags
        if owing and (token.role == "plan" or token.tags & {"wish", "later"}):
            token.role, token.tags = ("due" if token.role == "plan" else ""), frozenset({"later"})
        tags = before.tags if before is not None else frozenset()
        seen = seen or is_money(token)
        if seen and before is not None and tags & {"wish", "later"} and token.tags & {"pay", "paid_by"}:
            before.tags = token.tags = frozenset({"unpaid"})  # jual kaos 90rb, besok bayar
        # kasbon 200rb potong gaji nanti, dipinjam Budi 500rb janji minggu depan
        later = later or "cut" in tags or bool(seen and content[0].tags & {"lend", "borrow", "kasbon"})
        if later and (token.role == "plan" or token.tags & {"wish", "later"}):
            token.role, token.tags = ("period" if token.role == "plan" else token.role), frozenset({"filler"})
        if token.role == "plan" and tags & _CREDIT:
            token.role = "due"
            if before is not None and tags & {"pay", "paid_by"} and before is not content[0]:
                before.tags = frozenset({"unpaid"})  # ambil kain 5jt, bayarnya bulan depan
        if "not_yet" in token.tags and paying and "phrase" not in token.tags:
            token.tags = frozenset({"unpaid"})
        if "later" in token.tags and tags & _CREDIT:
            token.tags = frozenset({"unpaid"})
        led = tags & {"balance", "via", "to", "from", "top_up"} or token.text == "DANA"
        if token.low == "dana" and (led or (seen and token is content[-1])):
            token.tags = frozenset({"ewallet"})


def refuse(tokens: list[Token]) -> Words | None:
    """Why the whole line records nothing, or None when it may."""
    words = [token for token in tokens if token.kind == "word"]
    tags: set[str] = set()
    for token in words:
        tags |= token.tags
    if len(_PROGRAM & {token.low for token in words}) > 1:
        return questions.not_a_record()
    first = next((token for token in words if not token.tags or not token.tags <= {"filler", "chat"}), None)
    return _asks(tokens, words, tags, first) or _plans(tokens, tags) or _commands(tokens, tags, first)


def _asks(tokens: list[Token], words: list[Token], tags: set[str], first: Token | None) -> Words | None:
    if any(token.low == "?" for token in tokens):
        return questions.an_order() if "order" in tags and "wish" in tags else questions.a_question()
    last = next((word for word in reversed(words) if not word.tags <= {"filler", "chat"} or not word.tags), None)
    if last is not None and "not_yet" in last.tags and len(words) > 1:  # sudah dicatat belum
        return questions.a_question()
    if "ask" in tags or (first is not None and "ask_first" in first.tags):
        return questions.a_question()
    if (
        not any(is_money(token) for token in tokens)
        and words
        and all(token.tags <= {"chat", "filler"} and token.tags for token in words)
    ):
        return questions.not_a_record()
    return None


def _plans(tokens: list[Token], tags: set[str]) -> Words | None:
    content = [token for token in tokens if token.kind in {"word", "when"}]
    promised = any("for" in a.tags and b.role in {"day", "date", "plan"} for a, b in pairwise(content))
    if "order" in tags and ("wish" in tags or promised):
        return questions.an_order()
    if "later" in tags and not tags & _CREDIT - {"pay", "move"} and "remainder" not in tags:
        return questions.not_happened()
    if "wish" in tags or any(token.role == "plan" for token in tokens):
        return questions.not_happened()
    if "not_yet" in tags and "unpaid" not in tags:
        return questions.not_happened()
    if "not" in tags and not tags & {"credit", "unpaid"}:
        return questions.not_happened()
    return None


def _commands(tokens: list[Token], tags: set[str], first: Token | None) -> Words | None:
    if "order" in tags and "chat" in tags and not tags & {"deposit", "sell"}:
        return questions.an_order()
    telling = first is not None and first.low in _ALSO_DEEDS and bool(tags & {"cost_item", "disburse"})
    if first is not None and "command" in first.tags and not tags & {"top_up", "capital"} and not telling:
        return questions.a_setting()
    if any("command" in token.tags and token.low not in _ONLY_FIRST for token in tokens) and not tags & (
        _ACTS | {"paid_by", "goods"}
    ):
        return questions.a_setting()
    if "balance" in tags and not tags & (_ACTS | {"top_up"}):
        return questions.a_setting()
    return None
