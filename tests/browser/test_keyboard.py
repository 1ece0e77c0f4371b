"""Every main journey by keyboard alone, and the order in which a screen reader hears the main pages."""

from __future__ import annotations

from django.urls import reverse
from playwright.sync_api import Page
from tests.browser.test_pages import Places, places  # noqa: F401 - a fixture
from tests.support.browsing import DESKTOP, PHONE, LivePages
from tests.support.keys import Keys, in_order, well_told
from tests.support.people import PASSWORD

from guyub.books.models import Entry
from guyub.orders.models import Order
from guyub.people.models import User
from guyub.workshop.models import PayRun, Tally


def _path(places: Places, who: str, name: str) -> str:  # noqa: F811
    """The first page of this name that somebody opens in the sweep."""
    found = next(each for each in places.pages[who] if each[0] == name)
    return reverse(name, args=found[1]) + found[2]


def _signs_in(keys: Keys, user: User) -> None:
    keys.open(reverse("account_login"))
    keys.write("[name=login]", user.username)
    keys.write("[name=password]", PASSWORD)
    keys.press("main form button")
    assert keys.page.locator("nav.rooms").count() == 1


def _writes_a_line(keys: Keys) -> None:
    before = Entry.objects.count()
    keys.page.goto(reverse("write"))
    keys.write("[name=text]", "jual 3 syal @45rb tunai")
    keys.page.wait_for_selector("#dipahami .tint-nila")
    keys.press("main form .actions button")
    assert Entry.objects.count() > before


def _fills_the_plain_form(keys: Keys, places: Places) -> None:  # noqa: F811
    before = Entry.objects.count()
    keys.open(_path(places, "owner", "book_form"))
    keys.write("[name=amount]", "150rb")
    keys.press("main form .actions button")
    assert Entry.objects.count() > before


def _tallies(keys: Keys, places: Places) -> None:  # noqa: F811
    before = Tally.objects.count()
    keys.page.goto(_path(places, "owner", "tally").partition("?")[0])
    keys.write("[name=r0-worker]", "Siti")
    keys.to("[name=r0-step]")
    keys.page.keyboard.press("ArrowDown")
    keys.write("[name=r0-good]", "3")
    keys.press("main form .actions button")
    if keys.page.locator("[name=sure]").count():  # less yarn than it takes: said, and saved all the same
        keys.toggle("[name=sure]")
        keys.press("main form .actions button")
    assert Tally.objects.count() > before


def _pays_wages(keys: Keys, places: Places) -> None:  # noqa: F811
    before = PayRun.objects.count()
    keys.open(_path(places, "owner", "pay"))
    keys.press("main form[method=post] .actions button")
    assert PayRun.objects.count() == before + 1


def _splits_and_publishes(keys: Keys, places: Places) -> None:  # noqa: F811
    keys.open(reverse("order_split", args=[places.draft.pk]))
    keys.press("nav.chooser a[href*=equal]")
    keys.skip()
    keys.press("form#publish button", "Space")
    assert Order.objects.get(pk=places.draft.pk).state == Order.State.PUBLISHED


def _answers_an_offer(keys: Keys, places: Places) -> None:  # noqa: F811
    keys.open(_path(places, "anybody", "offer"))
    keys.toggle("summary")
    assert keys.page.locator("details").first.get_attribute("open") is not None
    keys.press("[name=answer][value=all]")
    assert keys.page.locator("[name=answer]").count() == 0


def test_all_that_is_done_every_day_is_done_by_keyboard_alone(live_page: LivePages, places: Places) -> None:  # noqa: F811
    live_page.forgive("400")  # the question before an unlikely tally is saved
    keys = Keys(live_page(viewport=DESKTOP))
    _answers_an_offer(keys, places)
    _signs_in(keys, places.owner)
    _writes_a_line(keys)
    _fills_the_plain_form(keys, places)
    _tallies(keys, places)
    _pays_wages(keys, places)
    officer = Keys(live_page(places.officer, viewport=PHONE))
    _splits_and_publishes(officer, places)


def test_a_screen_reader_hears_the_main_pages_in_their_order(live_page: LivePages, places: Places) -> None:  # noqa: F811
    """Landmarks, then the one first heading, then what the page is for, then its main act; every control by name."""
    owner, officer, anybody = live_page(places.owner), live_page(places.officer), live_page()

    def hear(page: Page, path: str, *wanted: tuple[str, str]) -> None:
        page.goto(path)
        in_order(well_told(page), *wanted)

    rooms = [("navigation", "Ruang"), ("link", "Catat"), ("banner", ""), ("heading", ""), ("main", "")]
    hear(owner, reverse("home"), *rooms)
    hear(officer, reverse("home"), *rooms)
    hear(owner, reverse("write"), *rooms, ("textbox", ""), ("button", "Simpan"), ("complementary", "Cara lain"))
    hear(owner, _path(places, "owner", "tally"), *rooms, ("textbox", ""), ("combobox", "Langkah"), ("button", "Simpan"))
    split = reverse("order_split", args=[places.draft.pk])
    hear(officer, split, *rooms, ("navigation", ""), ("image", ""), ("table", ""), ("button", "Umumkan"))
    hear(anybody, _path(places, "anybody", "offer"), ("heading", ""), ("main", ""), ("button", "Sanggup semuanya"))
    hear(owner, _path(places, "owner", "pay"), *rooms, ("textbox", ""), ("button", "Bayar dan buat slip"))
