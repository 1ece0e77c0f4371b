"""Nothing said to people is written past the translations, and one word is said one way everywhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "src/guyub"

TRANSLATED = re.compile(
    r"(?s){%-?\s*blocktrans.*?endblocktrans\w*\s*%}|{%\s*comment.*?endcomment\s*%}|{#.*?#}"
    r"|{%\s*block body_class.*?endblock\s*%}"
)
TAG = re.compile(r"(?s){%.*?%}|{{.*?}}")
ELEMENT = re.compile(r"(?s)<(?:script|style|code)\b.*?</(?:script|style|code)>|<!--.*?-->|<[^>]*>")
SPOKEN = re.compile(r"""\b(?:aria-label|title|alt|placeholder|label)\s*=\s*(["'])(.*?)\1""", re.DOTALL)
# A text handed to a part: label="Simpan" instead of label=_("Simpan").
HANDED = re.compile(r"""\b(?:label|title|text|note|example|help|sub|status|caption|name)=(["'])([^"']*)\1""")
LETTERS = re.compile(r"[^\W\d_]{2}")
ENTITY = re.compile(r"&\w+;")
# Names, which no language translates.
NAMES = re.compile(r"\b(?:Guyub|Rp|WhatsApp|QRIS|English|Indonesia|kodi|lusin|gross)\b")
SAYING = {"success", "error", "warning", "info", "add_error"}
PROBLEMS = {"Problem", "Conflict", "NotAllowed", "ValidationError", "Doubtful"}
SHOWN = {"label", "help_text", "empty_label", "placeholder", "description"}


def _letters(text: str) -> bool:
    return bool(LETTERS.search(ENTITY.sub("", NAMES.sub("", text))))


def _loose(page: str) -> Iterator[str]:
    """What a template says without translating it."""
    rest = TRANSLATED.sub("", page)
    for tag in TAG.findall(rest):
        yield from (text for __, text in HANDED.findall(tag) if (_letters(text) and " " in text) or text.istitle())
    bare = TAG.sub("", rest)
    yield from (text for __, text in SPOKEN.findall(bare))
    yield from ELEMENT.sub("\n", bare).splitlines()


def test_no_template_says_anything_past_the_translations() -> None:
    # The page of parts shows invented names.
    pages = [path for path in PACKAGE.rglob("*.html") if path.name != "ui.html"]
    loose = [f"{page.relative_to(PACKAGE)}: {text.strip()}" for page in pages for text in _loose(page.read_text())]
    told = [each for each in loose if _letters(each.partition(": ")[2])]
    assert not told, "\n".join(told)


def _literal(node: ast.expr | None) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _said(call: ast.Call) -> Iterator[str]:
    """The texts of a call that people will read, as far as they stand there as they are."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in SAYING and len(call.args) > 1:
        yield _literal(call.args[1])
    if name in PROBLEMS and call.args:
        yield _literal(call.args[0])
    for keyword in call.keywords:
        if keyword.arg in SHOWN:
            yield _literal(keyword.value)
        if keyword.arg == "choices" and isinstance(keyword.value, ast.List | ast.Tuple):
            pairs = (each for each in keyword.value.elts if isinstance(each, ast.Tuple) and len(each.elts) == 2)
            yield from (_literal(pair.elts[1]) for pair in pairs)


def test_no_page_form_or_action_says_anything_past_the_translations() -> None:
    told = []
    for path in PACKAGE.rglob("*.py"):
        # The models explain themselves to who reads the code; the API's documents and the demo's names are English.
        if {"migrations", "models", "api", "commands"} & {*path.parts, path.stem}:
            continue
        calls = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
        told += [f"{path.relative_to(PACKAGE)}: {text}" for call in calls for text in _said(call) if _letters(text)]
    assert not told, "\n".join(told)


STRING = re.compile(r"""(?<![\w\\])("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)""")
REMARK = re.compile(r"(?s)/\*.*?\*/|(?<!:)//[^\n]*")
# What scripts say to the browser: names of its objects, methods, selectors and classes.
CODE = re.compile(r"use strict|<[^>]*>?|\$\{[^}]*\}|\[[^\]]*\]|\b[A-Z][a-z]+[A-Z]\w*|\b[A-Z]{3,}\b")
HTML = {"input", "select", "textarea", "button", "not", "form", "main", "type", "html", "details", "summary", "script"}
SENTENCE = re.compile(r"^[A-Z][a-z]+[.!?]?$|[^\W\d_]{2,}[,.!?]? [^\W\d_]{2,}")


def test_scripts_hold_no_words_of_their_own() -> None:
    """They get what they say from the page or from the catalogue made for them."""
    told = []
    classes = set(re.findall(r"\.([a-z][\w-]*)", (PACKAGE / "web/static/guyub.css").read_text()))
    scripts = [path for path in PACKAGE.rglob("*.js") if "min" not in path.suffixes and path.stem != "htmx"]
    for path in scripts:
        for text in STRING.findall(REMARK.sub("", path.read_text())):
            inner = CODE.sub("", NAMES.sub("", text[1:-1]))
            strange = set(re.findall(r"[^\W\d_]{2,}", inner)) - classes - HTML
            if strange and SENTENCE.search(inner.strip()):
                told.append(f"{path.relative_to(PACKAGE)}: {inner}")
    assert not told, "\n".join(told)


# ---- the glossary


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (PACKAGE / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file)


# Everyday words with more than one sense, for which no one English word would be right.
MANY_SENSES = {
    "barang", "jadi", "periksa", "hasil", "catat", "bagi", "bagian", "saldo", "cara", "sanggup", "menyanggupi",
    "kemampuan", "usaha", "dipegang", "utang", "kiriman", "masukkan", "alat", "aturan", "ongkos", "gagal", "bahan",
    "catatan", "terkirim",
}  # fmt: skip
# Sentences that say it otherwise, and why that is well.
OTHERWISE = (
    "Ada yang ditolak pembeli", "12 (", "mutu sebelum dikirim", "sampai semua sama rata", "sama rata",
    "menurut kesepakatan", "bukan nomor", "uang masuk atau keluar",
    "untuk rumah tangga", "langsung bayar", "Bayar upah 4", "pelanggan",
    "Pinjaman uang", "pinjaman yang", "barang dalam proses", "buku rapat", "buku terbuka", "Contoh:", "Langkah kerja",
    "barang jadi kini", "tugas tetap", "Cocokkan lagi", "Pesan", "Titipan", "jasa sentra", "pihak kami",
)  # fmt: skip
HEADING = re.compile(r"^## (.+)$|^\| ([^|]+) \| ([^|]+) \|", re.MULTILINE)


def glossary() -> dict[str, list[str]]:
    """Of each Indonesian word its English ones."""
    text = (PROJECT / "docs/reference/glossary.md").read_text()
    known: dict[str, list[str]] = {}
    for __, indonesian, english in HEADING.findall(text):
        words = [re.sub(r"[*()]", "", word).strip().lower() for word in re.split(r"[;,]", english)]
        for term in indonesian.split(","):
            if term.strip() not in {"", "Indonesian", "---"}:
                known.setdefault(term.strip().lower(), []).extend(words)
    return known


def _sayings(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    for message in catalogue:
        if message.id and message.string:
            ids = (message.id,) if isinstance(message.id, str) else message.id
            said = (message.string,) if isinstance(message.string, str) else message.string
            yield str(ids[0]), str(said[-1])


def _says(said: str, phrase: str) -> bool:
    """Whether a sentence holds the words of a phrase, also in another form: deliver(y), invoice(d), publish(ed)."""
    return all(word[: max(4, len(word) - 2)] in said.lower() for word in phrase.split())


def test_a_word_of_the_glossary_is_said_the_same_way_everywhere(english: Catalog) -> None:
    sayings, wrong = list(_sayings(english)), []
    for term, words in glossary().items():
        if term in MANY_SENSES:
            continue
        whole = re.compile(rf"\b{re.escape(term)}\b", re.IGNORECASE)
        for indonesian, said in sayings:
            if not whole.search(indonesian) or any(each in indonesian for each in OTHERWISE):
                continue
            if not any(_says(said, phrase) for phrase in words):
                wrong.append(f"{term} ({', '.join(words)}): {indonesian[:80]} => {said[:80]}")
    assert not wrong, "\n".join(wrong)


# What was said in two ways once. The word, and what it is not called.
NOT_CALLED = {
    "biaya": "expense|charge",
    "batalkan": "take .*back|took back",
    "dibatalkan": "taken back|withdrawn already",
    "kasbon": "wage advance",
    "omzet": r"\bsales of|year's sales",
    "mutasi": "lines (of|from) the bank",
    "lusin": "dozen",
}


def test_no_word_has_its_old_second_name(english: Catalog) -> None:
    wrong = [
        f"{indonesian[:80]} => {said[:80]}"
        for indonesian, said in _sayings(english)
        for term, old in NOT_CALLED.items()
        if re.search(rf"\b{term}\b", indonesian, re.IGNORECASE) and re.search(old, said, re.IGNORECASE)
    ]
    assert not wrong, "\n".join(wrong)


# A sentence that Django translates, in a file that calls Django's function by its name or `_`.
PAST_WORDS = r"(?s)gettext\(%(said)s|gettext(?:_lazy)? as _\b.*[^.\w]_\(%(said)s"


def test_a_form_for_a_number_is_chosen_only_where_somebody_chooses(english: Catalog) -> None:
    """`{n:piece|pieces}` names a number of its sentence, has a form for one and for many, and is rendered as Words."""
    code = {file: re.sub(r'"\s*\n\s*"', "", file.read_text()) for file in (PROJECT / "src").rglob("*.py")}
    pages = [file.read_text() for file in (PROJECT / "src").rglob("*.html")]
    found = 0
    for message in english:
        choices = re.findall(r"\{(\w+):([^{}]*)\}", str(message.string)) if isinstance(message.id, str) else []
        for name, forms in choices:
            found += 1
            assert f"%({name})s" in str(message.id), message.id
            assert len(set(forms.split("|"))) == 2, message.string
        if choices:
            in_a_page = re.sub(r"%\((\w+)\)s", r"{{ \1 }}", str(message.id))
            assert not any(in_a_page in page for page in pages), message.id
            assert not any(
                re.search(PAST_WORDS % {"said": re.escape(f'"{message.id}"')}, text) for text in code.values()
            ), message.id
    assert found > 40
