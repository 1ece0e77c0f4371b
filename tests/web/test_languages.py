"""Another language is one file; every page can then be read in it, and none says anything that is not translated."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import CharField, JSONField, TextField
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.formats import date_format, localize
from django.utils.translation import override, trans_real
from tests.browser.test_pages import Places, places  # noqa: F401 - a fixture
from tests.support import people, pseudo

from guyub.kernel import words
from guyub.kernel.languages import CATALOGUE, FOLDER, MONTHS_ID, languages, name_of
from guyub.people.models import User
from guyub.web import example_pictures, examples

WORD = re.compile(r"[^\W\d_]{2,}")
# Said in every language alike: names, signs of money, abbreviations of law, what machines read.
EVERYWHERE = {"guyub", "indonesia", "english", "bahasa", "tanda", "rp", "jt", "rb", "pp"}
SHORT = re.compile(r"[A-Z]{2}|[0-9a-f]{8,}")  # initials, fingerprints
NAMES = re.compile(r"\b[A-Z]\w+")


@pytest.fixture
def marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The application with one more file in its folder of languages."""
    (tmp_path / "en" / "LC_MESSAGES").mkdir(parents=True)
    shutil.copy(FOLDER / "en" / CATALOGUE, tmp_path / "en" / CATALOGUE)
    pseudo.write_pseudo(tmp_path)
    monkeypatch.setattr(words, "LOCALE_FOLDER", tmp_path)
    monkeypatch.setattr(words, "_catalogues", {})
    found = [(code, name_of(code, tmp_path)) for code in languages(tmp_path)]
    with override_settings(LANGUAGES=found, LOCALE_PATHS=[tmp_path]):
        yield


def data_words() -> set[str]:
    """Every word that somebody wrote into the database."""
    found: set[str] = set()
    for model in apps.get_models():
        names = [each.name for each in model._meta.fields if isinstance(each, CharField | TextField | JSONField)]
        for row in model._default_manager.values_list(*names) if names else ():
            found |= {word.casefold() for value in row for word in WORD.findall(str(value))}
    return found


@pytest.mark.django_db
def test_a_language_is_added_by_one_file_and_remembered(marked: None) -> None:
    assert dict(settings.LANGUAGES) == {"id": "Indonesia", "en": "English", "xx": pseudo.NAME}
    user = people.stranger("Bu Sri")
    client = people.signed_in(user)
    page = client.get("/").content.decode()
    assert f'value="xx" lang="xx">{pseudo.NAME}</button>' in page
    assert "<details" in page, "three languages are a list"
    client.post(reverse("choose_language"), {"language": "xx", "next": "/lainnya/"})
    assert '<html lang="xx"' in client.get("/").content.decode()
    user.refresh_from_db()
    assert user.language == "xx"
    elsewhere = Client(headers={"accept-language": "en"})
    elsewhere.force_login(user)
    assert '<html lang="xx"' in elsewhere.get("/").content.decode(), "remembered on another phone"
    assert words.render(words._("Simpan"), "xx") == "⟦Simpan⟧"


def test_a_language_nobody_knows_writes_days_and_numbers_as_indonesian_does(marked: None) -> None:
    with override("xx"):
        assert date_format(date(2026, 10, 3)) == "3 Oktober 2026"
        assert date_format(date(2026, 10, 3), "D j M") == "Sab 3 Okt"
        assert localize(0.5) == "0,5"
    with override("en"):
        assert (date_format(date(2026, 10, 3), "j F Y"), localize(0.5)) == ("3 October 2026", "0.5")


@pytest.mark.django_db(transaction=True)
def test_no_page_says_anything_that_is_not_translated(
    marked: None,
    places: Places,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Read in a language that puts marks round whatever is translated: nothing but data and names stands outside."""
    monkeypatch.setitem(vars(trans_real)["_translations"], "xx", pseudo.Marking())
    monkeypatch.setitem(words._catalogues, "xx", pseudo.Marking())
    User.objects.update(language="xx")
    sources = "".join(Path(str(each.__file__)).read_text() for each in (examples, example_pictures))
    invented = {name.casefold() for name in NAMES.findall(sources)}
    known = data_words() | EVERYWHERE | invented | {month.casefold() for month in MONTHS_ID} | _short_months()
    opened = {who: _paths(places, who) for who in places.pages}
    opened["anybody"] += [reverse(name) for name in ("home", "account_login")]
    opened["owner"] += [reverse(name) for name in ("more", "account_change_password")]
    complaints: set[str] = set()
    for who, paths in opened.items():
        client = people.signed_in(places.user(who), language="xx")
        for path in paths:
            response = client.get(path)
            assert response.status_code == 200, path
            for text in pseudo.unmarked(response.content.decode()):
                whole = re.sub(r"\w+…", "", text)  # a name that was cut short in a picture
                words_left = WORD.findall(re.sub(rf"\b({SHORT.pattern})\b", "", whole))
                if strange := {word for word in words_left if word.casefold() not in known}:
                    complaints.add(f"{response.resolver_match.url_name}: {text[:90]} {sorted(strange)[:4]}")
    assert not complaints, "\n".join(sorted(complaints))


def _paths(opened: Places, who: str) -> list[str]:
    return [reverse(name, args=arguments) + query for name, arguments, query in opened.pages[who]]


def _short_months() -> set[str]:
    return {month[:3].casefold() for month in MONTHS_ID} | {"agu", "agt"}


def test_a_text_outside_all_marks_is_found() -> None:
    page = """<p title="⟦Ya⟧">⟦Ada <b>7</b> buah⟧ lagi</p><img alt="Gambar"><script>var tidak</script>⟦a⟦b⟧c⟧"""
    assert sorted(pseudo.unmarked(page)) == ["Gambar", "lagi"]
