"""The words of a line with their meanings: looked up, without affixes, or corrected when misspelled."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from guyub.books.line import trades
from guyub.books.line.nouns import COSTS, COUNTED, LOOSE, NAMES, THINGS
from guyub.books.line.numerals import NUMBER_WORDS, SCALE_WORDS
from guyub.books.line.phrases import PHRASES
from guyub.books.line.reading import Known
from guyub.books.line.tokens import NO_TAGS, Token, unstretched
from guyub.books.line.units import ONE_OF, UNIT_OF
from guyub.books.line.verbs import NEVER_CORRECTED, VERB_STEMS, WORDS
from guyub.books.line.wordlists import words

# Shorthand of SMS and chat, as the word it stands for.
SHORT = {
    "blm": "belum", "blum": "belum", "byr": "bayar", "dibyr": "dibayar", "bl": "beli", "bli": "beli", "jl": "jual",
    "utk": "untuk", "dgn": "dengan", "dg": "dengan", "sm": "sama", "ama": "sama", "dr": "dari", "dri": "dari",
    "tdk": "tidak", "gk": "gak", "yg": "yang", "krn": "karena", "tlg": "tolong", "dpt": "dapat", "dapet": "dapat",
    "sdh": "sudah", "udh": "sudah", "udah": "sudah", "pk": "pakai", "pke": "pakai", "pake": "pakai", "duit": "uang",
    "hutang": "utang", "htg": "utang", "htang": "utang", "krj": "kerja", "karywn": "karyawan", "brg": "barang",
    "plgn": "pelanggan", "tf": "transfer", "trf": "transfer", "stor": "setor", "bgt": "banget", "thd": "terhadap",
    "kpd": "kepada", "bwt": "buat", "dpn": "depan", "rmh": "rumah", "skolah": "sekolah", "ank": "anak", "tk": "toko",
    "jg": "juga", "trs": "terus", "trus": "terus", "spr": "separuh", "mdl": "modal", "jt2": "juta", "ngambil": "ambil",
    "lwt": "lewat", "belon": "belum", "blon": "belum", "lom": "belum", "blom": "belum", "pengambilan": "ambil",
    "penyetoran": "setor", "penarikan": "tarik", "pengiriman": "kirim", "peminjaman": "pinjam", "penyewaan": "sewa",
    "pengembalian": "kembali", "pencairan": "cair", "penambahan": "tambah", "pemberian": "kasih", "wesi": "besi",
    "klambi": "baju", "iwak": "ikan", "pitik": "ayam", "hayam": "ayam", "beas": "beras", "banyu": "air", "cai": "air",
    "lawe": "benang", "bolah": "benang", "jarit": "jarik", "acuk": "baju", "baso": "bakso", "kantun": "sisa",
    "calana": "celana", "kalambi": "baju", "raksukan": "baju", "lawon": "kain", "boeh": "kain",
    "kai": "kayu", "tiyang": "orang", "jalmi": "orang", "jelema": "orang", "jait": "jahit",
    "bensen": "bensin", "dhuwit": "uang", "artos": "uang", "bln": "bulan", "thn": "tahun", "pjk": "pajak",
    "kirm": "kirim", "krm": "kirim", "ongkr": "ongkir", "bhn": "bahan", "plg": "pelanggan", "blnj": "belanja",
    "blanja": "belanja", "grab-bike": "grab", "bayr": "bayar", "byar": "bayar", "langgnan": "langganan",
}  # fmt: skip
_ENDINGS = ("nya", "lah", "ku", "mu", "ne", "na", "in", "an", "e", "kan", "i", "ipun", "eun", "keun")
_BEGINNINGS = ("di", "nge", "ng", "me", "ter", "ke", "di", "ny", "m", "n")
# A slip of the keyboard is not taken for one of these.
_NO_AIM = words("""
    balance filler chat title at to from with by for via and then self percent command ask ask_first loose counted
    money not
""")


def _lexicon() -> dict[str, frozenset[str]]:
    meanings: dict[str, set[str]] = {}

    def learn(tags: set[str], listed: str) -> None:
        for word in listed.split():
            meanings.setdefault(word, set()).update(tags)

    for tag, listed in WORDS.items():
        learn({tag}, listed)
    for category, listed in COSTS.items():
        learn({"cost_item", "cost:" + category}, listed)
    for stems in VERB_STEMS.split():
        for form in active(stems):
            if form not in meanings:
                learn(meanings[stems], form)
    for tag, listed in THINGS.items():
        learn({tag}, listed)
    learn({"loose"}, " ".join(LOOSE))
    learn({"counted"}, " ".join(COUNTED))
    _learn_trades(meanings)
    return {word: frozenset(tags) for word, tags in meanings.items()}


def _learn_trades(meanings: dict[str, set[str]]) -> None:
    """The longer lists of things: they tell of words that have no meaning yet."""
    running = [({"cost_item", "cost:" + category}, listed) for category, listed in trades.RUNNING.items()]
    work = " ".join(form for word in trades.WORK.split() for form in worked(word))
    for tags, listed in (
        ({"household"}, trades.HOUSEHOLD),
        *running,
        ({"cost_item", "cost:food"}, trades.FOOD),
        ({"asset"}, trades.TOOLS),
        ({"material"}, trades.MATERIALS),
        ({"goods"}, trades.GOODS),
        ({"piece_work"}, work),
        ({"worker"}, " ".join("pe" + _formal(word) for word in trades.WORK.split())),
    ):
        for word in listed.split():
            if word not in UNIT_OF and word not in NUMBER_WORDS:
                meanings.setdefault(word, set()).update(tags if not meanings.get(word) else ())
    for tag, listed in (("premises", trades.PREMISES), ("dish", trades.DISHES), ("edible", trades.EDIBLE)):
        for word in listed.split():
            meanings.setdefault(word, set()).add(tag)


_NASALS = {"p": "m", "t": "n", "k": "ng", "s": "ny", "b": "mb", "d": "nd", "j": "nj", "c": "ny", "g": "ngg"}


def _nasal(word: str) -> str:
    """The spoken form: nyetor, motong, ngirim, njual."""
    return "ng" + word if word[0] in "aiueo" else _NASALS.get(word[0], "nge" + word[0]) + word[1:]


def _formal(word: str) -> str:
    """What follows `me` or `pe` in writing: menyetor, membeli, pemotong."""
    return _ADDED.get(word[0], "") + word if word[0] in "bdjclrwym" else _nasal(word)


def active(word: str) -> Iterator[str]:
    """What an acting verb becomes in writing: `setor` is also menyetor, menyetorkan, penyetoran, nyetorin."""
    nasal, formal = _nasal(word), _formal(word)
    for form in (nasal, "me" + formal, "di" + word if word in _SAME_PASSIVE else nasal):
        yield from (form + ending for ending in ("", "in", "kan", "i", "nya"))
    yield from ("pe" + formal + "an", word + "kan", word + "in", word + "nya")


_ADDED = {"b": "m", "d": "n", "j": "n", "c": "n"}
_SAME_PASSIVE = words("setor simpan tarik kirim cicil angsur potong titip bon tabung")


def worked(word: str) -> Iterator[str]:
    """What a verb becomes in speech: `potong` is also motong, memotong, ngepotong, dipotong, motongin, dipotongke."""
    nasal = _nasal(word)
    for form in (nasal, "me" + nasal, "nge" + word, "di" + word):
        yield from (form + ending for ending in ("", "in", "an", "kan", "ke", "ake", "keun"))
    yield from (word + ending for ending in ("", "in", "kan", "ke", "no", "keun"))


LEXICON = _lexicon()


Phrase = tuple[tuple[str, ...], frozenset[str]]


def _phrases() -> dict[str, dict[str, list[Phrase]]]:
    """Phrases by first and second word, longest first; one that stands under two meanings has both."""
    meanings: dict[tuple[str, ...], set[str]] = {}
    for tag, phrases in PHRASES.items():
        for phrase in phrases.split(";"):
            parts = tuple(SHORT.get(word, word) for word in phrase.split())
            meanings.setdefault(parts, set()).add(tag)
    for word, own in LEXICON.items():
        if "-" in word and all(word.split("-")):
            meanings.setdefault(tuple(word.split("-")), set()).update(own)
    found: dict[str, dict[str, list[Phrase]]] = {}
    for parts, tags in sorted(meanings.items(), key=lambda phrase: -len(phrase[0])):
        second = parts[1] if len(parts) > 1 else ""
        found.setdefault(parts[0], {}).setdefault(second, []).append((parts, frozenset(tags)))
    return found


_BY_FIRST = _phrases()
_PHRASE_WORDS = {
    word
    for by_second in _BY_FIRST.values()
    for phrases in by_second.values()
    for parts, __ in phrases
    for word in parts
}
_KNOWN_WORDS = frozenset({*_PHRASE_WORDS, *LEXICON, *NUMBER_WORDS, *SCALE_WORDS, *UNIT_OF, *ONE_OF, *SHORT, *NAMES})


def _aims() -> dict[str, list[str]]:
    """What a misspelling may be corrected to, by first letter. Short words are too near to each other."""
    by_letter: dict[str, list[str]] = {}
    for word, tags in LEXICON.items():
        plain = len(word) >= 5 and word.isalpha() and tags != {"piece_work"}
        if plain and word not in NEVER_CORRECTED and not tags <= _NO_AIM:
            by_letter.setdefault(word[0], []).append(word)
    return by_letter


_AIMS = _aims()
_BY_CONSONANTS: dict[str, list[str]] = {}
for _aims_of in _AIMS.values():
    for _aim in _aims_of:
        _BY_CONSONANTS.setdefault("".join(letter for letter in _aim if letter not in "aeiou"), []).append(_aim)
_BY_CONSONANTS.update(gj=["gaji"], ph=["upah"], mbl=["ambil"], strn=["setoran"], pnjm=["pinjam"], trm=["terima"])
# Short verbs are misspelled as often as long ones; these are far enough from everything else.
_SHORT_SLIPS = {
    "juall": "jual", "jula": "jual", "juak": "jual", "jaul": "jual", "blei": "beli", "beil": "beli", "belo": "beli",
    "bei": "beli", "beki": "beli", "byara": "bayar", "gjai": "gaji", "gji": "gaji", "utnag": "utang", "hutagn": "utang",
    "htuang": "utang", "hutnag": "utang", "uatng": "utang", "utag": "utang", "kasbn": "kasbon", "bayra": "bayar",
    "abyar": "bayar", "baayr": "bayar", "juaal": "jual", "upha": "upah", "mdoal": "modal", "ambi": "ambil",
    "ambli": "ambil", "trima": "terima", "setro": "setor", "pijnam": "pinjam", "pinjma": "pinjam",
}  # fmt: skip


def name(tokens: list[Token], known: Known) -> list[Token]:
    """The words with their meanings, phrases as one token. Words that are no longer as written are `corrected_to`."""
    tokens = _without_points(tokens)
    shouting = not any(token.kind == "word" and token.text.islower() for token in tokens)
    for place, token in enumerate(tokens):
        if token.kind == "word":
            _look_up(tokens, place, known, shouting=shouting)
    return _join_phrases(tokens)


_ABBREVIATED = words("h hj p b bp bpk ny tn sdr sdri k drs dr ir ibu pak bu mas")


def _without_points(tokens: list[Token]) -> list[Token]:
    """`H. Oman` is H Oman: the point after a short title says nothing."""
    if not any(token.low == "." for token in tokens):
        return tokens
    return [
        token
        for place, token in enumerate(tokens)
        if token.low != "."
        or not 0 < place < len(tokens) - 1
        or tokens[place - 1].low not in _ABBREVIATED
        or not tokens[place + 1].text[:1].isupper()
    ]


def _look_up(tokens: list[Token], place: int, known: Known, *, shouting: bool) -> None:
    token = tokens[place]
    low = SHORT.get(token.low, token.low)
    tags = LEXICON.get(low)
    if low in known.roles and low not in LEXICON:
        token.tags = frozenset({"name"})
        return
    if low in known.product_words:
        token.tags = frozenset({"goods"}) | (tags or NO_TAGS)
        return
    if tags is None and low in known.customs:
        token.tags = frozenset({"goods"})
        return
    if tags is not None:
        token.low, token.tags = low, tags
        return
    if low in UNIT_OF or low in ONE_OF or low in SCALE_WORDS:
        token.low = low
        return
    token.tags = _guess(tokens, place, known, shouting=shouting)


def _guess(tokens: list[Token], place: int, known: Known, *, shouting: bool) -> frozenset[str]:
    """The meaning of a word that is in no table: by its stem, as a name, or as a misspelling."""
    token = tokens[place]
    stem = _stem(token.low)
    if stem is not None:
        if "family" in LEXICON[stem] and ("2" in token.low or "-" in token.low):
            return words("friend")  # anak2, ibu-ibu: several people, and so not one's own
        token.low = stem
        return LEXICON[stem]
    if token.low in NAMES or (place > 0 and token.text[:1].isupper() and not shouting):
        return words("name")
    before = tokens[place - 1].tags if place else NO_TAGS
    named_next = "title" in before or (len(before) == 1 and before & {"to", "from"})
    if named_next or len(token.low) < 3 or token.low in NEVER_CORRECTED:
        return NO_TAGS
    return _mended(token, known)


def _mended(token: Token, known: Known) -> frozenset[str]:
    """The meaning of a misspelled word: one of the owner's own goods first, then of the vocabulary."""
    product = _nearest(token.low, known.product_aims) if known.product_aims else None
    if product is not None:
        token.corrected_to = product
        return frozenset({"goods"})
    right = corrected(token.low)
    if right is None:
        return NO_TAGS
    token.corrected_to = token.low = right
    return LEXICON[right]


_OF_VERBS = words("in kan i keun eun")
_OF_NOUNS = words(
    "authority family shop lender customer supplier material goods asset household marketplace account title"
)


@lru_cache(maxsize=4096)
def _stem(word: str) -> str | None:
    """The word without held-down letters, doubling (`jual2an`, `sayur-sayuran`), endings and beginnings."""
    plain = unstretched(word)
    if "2" in plain:
        plain = plain.partition("2")[0]
    if "-" in plain:
        first, __, last = plain.partition("-")
        plain = first if first in LEXICON else last if first[:3] == last[:3] else plain
    if plain != word and plain in LEXICON:
        return plain
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 4 and plain[: -len(ending)] in LEXICON:
            if ending in _OF_VERBS and LEXICON[plain[: -len(ending)]] & _OF_NOUNS:
                continue  # desain is no desa
            return SHORT.get(plain[: -len(ending)], plain[: -len(ending)])
    for beginning in _BEGINNINGS[:4]:
        rest = plain[len(beginning) :]
        if plain.startswith(beginning) and len(rest) >= 4 and LEXICON.get(rest, _NONE) & _VERBS:
            return rest
    return None


_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {
    key: row[max(0, place - 1) : place] + row[place + 1 : place + 2] for row in _ROWS for place, key in enumerate(row)
}
_NONE: frozenset[str] = frozenset()
_VERBS = words("sell buy settle move stow wage instalment order cancel send back")


@lru_cache(maxsize=4096)
def corrected(word: str) -> str | None:
    """The word of the vocabulary that `word` is a misspelling of, if there is just one meaning it may have."""
    slip = _SHORT_SLIPS.get(word)
    if slip is not None:
        return slip
    if word in NEVER_CORRECTED or word in _KNOWN_WORDS or not word.isalpha() or not 2 < len(word) <= 20:
        return None
    return _without_vowels(word) or (_nearest(word, tuple(_AIMS.get(word[0], ()))) if len(word) > 4 else None)


def _consonants(word: str) -> str:
    return "".join(letter for letter in word if letter not in "aeiou")


def _without_vowels(word: str) -> str | None:
    """`gji`, `krywn`: a word of SMS, written with its consonants and few of its vowels."""
    if len(word) - len(_consonants(word)) > (1 if len(word) > 3 else 0):
        return None
    full = [aim for aim in _BY_CONSONANTS.get(_consonants(word), ()) if len(aim) > len(word) and _within(word, aim)]
    return full[0] if full and len({LEXICON[aim] for aim in full}) == 1 else None


def _within(short: str, full: str) -> bool:
    letters = iter(full)
    return all(letter in letters for letter in short)


def _nearest(word: str, aims: tuple[str, ...]) -> str | None:
    most = 1 if len(word) < 8 else 2
    near = [aim for aim in aims if abs(len(aim) - len(word)) <= most]
    found = process.extract(word, near, scorer=OSA.distance, score_cutoff=most, limit=4)
    if not found:
        return None
    best = min(distance for _aim, distance, _at in found)
    right = [aim for aim, distance, _at in found if distance == best and _a_slip(word, aim)]
    if not right:
        return None
    right = [aim for aim in right if _consonants(aim) == _consonants(word)] or right  # vowels are what is left out
    if len({LEXICON.get(aim, NO_TAGS) for aim in right}) > 1:
        return None
    return right[0]


def _a_slip(word: str, aim: str) -> bool:
    """Is it a slip of the fingers? In a short word another letter makes another word (rapat, rabat), unless its key is
    next to the right one."""
    if len(word) != len(aim) or sorted(word) == sorted(aim):
        return True
    wrong = [(a, b) for a, b in zip(word, aim, strict=True) if a != b]
    return len(word) > 5 and all(b in _BESIDE.get(a, "") for a, b in wrong)


def _join_phrases(tokens: list[Token]) -> list[Token]:
    result: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        phrases = _BY_FIRST.get(token.low) or _BY_FIRST.get(token.text.lower()) if token.kind == "word" else None
        length = _phrase_length(tokens, place, phrases) if phrases else None
        if length is None:
            result.append(token)
            place += 1
            continue
        count, tags = length
        last = tokens[place + count - 1]
        token.text = " ".join(part.text for part in tokens[place : place + count])
        token.low = " ".join(part.low for part in tokens[place : place + count])
        token.tags, token.span = tags | frozenset({"phrase"}), (token.span[0], last.span[1])
        result.append(token)
        place += count
    return result


def _is(token: Token, word: str) -> bool:
    """Is it this word, as it was written or by its stem?"""
    return token.kind == "word" and (token.low == word or token.text.lower() == word)


def _phrase_length(
    tokens: list[Token], place: int, by_second: dict[str, list[Phrase]]
) -> tuple[int, frozenset[str]] | None:
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is not None and following.kind == "word":
        low, written = following.low, following.text.lower()
        for second in (low, written) if low != written else (low,):
            for phrase, tags in by_second.get(second, ()):
                count = len(phrase)
                if place + count <= len(tokens) and all(_is(tokens[place + i], phrase[i]) for i in range(2, count)):
                    return count, tags
    return (1, by_second[""][0][1]) if "" in by_second else None
