"""The shell and its parts: what every page says about itself, and that it can be read in any light."""

from __future__ import annotations

import gzip
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation
from tests.support import people
from tests.support.world import World

from guyub import web
from guyub.kernel.words import Rupiah, _
from guyub.web.context import shell
from guyub.web.templatetags import guyub

STATIC = Path(web.__file__).parent / "static"
STYLES = "".join((STATIC / f"{name}.css").read_text() for name in ("guyub", "print"))


def shown(source: str, **context: Any) -> str:
    return Template(source).render(Context(context))


def test_every_class_of_the_stylesheet_is_used() -> None:
    folder = STATIC.parents[1]
    sources = [*folder.rglob("*.html"), *folder.rglob("*.py"), folder.parents[1] / "docs/reference/look.md"]
    used = set(re.findall(r"[\w-]+", " ".join(source.read_text() for source in sources)))
    kinds = {f"{sort}-{word}" for word in used for sort in "cl"}  # a surface or a line of a picture
    classes = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"/\*.*?\*/", "", STYLES, flags=re.DOTALL)))
    assert classes - used - kinds == set()


def test_every_icon_that_is_asked_for_is_drawn() -> None:
    asked = set(re.findall(r'{% icon "(\w+)" %}', " ".join(p.read_text() for p in STATIC.parents[1].rglob("*.html"))))
    assert asked <= set(re.findall(r'<symbol id="(\w+)"', (STATIC / "icons.svg").read_text()))


# ---- the shell


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/masuk/", "/ui/", "/tidak-ada/"])
def test_a_page_says_its_language_and_has_one_heading_and_a_way_to_skip(path: str) -> None:
    page = Client(headers={"accept-language": "en"}).get(path).content.decode()
    assert '<html lang="en"' in page
    assert page.count("<h1") == 1
    assert '<a class="skip" href="#isi">' in page
    assert '<main id="isi"' in page


@pytest.mark.django_db
def test_a_signed_in_person_finds_only_rooms_that_exist_and_the_present_one_is_marked(world: World) -> None:
    response = people.signed_in(world.people["officer"]).get("/lainnya/")
    rooms = response.context["rooms"]
    assert {"business", "more"} <= {room.key for room in rooms}
    assert all(room.url for room in rooms)
    assert response.content.decode().count('aria-current="page"') == 1


@pytest.mark.django_db
def test_a_stranger_is_shown_no_rooms() -> None:
    assert b'class="rooms"' not in Client().get("/").content


@pytest.mark.django_db
def test_one_tap_changes_the_language_and_comes_back(world: World) -> None:
    client = people.signed_in(world.people["member"])
    answer = client.post("/bahasa/", {"language": "en", "next": "/lainnya/?a=1"})
    assert answer["Location"] == "/lainnya/?a=1"
    assert '<html lang="en"' in client.get("/lainnya/").content.decode()
    assert client.post("/bahasa/", {"language": "en", "next": "https://example.com/"})["Location"] == "/"


def test_an_error_that_breaks_everything_still_gets_a_whole_page() -> None:
    """Django shows 500.html without a request and without context processors."""
    page = shown('{% include "500.html" %}')
    assert "</html>" in page
    assert '<form method="post"' not in page


@pytest.mark.django_db
def test_a_form_from_an_old_page_is_refused_in_our_words() -> None:
    response = Client(enforce_csrf_checks=True, headers={"accept-language": "id"}).post("/masuk/", {})
    assert response.status_code == 403
    assert "kedaluwarsa" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/masuk/", "/lainnya/"])
def test_a_view_weighs_little(path: str, world: World) -> None:
    client = Client() if path == "/masuk/" else people.signed_in(world.people["officer"])
    page = len(gzip.compress(client.get(path).content))
    files = sum(len(gzip.compress(file.read_bytes())) for file in STATIC.iterdir() if file.is_file())
    assert page < 5_000
    assert page + files < 20_000


@pytest.mark.parametrize(
    ("level", "role"), [(messages.SUCCESS, "status"), (messages.ERROR, "alert"), (messages.INFO, "status")]
)
def test_a_message_is_read_out(level: int, role: str) -> None:
    page = shown('{% include "parts/message.html" %}', message=Message(level, "Tersimpan"))
    assert f'role="{role}"' in page
    assert "Tersimpan" in page


# ---- signing in


@pytest.mark.django_db
def test_a_wrong_password_is_told_what_to_do_and_the_name_is_kept() -> None:
    page = Client(headers={"accept-language": "id"}).post("/masuk/", {"login": "yani", "password": "keliru"})
    assert "Nama masuk atau sandi tidak cocok" in page.content.decode()
    assert 'value="yani"' in page.content.decode()


@pytest.mark.django_db
def test_signing_in_leads_home_and_signing_out_to_the_sign_in_page(world: World) -> None:
    officer = world.people["officer"]
    assert officer
    client = Client()
    assert client.post("/masuk/", {"login": officer.username, "password": people.PASSWORD})["Location"] == "/"
    assert client.get("/lainnya/").status_code == 200
    assert client.post("/keluar/")["Location"] == "/masuk/"
    assert client.get("/lainnya/").status_code == 302


@pytest.mark.django_db
def test_a_person_can_change_the_password(world: World) -> None:
    client = people.signed_in(world.people["worker"])
    assert client.get("/sandi/").status_code == 200
    new = "benang merah jambu"
    wrong = client.post("/sandi/", {"oldpassword": "bukan", "password1": new, "password2": new})
    assert "Sandi sekarang tidak cocok" in wrong.content.decode()
    done = client.post("/sandi/", {"oldpassword": people.PASSWORD, "password1": new, "password2": new}, follow=True)
    assert "Sandi Anda sudah diganti" in done.content.decode()


# ---- parts


class OrderForm(forms.Form):
    title = forms.CharField(label="Judul", help_text="Seperti di surat pesanan.")
    rule = forms.ChoiceField(label="Cara", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="Setuju", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        raise forms.ValidationError("Pesanan ini sudah ada.")


def test_a_field_is_tied_to_its_help_and_its_error() -> None:
    form = OrderForm({"title": ""})
    page = shown("{% field form.title %}", form=form)
    assert 'aria-describedby="id_title_helptext id_title_error"' in page
    assert 'aria-invalid="true"' in page
    assert all(f'id="id_title_{part}"' in page for part in ("helptext", "error"))
    assert '<label for="id_title">' in page


def test_help_given_by_the_page_is_tied_too_and_further_words_become_attributes() -> None:
    page = shown('{% field form.title help="Singkat." autocomplete="off" %}', form=OrderForm())
    assert 'aria-describedby="id_title_helptext"' in page
    assert 'autocomplete="off"' in page
    assert "Singkat." in page


def test_radios_are_a_group_with_a_name_and_may_be_pills() -> None:
    page = shown("{% field form.rule pills=True %}", form=OrderForm({}))
    assert page.count('type="radio"') == 2
    assert "<legend>Cara" in page
    assert 'class="chooser"' in page
    assert 'aria-describedby="id_rule_error"' in page


def test_a_hidden_field_shows_nothing_else() -> None:
    assert shown("{% field form.token %}", form=OrderForm()).strip().startswith('<input type="hidden"')


def test_the_summary_of_errors_links_to_each_field() -> None:
    page = shown("{% problems form %}", form=OrderForm({"token": "x"}))
    assert 'href="#id_title"' in page
    assert 'href="#id_rule"' in page
    assert "Pesanan ini sudah ada." in page
    assert shown("{% problems form %}", form=OrderForm()).strip() == ""


def test_a_wide_table_can_be_reached_by_keyboard() -> None:
    page = shown("{% table x hide_caption=True %}<tbody></tbody>{% endtable %}", x="Jatah <b>")
    assert 'role="region" tabindex="0" aria-label="Jatah &lt;b&gt;"' in page
    assert '<caption class="sr">' in page


@pytest.mark.parametrize(
    ("language", "source", "result"),
    [
        ("id", "{{ 1250000|rupiah }}", "Rp\N{NO-BREAK SPACE}1.250.000"),
        ("en", "{{ 1250000|rupiah }}", "Rp\N{NO-BREAK SPACE}1,250,000"),
        ("id", "{{ 0.64|percent }} {{ 0.003|percent }}", "64\N{NO-BREAK SPACE}% 0,3\N{NO-BREAK SPACE}%"),
        ("id", "{{ 0.0002|percent_fine }} {{ 0|percent_fine }}", "0,02\N{NO-BREAK SPACE}% 0\N{NO-BREAK SPACE}%"),
        ("id", "{{ 0.000001|percent_fine }}", "kurang dari 0,001\N{NO-BREAK SPACE}%"),
        ("id", "{{ 28600000|rupiah_short }}", "Rp\N{NO-BREAK SPACE}28,6\N{NO-BREAK SPACE}jt"),
        ("id", "{{ 900|rupiah_short }}", "Rp\N{NO-BREAK SPACE}900"),
        ("id", "{{ ordered|number }}", "2,5"),
        ("id", "{{ 2400|pieces }}", "2.400 buah"),
        ("id", "{{ none|pieces }}{{ none|percent }}{{ none|rupiah }}{{ none|moment }}{{ none|say }}", ""),
        ("id", "{{ words|say }}", "Sebesar Rp\N{NO-BREAK SPACE}1.500"),
        ("id", "{{ kept|say }}", "Sebesar Rp\N{NO-BREAK SPACE}1.500"),
        ("id", "{{ instant|moment }}", "23 November 2026, 09.05"),
        ("en", "{{ instant|moment }}", "23 November 2026, 09:05"),
        ("id", "{{ day|day }}", "3 Desember 2026"),
        ("id", "{{ 'Rajut Melati Indah'|initials }}{{ ''|initials }}", "RM"),
    ],
)
def test_numbers_and_words_are_shown_as_the_reader_writes_them(language: str, source: str, result: str) -> None:
    words = _("Sebesar %(amount)s", amount=Rupiah(1500))
    with translation.override(language):
        page = shown(
            source,
            none=None,
            words=words,
            kept=[words.to_json()],
            instant=datetime(2026, 11, 23, 2, 5, tzinfo=UTC),
            day=date(2026, 12, 3),
            ordered=Decimal("2.500"),
        )
    assert page == result


def test_a_name_in_a_part_is_escaped() -> None:
    bad = "<script>"
    for part in ("row", "person", "status", "notice", "empty", "figure"):
        page = shown(
            f'{{% include "parts/{part}.html" with title=x name=x label=x text=x number=x example=x sub=x only %}}',
            x=bad,
        )
        assert bad not in page
    assert bad not in shown("{% progress 1 2 x %}", x=bad)


def test_today_is_written_as_a_day(clock: object) -> None:
    with translation.override("id"):
        assert guyub.today() == "23 November 2026"


@pytest.mark.django_db
def test_an_unknown_address_of_a_room_lights_no_other_room(world: World) -> None:
    request = RequestFactory().get("/tidak-ada/")
    request.user = world.people["officer"]  # type: ignore[assignment]
    request.resolver_match = None
    assert shell(request)["room"] is None
