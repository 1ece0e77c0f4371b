"""Every page of an order's journey in a real browser: narrow and wide, in both languages, light, and by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone
from playwright.sync_api import Page
from tests.browser import workshop_pages
from tests.orders import conftest as orders
from tests.orders.conftest import Shop
from tests.support import knitting, people, workshop, world
from tests.support.browsing import (
    PHONE,
    VIEWPORTS,
    LivePages,
    Meter,
    axe_clean,
    fits,
    legible,
    light,
    roomy,
    shot,
)
from tests.support.kept_book import keep

from guyub.books.actions.posting import open_book
from guyub.books.models import BankLine
from guyub.books.queries import ledger
from guyub.books.rules.ledger import month_of, months_back
from guyub.orders.actions.taking import NewLine
from guyub.orders.links import link_token
from guyub.orders.models import Delivery, Invoice, Order
from guyub.people.actions import make_key
from guyub.people.models import User
from guyub.sentra.actions import confirm_import
from guyub.sentra.models import Sentra

VIEW = 15_000
UNKNOWN_BANK = "kapan;apa saja;uang;arah\n01/11/2025;TOKO;1.500;K\n02/11/2025;ATM;70;D\n"
LONG = "Kelompok Usaha Bersama Perajin Rajut Dusun Krajan Kalimendong Lor"
# Posts, downloads and sign-in pages, which are opened elsewhere.
NOT_PAGES = {
    "account_login", "account_logout", "account_change_password", "choose_language", "alive", "more", "ui",
    "api_key_revoke",
    "write_understood", "receipt",
    "member_leave", "member_let_in", "import_confirm", "import_undo", "import_rejects",
    "order_cancel", "order_publish", "order_close_answers", "order_split_again", "lot_bill",
    "order_settlement_sheet", "order_draw", "book_statements_pdf", "book_statements_xlsx",
    "book_import_confirm", "book_import_undo", "book_import_rejects", "book_export_file",
    "open_log_check", "open_log_download",
    "phone_worker", "phone_manifest", "phone_hello", "phone_words",
    "background_file", "notices_read", "notice_read", "push_subscribe", "push_unsubscribe",
    *workshop_pages.NOT_PAGES,
}  # fmt: skip


@dataclass
class Places:
    """Who opens which pages: (name of the address, arguments, query)."""

    officer: User
    owner: User
    worker: User
    order: Order
    draft: Order
    pages: dict[str, list[tuple[str, list[Any], str]]]

    def user(self, who: str) -> User | None:
        return {"officer": self.officer, "owner": self.owner, "worker": self.worker}.get(who)

    def named(self) -> set[str]:
        return {name for opened in self.pages.values() for name, __, __ in opened}


def _two_lines(due: date) -> list[NewLine]:
    return [
        NewLine("Syal rajut halus bermotif parang", Decimal(40), "kodi", 800, 1_250_000, "A", due),
        NewLine("Topi", Decimal(900), "buah", 900, 8_000, "", due + timedelta(7)),
    ]


def _sentra(officer_of: Callable[[Sentra], User]) -> Shop:
    """Eight members, one with a very long name, who make one product each or both."""
    sentra = Sentra.objects.create(name="Sentra Rajut Kalimendong Makmur Sejahtera", fee_basis_points=250)
    shop = Shop(sentra, officer_of(sentra))
    for number in range(8):
        name = LONG if number == 0 else f"Rajut {number}"
        product = "Topi" if number % 3 == 2 else _two_lines(orders.TODAY)[0].product
        shop.member(name, 90 + 10 * number, product, min_lot=5, received=number * 1_000_000, ask=7_000 + number)
    return shop


def _life_of_orders(shop: Shop) -> tuple[Order, Order, Order]:
    """A draft; a running order in which something of everything stands; a settled one."""
    due = orders.TODAY + timedelta(35)
    settled = shop.published(shop.taken(product="Topi", pieces=60))
    shop.finished(shop.accepted(settled))
    shop.settled(settled)
    draft = shop.taken_with(_two_lines(due))
    running = shop.published(shop.taken_with(_two_lines(due), seed=2), rule="equal")
    first, second, third, *__ = [share.enterprise.name for share in shop.shares(running)]
    shop.answer(running, first, shop.held(running)[first])
    shop.answer(running, second, shop.held(running)[second] - 5)
    shop.answer(running, third, 0)
    made = [share for share in shop.shares(running) if share.accepted]
    for share in made:
        shop.made(running, share, 10, failed=1)
    shop.delivered(running)
    shop.made(running, made[0], 5)
    shop.paid(running, shop.delivered(running))
    shop.made(running, made[0], 5)
    return draft, running, settled


@pytest.fixture
def places(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Places:
    for module in (orders, world, knitting, workshop):
        monkeypatch.setattr(module, "NOW", timezone.now())
    for module in (orders, knitting, workshop):
        monkeypatch.setattr(module, "TODAY", timezone.localdate())
    shop = _sentra(people.officer)
    sentra, officer = shop.sentra.id, shop.officer
    draft, running, settled = _life_of_orders(shop)
    shares = [share for share in shop.shares(running) if share.accepted]
    enterprise = shares[0].enterprise
    waiting = next(share.enterprise for share in shop.shares(running) if share.pending)
    owner = people.member_owner(shop.sentra, enterprise)
    make_key(owner, "Mesin kasir di depan", client_id="1", at=timezone.now())
    listed, done = world.uploaded_list(officer, shop.sentra), world.uploaded_list(officer, shop.sentra)
    confirm_import(officer, done, at=timezone.now())
    lot = Delivery.objects.get(order=running, invoice=None)
    bill = Invoice.objects.filter(delivery__order=running).latest("at")
    of_orders = [
        (name, [order.id], "")
        for order in (running, settled)
        for name in ("order", "order_split", "order_offers", "order_work", "order_lots", "order_settlement")
    ]
    book, hub = open_book(enterprise), open_book(shop.sentra).id
    party = keep(owner, book, LONG)
    worker = people.worker(enterprise, LONG)
    told = world.a_finished_job(owner)
    things = workshop.workshop_things(enterprise, owner)
    own, last = book.id, ledger.entries_page(owner, book).lines[0]
    whole_year = f"?dari={last.day.year}-01&sampai={last.day:%Y-%m}&banding=tahun"
    pages: dict[str, list[tuple[str, list[Any], str]]] = {
        "officer": [
            ("home", [], ""),
            ("desk", [], ""),
            ("phone_queue", [], ""),
            ("search", [], "?q=tas"),
            *((name, [sentra], "") for name in ("sentra", "members", "member_new", "agreement", "import_upload")),
            *((name, [sentra], "") for name in ("orders", "order_new", "network", "year", "open_log")),
            ("member", [sentra, enterprise.id], ""),
            ("import", [listed.id], ""),
            ("import", [done.id], ""),
            ("order", [draft.id], ""),
            ("order_change", [draft.id], ""),
            ("order_split", [draft.id], ""),
            ("order_split", [draft.id], "?cara=cheapest"),
            *of_orders,
            ("order_advance", [running.id], ""),
            ("share", [shares[0].pk], ""),
            ("lot_returned", [running.id, lot.id], ""),
            ("invoice_pay", [running.id, bill.id], ""),
            *((name, [hub], "") for name in ("book", "book_debts", "book_forecast", "book_trial_balance")),
            ("book_statements", [hub], whole_year),
            ("book_account", [hub, "1102"], whole_year),
        ],
        "owner": [
            ("home", [], ""),
            ("tally_home", [], ""),
            ("order_work", [running.id], ""),
            ("share", [shares[0].pk], ""),
            ("my_offer", [running.id, enterprise.id], ""),
            ("member", [sentra, enterprise.id], ""),
            *((name, [sentra], "") for name in ("orders", "network", "year")),
            ("write", [], ""),
            ("write", [], "?teks=kemarin+jaul+2+kodi+kaos+@30rb,+beli+benang+1,5jt+bon"),
            ("write", [], "?teks=pak+Budi+300rb"),
            *((name, [own], "") for name in ("book", "book_debts", "book_household", "book_forecast", "book_tax")),
            *((name, [own], "") for name in ("book_settings", "book_closing", "book_opening")),
            *((name, [own], "") for name in ("book_imports", "book_bank", "book_export", "book_trial_balance")),
            *(("book_form", [own, what], "") for what in ("masuk", "keluar", "rumah", "bahan")),
            ("book_form", [own, "keluar"], "?jenis=transfer"),
            ("book", [own], f"?sampai={last.day}.{last.number}"),
            ("book_party", [own, party], ""),
            ("book_household", [own], f"?bulan={months_back(month_of(last.day), 1):%Y-%m}"),
            ("book_statements", [own], whole_year),
            ("book_account", [own, "1102"], whole_year),
            *(("book_entry", [own, number], "") for number in (1, 2)),
            ("book_import", [world.a_journal(owner, book).id], ""),
            ("book_import", [world.a_statement(owner, book).id], ""),
            ("book_import", [BankLine.objects.filter(book=book).values_list("file", flat=True)[0]], ""),
            ("book_import_columns", [world.a_statement(owner, book, UNKNOWN_BANK).id], ""),
            ("api_keys", [], ""),
            ("search", [], "?q=syal"),
            ("differences", [], ""),
            ("notices", [], ""),
            ("background_job", [told.address.strip("/").rpartition("/")[2]], ""),
            *workshop_pages.owners_pages(enterprise, things),
        ],
        "worker": [("home", [], ""), *workshop_pages.workers_pages(enterprise)],
        "anybody": [("offer", [link_token(running.id, waiting.id)], "")],
    }
    return Places(officer, owner, worker, running, draft, pages)


def _each(places: Places) -> Iterator[tuple[str, str, str]]:
    """Who, a short name for the picture, the path."""
    for who, pages in places.pages.items():
        for number, (name, arguments, query) in enumerate(pages):
            yield who, f"{who}-{number:02}-{name}", reverse(name, args=arguments) + query


def _complaint(check: Callable[[Page], None], page: Page) -> str:
    try:
        check(page)
    except AssertionError as told:
        return str(told)
    return ""


# Each page by day in the one width and by night in the other; in the other language the other way round.
LIGHTS: dict[str, dict[str, Literal["light", "dark"]]] = {
    "id": {"desktop": "light", "phone": "dark"},
    "en": {"desktop": "dark", "phone": "light"},
}


def _faults(page: Page, path: str, name: str, language: str, order: Sequence[str]) -> Iterator[str]:
    """What is wrong with a page, loaded in the first width of `order` and only resized to the second."""
    for viewport in order:
        page.set_viewport_size(VIEWPORTS[viewport])
        page.emulate_media(color_scheme=LIGHTS[language][viewport])
        if viewport == order[0]:
            response = page.goto(path)
            if response is None or response.status != 200:
                yield f"{response and response.status}"
                return
            page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        accessible = axe_clean if viewport == order[0] else legible
        yield from (told for check in (fits, roomy, accessible) if (told := _complaint(check, page)))
        shot(page, f"pages-{name}-{viewport}-{language}")


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_of_the_journey_fits_is_accessible_and_light(
    live_page: LivePages, places: Places, language: str
) -> None:
    """Each page by itself; the heaviest also as a first visit, with all that it brings along."""
    User.objects.update(language=language)
    opened = {who: live_page(places.user(who), language=language) for who in places.pages}
    meters = {who: Meter(page) for who, page in opened.items()}
    for who, page in opened.items():
        page.goto(reverse("write" if who == "owner" else "home"))  # brings what the browser keeps
        meters[who].read()
    complaints, weights = [], {}
    for number, (who, name, path) in enumerate(_each(places)):
        order = ("phone", "desktop") if number % 2 else ("desktop", "phone")
        complaints += [f"{name}: {told}" for told in _faults(opened[who], path, name, language, order)]
        weights[who, path] = meters[who].read()
    complaints += [f"{place}: {weight} bytes" for place, weight in weights.items() if not 500 < weight < VIEW]
    assert not complaints, "\n".join(complaints)
    who, heaviest = max((place for place in weights if "/t/" not in place[1]), key=lambda place: weights[place])
    light(live_page(places.user(who), language=language), heaviest)
    for place, weight in sorted(weights.items(), key=lambda item: item[1]):
        print(*place, weight)


def test_the_main_acts_can_be_reached_and_seen_by_keyboard(live_page: LivePages, places: Places) -> None:
    """The skip link comes first and leads past the navigation; whatever has the focus shows it."""
    acts = {
        reverse("order_split", args=[places.draft.id]): "form#publish button, form.actions button",
        reverse("order_new", args=[places.order.sentra_id]): ".actions .button",
        reverse("order_lots", args=[places.order.id]): "form.card button",
        reverse("orders", args=[places.order.sentra_id]): ".actions .button",
    }
    page = live_page(places.officer, viewport=PHONE)
    for path, act in acts.items():
        page.goto(path)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip", path
        assert page.locator("a.skip").bounding_box()["y"] >= 0, "the skip link shows when it has the focus"  # type: ignore[index]
        page.keyboard.press("Enter")
        wanted = page.locator(act).last.element_handle()
        for __ in range(120):
            page.keyboard.press("Tab")
            if page.evaluate("wanted => document.activeElement === wanted", wanted):
                break
        else:
            pytest.fail(f"{path}: the keyboard never comes to {act}")
        style = page.evaluate(
            "wanted => { const s = getComputedStyle(wanted); return [s.outlineStyle, s.boxShadow, wanted.offsetTop] }",
            wanted,
        )
        assert style[0] != "none" or style[1] != "none", f"{path}: nothing shows that {act} has the focus"


def test_the_sweep_opens_every_page_there_is(places: Places) -> None:
    """A page that is added later is either swept here or named as no page."""
    there = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert there - NOT_PAGES == places.named()
