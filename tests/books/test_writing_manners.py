"""How the writing page speaks: each thing once, only what somebody wrote, and kindly to who has nothing to write."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.books.test_writing_pages import fields, text_of
from tests.support.people import signed_in
from tests.support.world import World

from guyub.books import chart
from guyub.books.actions.noting import NewNote, note
from guyub.books.actions.posting import open_book, post
from guyub.books.models import Book
from guyub.books.queries.desk import written_today
from guyub.books.rules.closing import DEPRECIATION
from guyub.books.rules.meaning import EventKind
from guyub.books.rules.taxes import ACCRUAL
from guyub.kernel.words import _

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def book(world: World) -> Book:
    return open_book(world.enterprise)


@pytest.fixture
def client(world: World, book: Book) -> Client:
    return signed_in(world.people["owner"])


def show(client: Client, line: str) -> Any:
    """The page that shows what is understood of the line."""
    page = client.get(reverse("write"))
    return client.post(reverse("write"), {**fields(page), "text": line})


def test_who_owns_no_workshop_is_told_what_the_page_is_for_and_where_to_go(world: World) -> None:
    for name, there in {
        "officer": reverse("sentra", args=[world.sentra.id]),
        "worker": reverse("tally_home"),
        "stranger": reverse("home"),
    }.items():
        page = signed_in(world.people[name]).get(reverse("write"))
        assert page.status_code == 403
        assert "Di sini pemilik usaha mencatat uang usahanya." in text_of(page)
        assert "betulkan" not in text_of(page)
        assert f'class="button" href="{there}"' in page.content.decode() or name == "stranger"


def test_what_a_closing_works_out_is_not_among_what_was_written_today(world: World, book: Book) -> None:
    owner = world.people["owner"]
    told = note(owner, book, NewNote(EventKind.SALE, 45_000, TODAY), client_id=uuid.uuid4())
    for kind in (DEPRECIATION, ACCRUAL):
        post(
            owner,
            book,
            client_id=uuid.uuid4(),
            day=TODAY,
            words=_("Tutup bulan"),
            transfers=[(chart.DEPRECIATION, chart.DEPRECIATION_SO_FAR, 10_000)],
            source=(kind, uuid.uuid4()),
        )
    assert [line.number for line in written_today(owner, book, timezone.localdate())] == [told.number]


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_question_is_asked_once(client: Client, language: str) -> None:
    client.cookies["django_language"] = language
    question = {"id": "Berapa rupiah?", "en": "How many rupiah?"}[language]
    shown = show(client, "beli bensin")
    assert text_of(shown).count(question) == 1
    refused = text_of(client.post(reverse("write"), fields(shown)))
    assert f"{question}: {question}" not in refused
    assert refused.count(question) == 2, "in the summary, which links to it, and at the field"


def test_a_closed_month_is_said_at_the_field_and_in_the_summary_only(client: Client, book: Book) -> None:
    Book.objects.filter(pk=book.pk).update(closed_until=date(2026, 10, 31))
    page = client.post(reverse("write"), fields(show(client, "31 oktober jual syal 45rb")))
    assert page.status_code == 400
    assert text_of(page).count("Buku sudah ditutup") == 2
