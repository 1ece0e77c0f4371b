"""A first entry on a phone: two taps and a line, on a page that is light, also without JavaScript and in English."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from tests.books.quiet import quiet_world
from tests.support.browsing import PHONE, LivePages, axe_clean, fits, light, shot, weigh
from tests.support.world import World

from guyub.books.actions.posting import open_book
from guyub.books.models import Entry, Note, Party, PartyTotal, Transfer
from guyub.people.models import User

LINE = "jual 12 syal @45rb"


@pytest.fixture
def world(transactional_db: None) -> World:
    return quiet_world()


class Hand:
    """Counts what a person does: taps, and lines typed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0
        self.lines = 0

    def tap(self, selector: str) -> None:
        self.taps += 1
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()

    def type(self, line: str) -> None:
        """Into whatever has the focus: nobody has to tap the box first."""
        self.lines += 1
        assert self.page.evaluate("document.activeElement.name") == "text"
        self.page.keyboard.type(line)


@pytest.fixture
def hand(live_page: LivePages, world: World) -> Callable[..., Hand]:
    def hand(*, scripts: bool = True, language: str = "id") -> Hand:
        owner = world.people["owner"]
        User.objects.filter(pk=owner.pk).update(language=language)
        page = live_page(owner, viewport=PHONE, language=language, scripts=scripts)
        page.goto(reverse("home"))
        return Hand(page)

    return hand


def moved() -> list[tuple[str, str, int]]:
    return list(Transfer.objects.order_by("number", "line").values_list("debit", "credit", "amount"))


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_first_entry_is_two_taps_and_a_line(hand: Callable[..., Hand], language: str) -> None:
    person = hand(language=language)
    person.tap("nav.rooms a.main-act")
    person.type(LINE)
    card = person.page.locator("#dipahami .tint-nila")
    expect(card).to_contain_text("Rp\N{NO-BREAK SPACE}540" + (",000" if language == "en" else ".000"))
    fits(person.page)
    axe_clean(person.page)
    shot(person.page, f"first-entry-understood-{language}")
    person.tap(".actions button")
    expect(person.page.locator(".notice.done")).to_contain_text(LINE)
    shot(person.page, f"first-entry-saved-{language}")
    assert (person.taps, person.lines) == (2, 1)
    assert moved() == [("1101", "4101", 540_000)]
    assert Note.objects.get().text == LINE
    assert person.page.evaluate("document.activeElement.name") == "text", "the next line can be written at once"


def test_what_is_understood_follows_the_line_and_the_cards_changes(hand: Callable[..., Hand]) -> None:
    person = hand()
    person.tap("nav.rooms a.main-act")
    person.type("jual 12 syal @45rb")
    card = person.page.locator("#dipahami section")
    expect(card).to_contain_text("540.000")
    person.page.keyboard.type(" bon")
    expect(card).to_contain_text("Siapa")
    person.page.get_by_label("Siapa?").fill("bu Tini")
    person.page.keyboard.press("Tab")
    expect(card).to_have_class("card tint-nila")
    expect(card).to_contain_text("belum dibayar")
    axe_clean(person.page)
    card.get_by_label("Berapa rupiah?").fill("500rb")
    person.page.keyboard.press("Tab")
    expect(card).to_contain_text("Rp\N{NO-BREAK SPACE}500.000")
    person.tap(".actions button")
    expect(person.page.locator(".notice.done")).to_be_visible()
    assert moved() == [("1201", "4101", 500_000)]
    assert Note.objects.get().corrected
    assert PartyTotal.objects.get(account="1201").party == Party.objects.get(name="bu Tini").number


def test_a_line_that_can_be_read_two_ways_is_chosen_by_a_tap(hand: Callable[..., Hand]) -> None:
    person = hand()
    person.tap("nav.rooms a.main-act")
    person.type("pak Budi 300rb")
    person.tap("#dipahami .chooser label:has-text('Utang dibayar kepada kita')")
    expect(person.page.locator("#dipahami .tint-nila")).to_contain_text("Rp\N{NO-BREAK SPACE}300.000")
    person.tap(".actions button")
    expect(person.page.locator(".notice.done")).to_be_visible()
    assert person.taps == 3
    assert Note.objects.get().kind == "receipt"


@pytest.mark.parametrize("line", [LINE, "pak Budi 300rb"])
def test_without_scripts_the_same_is_shown_before_it_is_saved(hand: Callable[..., Hand], line: str) -> None:
    person = hand(scripts=False)
    person.tap("nav.rooms a.main-act")
    person.page.locator("[name=text]").fill(line)
    person.tap(".actions button")
    assert not Entry.objects.exists(), "nothing is saved that was not shown"
    assert person.page.locator("[name=text]").input_value() == line
    if line != LINE:
        person.tap(".chooser label:has-text('Bayar utang')")
        person.tap(".actions button")
        assert not Entry.objects.exists(), "what was chosen is shown whole first"
    person.tap(".actions button")
    expect(person.page.locator(".notice.done")).to_contain_text(line)
    assert Entry.objects.count() == 1


def test_the_way_to_a_first_entry_is_light(live_page: LivePages, world: World) -> None:
    owner = world.people["owner"]
    open_book(world.enterprise)
    write = reverse("write")
    for path in (reverse("home"), write, f"{write}?teks=jual+12+syal+@45rb"):
        weight = weigh(live_page(owner), path)
        print(f"{path}: {weight.first} bytes at the first visit, {weight.again} for a view")
        light(live_page(owner), path)
    page = live_page(owner)
    page.goto(write)
    received: list[float] = []
    session = page.context.new_cdp_session(page)
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    session.send("Network.enable")
    page.keyboard.type(LINE)
    expect(page.locator("#dipahami .tint-nila")).to_contain_text("540.000")
    page.wait_for_timeout(400)
    print(f"reading the line as it is typed: {int(sum(received))} bytes in {len(received)} answers")
    assert sum(received) < 15_000
