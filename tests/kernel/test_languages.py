"""A language is one catalogue in a folder: compiled by itself, and never the cause of a broken page."""

from __future__ import annotations

import gettext
import os
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from guyub.kernel import words
from guyub.kernel.languages import CATALOGUE, compiled, languages, name_of
from guyub.kernel.words import Days, Rupiah, _, show, show_rupiah_short, show_time

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
POLISH = r""""Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"
"""
DAY = date(2026, 12, 3)
HARD, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def add(folder: Path, code: str, text: str) -> Path:
    place = folder / code / CATALOGUE
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(HEAD + text)
    return place


def read(folder: Path, code: str) -> gettext.NullTranslations:
    assert compiled(code, folder)
    return gettext.translation("django", folder, [code])


@pytest.mark.parametrize(
    ("language", "number", "decimal", "short", "day", "time"),
    [
        ("id", "1.250.000", "0,94", f"Rp{HARD}28,6{HARD}jt", "3 Desember 2026", "14.05"),
        ("en", "1,250,000", "0.94", f"Rp{HARD}28.6{HARD}m", "3 December 2026", "14:05"),
        ("de", "1.250.000", "0,94", f"Rp{HARD}28,6{HARD}Mio.", "3. Dezember 2026", "14:05"),
        ("fr", f"1{NARROW}250{NARROW}000", "0,94", f"Rp{HARD}28,6{HARD}M", "3 décembre 2026", "14:05"),
        ("pt-br", "1.250.000", "0,94", f"Rp{HARD}28,6{HARD}mi", "3 de dezembro de 2026", "14:05"),
        # At home in Indonesia, so M is no million there, whatever Babel says.
        ("su", "1.250.000", "0,94", f"Rp{HARD}28,6{HARD}jt", "3 Désémber 2026", "14.05"),
        ("mad", "1.250.000", "0,94", f"Rp{HARD}28,6{HARD}jt", "3 Desember 2026", "14.05"),  # which Babel does not know
    ],
)
def test_numbers_money_and_days_are_written_as_each_language_writes_them(
    language: str, number: str, decimal: str, short: str, day: str, time: str
) -> None:
    assert show(1_250_000, language) == number
    assert show(Rupiah(-1_250_000), language) == f"\N{MINUS SIGN}Rp{HARD}{number}"
    assert show(Decimal("0.94"), language) == decimal
    assert show_rupiah_short(28_600_000, language) == short
    assert show(DAY, language) == day
    assert show(Days(DAY, DAY), language) == day
    assert day[-4:] in show(Days(DAY, date(2026, 12, 9)), language)
    assert show_time(14, 5, language) == time


def test_only_what_can_be_read_is_offered(tmp_path: Path) -> None:
    add(tmp_path, "jv", 'msgid "Simpan"\nmsgstr "Simpen"\n')
    broken = {
        "su": "bukan katalog",
        "ban": '"Content-Type: text/plain; charset=UTF-99\\n"\n',
        "min": '"Plural-Forms: nplurals=2; plural=entah;\\n"\n',
        "ace": '"Plural-Forms: nplurals=2; plural=n/(n-2);\\n"\n',
        "bug": 'msgid "Simpan"\nmsgstr[x] "Simpen"\n',
    }
    for code, text in broken.items():
        add(tmp_path, code, text)
    add(tmp_path, "bukan bahasa", "")
    add(tmp_path, "mad", '"X-Language-Name: Bhâsa Madhurâ\\n"\n')
    assert languages(tmp_path) == ["id", "jv", "mad"]
    assert [name_of(code, tmp_path) for code in ("jv", "mad", "xx")] == ["Jawa", "Bhâsa Madhurâ", "xx"]


def test_a_newer_text_is_compiled_again(tmp_path: Path) -> None:
    add(tmp_path, "jv", 'msgid "Simpan"\nmsgstr "Simpen"\n')
    assert read(tmp_path, "jv").gettext("Simpan") == "Simpen"
    ready = (tmp_path / "jv" / CATALOGUE).with_suffix(".mo")
    before = ready.stat().st_mtime
    text = add(tmp_path, "jv", 'msgid "Simpan"\nmsgstr "Simpenen"\n')
    os.utime(text, (before + 1, before + 1))
    assert compiled("jv", tmp_path)
    assert b"Simpenen" in ready.read_bytes()


@pytest.mark.parametrize("code", ["pl", "mad"])
def test_plurals_follow_the_catalogue(tmp_path: Path, code: str) -> None:
    three = 'msgid "%(n)s buah"\nmsgid_plural "%(n)s buah"\nmsgstr[0] "sztuka"\nmsgstr[1] "sztuki"\nmsgstr[2] "sztuk"\n'
    add(tmp_path, code, POLISH + three)
    catalogue = read(tmp_path, code)
    said = [catalogue.ngettext("%(n)s buah", "%(n)s buah", n) for n in (1, 3, 5, 12, 22)]
    assert said == ["sztuka", "sztuki", "sztuk", "sztuk", "sztuki"]


@pytest.mark.parametrize("code", ["pl", "mad"])
def test_a_sentence_takes_the_form_of_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    add(tmp_path, code, POLISH + 'msgid "Kurang %(n)s buah"\nmsgstr "Brak %(n)s {n:sztuki|sztuk|sztuki} {m:a|b}"\n')
    monkeypatch.setattr(words, "LOCALE_FOLDER", tmp_path)
    monkeypatch.setattr(words, "_catalogues", {})
    said = [words.render(_("Kurang %(n)s buah", n=n), code) for n in (1, 3, 22, Fraction(3, 2))]
    assert [each.split(" ", 2)[2] for each in said] == ["sztuki b", "sztuk b", "sztuk b", "sztuki b"]
    assert words.render(_("Kurang %(n)s buah", n=1), "id") == "Kurang 1 buah"


def test_a_translation_that_would_break_a_page_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(
        tmp_path,
        "jv",
        'msgid "Kurang %(n)s buah"\nmsgstr "Kirang %(m)s"\n\nmsgid "Sisa %(n)s"\nmsgstr "Turah %(n)"\n\n'
        'msgid "Jadi %(n)s"\nmsgstr "Dadi %(n)s"\n\nmsgid "Simpan"\nmsgstr "%(n)s"\n',
    )
    monkeypatch.setattr(words, "LOCALE_FOLDER", tmp_path)
    monkeypatch.setattr(words, "_catalogues", {})
    sentences = [_("Kurang %(n)s buah", n=1500), _("Sisa %(n)s", n=2), _("Jadi %(n)s", n=3), _("Simpan"), _("Batal")]
    assert [words.render(each, "jv") for each in sentences] == [
        "Kurang 1.500 buah", "Sisa 2", "Dadi 3", "Simpan", "Batal",
    ]  # fmt: skip
