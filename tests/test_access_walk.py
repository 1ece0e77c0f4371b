"""Nobody sees what is not theirs: every address of the installation, asked for by everybody.

A new address needs one line in EXPECTED: who may open it, and who may post to it if those are others. Everybody else
must be refused: a stranger on the web is sent to the sign-in page, a person who has signed in gets 403 or 404. A
refused request writes nothing, and neither does any GET. The arguments come from `things` in tests/support/world.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urljoin

import pytest
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import urlencode

from guyub.orders.models import Order, Share
from guyub.people.models import User
from tests.support.people import signed_in
from tests.support.workshop import strange_things, workshop_things
from tests.support.world import World, build_world

ROLES = (
    "anonymous",
    "stranger",
    "owner",
    "foreign owner",
    "worker",
    "foreign worker",
    "member",
    "foreign member",
    "officer",
    "foreign officer",
)
EVERYBODY = frozenset(ROLES)
SIGNED_IN = EVERYBODY - {"anonymous"}
OFFICERS = frozenset({"officer"})
SENTRA = frozenset({"member", "officer"})
OWNERS = frozenset({"owner"})
WORKSHOP = frozenset({"owner", "worker"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Route:
    """Who may open an address (GET) and who may act through it (POST); the same people unless said otherwise."""

    see: frozenset[str]
    act: frozenset[str] | None = None
    # Arguments that are not the world's own thing of that name.
    arguments: dict[str, Any] = field(default_factory=dict)
    # Arguments for which another thing of the world is taken: "order": "draft".
    things: dict[str, str] = field(default_factory=dict)
    # What a visitor without an account gets where it is not for everybody: a page asks to sign in, the API says no.
    visitor: str = "login"

    def may(self, method: str) -> frozenset[str]:
        return self.see if method == "GET" or self.act is None else self.act


EXPECTED: dict[str, Route] = {
    "home": Route(EVERYBODY),
    "account_login": Route(EVERYBODY),
    "account_logout": Route(EVERYBODY),
    "account_change_password": Route(SIGNED_IN),
    "choose_language": Route(EVERYBODY),
    "alive": Route(EVERYBODY),
    "desk": Route(frozenset({"officer", "foreign officer"})),
    "search": Route(SIGNED_IN),
    "phone_worker": Route(EVERYBODY),
    "phone_manifest": Route(EVERYBODY),
    "phone_queue": Route(EVERYBODY),
    "phone_hello": Route(EVERYBODY),
    "phone_words": Route(EVERYBODY, arguments={"language": "id", "asked": "0"}),
    "more": Route(SIGNED_IN),
    "background_job": Route(OWNERS, things={"job": "background_job"}),
    "background_file": Route(OWNERS, things={"job": "background_job"}),
    "notices": Route(SIGNED_IN),
    "notices_read": Route(SIGNED_IN),
    "notice_read": Route(OWNERS),
    "push_subscribe": Route(SIGNED_IN),
    "push_unsubscribe": Route(SIGNED_IN),
    "differences": Route(SIGNED_IN),
    "api_keys": Route(SIGNED_IN),
    "api_key_revoke": Route(OWNERS),
    "ui": Route(EVERYBODY),
    # sentra
    "sentra": Route(SENTRA),
    "members": Route(SENTRA),
    "member_new": Route(OFFICERS),
    "member": Route(SENTRA, act=OFFICERS),
    "member_leave": Route(OFFICERS),
    "member_let_in": Route(OFFICERS),
    "agreement": Route(OFFICERS),
    "import_upload": Route(OFFICERS),
    "import": Route(OFFICERS),
    "import_confirm": Route(OFFICERS),
    "import_undo": Route(OFFICERS),
    "import_rejects": Route(OFFICERS),
    # orders: the sentra sees its orders and what was shared out, the officer acts, a workshop sees and counts its own.
    "tally_home": Route(SIGNED_IN),
    "orders": Route(SENTRA),
    "network": Route(SENTRA),
    "year": Route(SENTRA),
    "order_new": Route(OFFICERS),
    "order": Route(SENTRA),
    "order_change": Route(OFFICERS, things={"order": "draft"}),
    "order_cancel": Route(OFFICERS, things={"order": "draft"}),
    "order_split": Route(SENTRA),
    "order_draw": Route(SENTRA),
    "order_publish": Route(OFFICERS, things={"order": "draft"}),
    "order_offers": Route(OFFICERS),
    "order_close_answers": Route(OFFICERS),
    "order_split_again": Route(OFFICERS),
    "my_offer": Route(OWNERS),
    "offer": Route(EVERYBODY),  # a secret link: whoever was sent it may answer; see the tests of links below
    "order_work": Route(WORKSHOP | OFFICERS),
    "share": Route(WORKSHOP | OFFICERS),
    "order_lots": Route(OFFICERS),
    "lot_returned": Route(OFFICERS),
    "lot_bill": Route(OFFICERS),
    "invoice_pay": Route(OFFICERS),
    "order_advance": Route(OFFICERS),
    "order_settlement": Route(SENTRA, act=OFFICERS),
    "order_settlement_sheet": Route(SENTRA, things={"order": "settled"}),
    # workshop: the owner runs it, a worker counts and sees their own
    "workshop_home": Route(WORKSHOP),
    "machines": Route(WORKSHOP, act=OWNERS),
    "machine": Route(WORKSHOP),
    "picture": Route(WORKSHOP),
    "procedures": Route(WORKSHOP),
    "procedure": Route(WORKSHOP, act=OWNERS),
    "procedure_sheet": Route(WORKSHOP),
    "team": Route(WORKSHOP, act=OWNERS),
    "tasks": Route(WORKSHOP, act=OWNERS),
    "task": Route(WORKSHOP),
    **dict.fromkeys(
        ("procedure_new", "procedure_edit", "procedure_use", "group", "duty", "tasks_copy", "reject_reasons"),
        Route(OWNERS),
    ),
    "tally": Route(WORKSHOP),
    "tally_undo": Route(WORKSHOP),
    "workers": Route(OWNERS),
    "worker": Route(OWNERS),
    "attendance": Route(OWNERS),
    "pay": Route(OWNERS),
    "pay_run": Route(OWNERS),
    "pay_undo": Route(OWNERS),
    "holiday_pay": Route(OWNERS),
    "slip": Route(WORKSHOP),  # the worker's own
    "slip_pdf": Route(WORKSHOP),
    "slip_picture": Route(WORKSHOP),
    "my_pay": Route(SIGNED_IN),  # each sees their own
    "stock": Route(OWNERS),
    "stock_item": Route(OWNERS),
    "jobs": Route(OWNERS),
    "job": Route(OWNERS),
    "plan": Route(OWNERS),
    "utilities": Route(OWNERS),
    "season": Route(OWNERS),
    **dict.fromkeys(("products", "product", "recipe", "workshop_settings", "machine_kind"), Route(OWNERS)),
    # books and open log
    "book": Route(OWNERS),
    "book_trial_balance": Route(OWNERS),
    "write": Route(OWNERS | {"foreign owner"}),  # each sees their own
    "write_understood": Route(OWNERS | {"foreign owner"}),
    "book_form": Route(OWNERS),
    "book_entry": Route(OWNERS),
    "receipt": Route(OWNERS),
    "book_statements": Route(OWNERS),
    "book_statements_pdf": Route(OWNERS),
    "book_statements_xlsx": Route(OWNERS),
    "book_account": Route(OWNERS),
    "book_tax": Route(OWNERS),
    "book_closing": Route(OWNERS),
    "book_opening": Route(OWNERS),
    "book_forecast": Route(OWNERS),
    "book_debts": Route(OWNERS),
    "book_party": Route(OWNERS),
    "book_household": Route(OWNERS),
    "book_settings": Route(OWNERS),
    "book_imports": Route(OWNERS),
    "book_import": Route(OWNERS),
    "book_import_columns": Route(OWNERS),
    "book_import_confirm": Route(OWNERS),
    "book_import_undo": Route(OWNERS),
    "book_import_rejects": Route(OWNERS),
    "book_bank": Route(OWNERS),
    "book_export": Route(OWNERS),
    "book_export_file": Route(OWNERS, arguments={"form": "csv"}),
    "open_log": Route(SENTRA),
    "open_log_check": Route(SENTRA),
    "open_log_download": Route(SENTRA),
    # API: 401 without a key or session. Each name stands for its whole address, with all methods that it takes.
    "api:openapi": Route(EVERYBODY),
    "api:nothing": Route(NOBODY, visitor="no"),
    "api:list_books": Route(SIGNED_IN, visitor="no"),
    "api:post_parse": Route(SIGNED_IN, visitor="no"),
    "api:post_close": Route(OWNERS, visitor="no", arguments={"month": "2026-10"}),
    **{
        f"api:{name}": Route(OWNERS, visitor="no")
        for name in (
            *("get_book", "list_accounts", "post_account"),
            *("list_entries", "post_entry", "get_entry", "post_reversal", "post_note"),
            *(
                "get_trial_balance",
                "get_profit_or_loss",
                "get_position",
                "get_cash_flow",
                "get_money",
                "get_debts",
                "get_tax",
            ),
        )
    },
}

SIGN_IN_FIRST = re.compile(r"^/masuk/\?next=")
LINK = re.compile(r'<a [^>]*href="([^"#]+)"')
# Each month, day or week leads to the one before it.
ENDLESS = re.compile(r"/static/|.*[?&](bulan|hari|minggu)=")
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE)\b", re.IGNORECASE)
REFUSED = {401, 403, 404}
METHODS = ("GET", "POST")
# Not whose thing it is: what counts within another argument (1, 2, 3 of everybody's), and a language's words.
COUNTED = {"number", "month", "language", "asked"}


@dataclass(frozen=True)
class Address:
    name: str
    arguments: frozenset[str]

    def __str__(self) -> str:
        return self.name


def _addresses(patterns: list[Any], space: str = "", above: frozenset[str] = frozenset()) -> Iterator[Address]:
    """Every address below `patterns`, included ones too."""
    for entry in patterns:
        arguments = above | set(entry.pattern.converters) | set(entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _addresses(entry.url_patterns, inner, arguments)
        elif isinstance(entry, URLPattern):
            yield Address(space + (entry.name or f"(without a name) {entry.pattern}"), arguments)


@contextmanager
def _undone() -> Iterator[None]:
    """Whatever happens inside leaves no trace in the database; `durable` transactions may happen inside."""
    trial = transaction.atomic()
    trial._from_testcase = True
    with trial:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _one_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), _undone():
        world = build_world()
        owner = world.people["owner"]
        assert owner is not None
        world.things |= workshop_things(world.enterprise, owner)
        world.strange |= strange_things(world.far_enterprise)
        yield world


@pytest.fixture
def world(_one_world: World, db: None) -> World:
    """The world, built once for all: what happens to it in a test is undone after it."""
    return _one_world


ADDRESSES = sorted(set(_addresses(get_resolver().url_patterns)), key=lambda address: address.name)
LISTED = [address for address in ADDRESSES if address.name in EXPECTED]


def _path(address: Address, route: Route, world: World, **swapped: Any) -> str:
    chosen = {name: world.things[thing] for name, thing in route.things.items()}
    known = {**world.things, **route.arguments, **chosen, **swapped}
    missing = address.arguments - set(known)
    assert not missing, f"{address.name} needs {sorted(missing)}: add a builder to tests/support/world.py"
    return reverse(address.name, kwargs={name: known[name] for name in address.arguments})


def _outcome(response: HttpResponseBase) -> str:
    """open, login or no; "other method" when the address does not take this one at all."""
    if response.status_code == 405:
        return "other method"
    if response.status_code in REFUSED:
        return "no"
    if SIGN_IN_FIRST.match(response.headers.get("Location", "")):
        return "login"
    return "open" if response.status_code < 500 else f"error {response.status_code}"


def _should_be(role: str, welcome: frozenset[str], visitor: str) -> str:
    if role in welcome:
        return "open"
    return visitor if role == "anonymous" else "no"


def _ask(client: Client, method: str, path: str) -> tuple[HttpResponseBase, list[str]]:
    """The response, and what the request wrote."""
    with _undone(), CaptureQueriesContext(connection) as queries:
        response = client.generic(method, path, content_type="application/x-www-form-urlencoded", data=urlencode({}))
        if response.streaming:
            list(response.streaming_content)
    statements = (query["sql"] for query in queries)
    return response, [sql for sql in statements if WRITES.match(sql) and "django_session" not in sql]


def _walk(path: str, welcome: frozenset[str], world: World, method: str, visitor: str = "login") -> Iterator[str]:
    """The complaints about one address; `visitor` is "no" where a visitor is not asked to sign in."""
    for role in ROLES:
        user = world.people[role]
        # Read again for each request, as a real request does: the roles are remembered on the object.
        client = signed_in(User.objects.get(pk=user.pk) if user else None)
        response, written = _ask(client, method, path)
        got, should_be = _outcome(response), _should_be(role, welcome, visitor)
        if got not in {should_be, "other method"}:
            yield f"{method} {path} as {role}: {got} ({response.status_code}), should be {should_be}"
        if written and (method == "GET" or should_be != "open"):
            yield f"{method} {path} as {role} wrote: {written[0][:200]}"


def test_every_address_is_in_the_table() -> None:
    missing = {address.name for address in ADDRESSES} - set(EXPECTED)
    assert not missing, f"say in EXPECTED who may open: {sorted(missing)}"


def test_the_table_names_only_addresses_that_exist() -> None:
    gone = set(EXPECTED) - {address.name for address in ADDRESSES}
    assert not gone, f"no longer an address: {sorted(gone)}"


@pytest.mark.parametrize("address", LISTED, ids=str)
def test_only_those_who_may_get_in(address: Address, world: World) -> None:
    route = EXPECTED[address.name]
    path = _path(address, route, world)
    complaints = [told for method in METHODS for told in _walk(path, route.may(method), world, method, route.visitor)]
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("address", [address for address in LISTED if len(address.arguments - COUNTED) > 1], ids=str)
def test_nobody_reaches_a_strange_thing_through_a_place_of_their_own(address: Address, world: World) -> None:
    """`/sentra/<mine>/anggota/<of another sentra>/` opens for nobody, whichever part is the strange one."""
    route = EXPECTED[address.name]
    swaps = sorted(address.arguments & set(world.strange))
    assert swaps, f"name a strange one of {sorted(address.arguments)} in tests/support/world.py"
    paths = [_path(address, route, world, **{name: world.strange[name]}) for name in swaps]
    complaints = [
        told for path in paths for method in METHODS for told in _walk(path, NOBODY, world, method, route.visitor)
    ]
    assert not complaints, "\n".join(complaints)


def test_a_link_that_was_not_made_here_opens_nothing(world: World) -> None:
    token = world.things["token"]
    body, rest = token.split(":", 1)
    changed = ("x" if body[0] != "x" else "y") + body[1:]
    broken = [f"{changed}:{rest}", token[:-1], token.replace(":", "", 1), "a", "a:b:c", "%00", "x" * 2000]
    complaints = [
        told for each in broken for method in METHODS for told in _walk(f"/t/{each}/", NOBODY, world, method, "no")
    ]
    assert not complaints, "\n".join(complaints)


def test_a_link_opens_its_own_offer_and_nothing_else(world: World) -> None:
    """Who holds the link may answer that offer; on every other page the holder is nobody."""
    client = Client()
    assert client.get(reverse("offer", args=[world.things["token"]])).status_code == 200
    order, enterprise = world.things["order"], world.things["enterprise"]
    for path in [reverse("order", args=[order]), reverse("my_offer", args=[order, enterprise])]:
        assert _outcome(client.get(path)) == "login"


def test_a_workshop_sees_its_own_share_of_an_order_and_no_other(world: World) -> None:
    order = Order.objects.get(pk=world.things["order"])
    Share.objects.create(line=order.lines.get(), enterprise=world.neighbour, pieces=5, accepted=5)
    path = reverse("order_work", args=[order.id])
    for role, own, other in [("worker", world.enterprise, world.neighbour), ("officer", world.neighbour, None)]:
        page = signed_in(world.people[role]).get(path).content.decode()
        assert own.name in page
        assert other is None or other.name not in page


def test_a_member_compares_the_rules_of_a_draft_and_publishes_none(world: World) -> None:
    path = reverse("order_split", args=[world.things["draft"]])
    shown = {role: signed_in(world.people[role]).get(path).content.decode() for role in sorted(SENTRA)}
    assert all("Mengejar" in page for page in shown.values())
    assert reverse("order_publish", args=[world.things["draft"]]) not in shown["member"]


@pytest.mark.parametrize("role", ROLES)
def test_no_page_leads_its_reader_to_a_closed_door(world: World, role: str) -> None:
    """Every link that a person comes to, from the first page on, opens for that person."""
    client = signed_in(world.people[role])
    found, closed = {reverse("home"): "the first page"}, []
    waiting = list(found)
    while waiting:
        path = waiting.pop()
        response = client.get(path)
        if response.status_code >= 400 or _outcome(response) != "open":
            closed.append(f"{found[path]} leads to {path}: {response.status_code}")
            continue
        links = () if response.streaming else LINK.findall(response.content.decode(errors="ignore"))
        new = {urljoin(path, unescape(link)) for link in links} - found.keys()
        new = {link for link in new if link.startswith("/") and not ENDLESS.match(link)}
        found |= dict.fromkeys(new, path)
        waiting += new
    assert not closed, "\n".join(closed)


@pytest.mark.parametrize("act", ["inspect", "relieve"])
def test_a_workshop_neither_inspects_nor_relieves_its_own_work(world: World, act: str) -> None:
    path = reverse("share", args=[world.things["share"]])
    for role in sorted(WORKSHOP):
        response = signed_in(world.people[role]).post(path, {"act": act, "passed": "1", "pieces": "1"})
        assert response.status_code == 403


@pytest.mark.parametrize("address", LISTED, ids=str)
def test_another_site_cannot_post_in_a_persons_name(address: Address, world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["officer"])
    response = client.post(_path(address, EXPECTED[address.name], world))
    assert response.status_code in {403, 405} or EXPECTED[address.name].see == NOBODY
