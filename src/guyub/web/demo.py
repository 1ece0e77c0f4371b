"""A sentra to try Guyub with: invented people, a year of history, and an order on its way.

Everything here is done through the same actions that people use, only with other days on the clock, so the books, the
log and the shares of the demo are as real as any.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from guyub.books import chart
from guyub.books.actions.posting import open_book, post_within
from guyub.kernel.tables import read_table
from guyub.kernel.words import _
from guyub.orders.actions import making, settling, sharing, taking
from guyub.orders.actions.common import OfferLink
from guyub.orders.actions.taking import NewLine, NewOrder
from guyub.orders.models import Order, Share
from guyub.people.actions import give_role
from guyub.people.models import RoleName, User
from guyub.sentra import actions as sentra_actions
from guyub.sentra.models import Enterprise, Sentra
from guyub.sentra.queries import members_of
from guyub.web import demo_books

PASSWORD = "guyub-demo"  # noqa: S105 - printed on purpose; a demo holds no real person's data
ZONE = ZoneInfo("Asia/Jakarta")
SENTRA = "Sentra Rajut Kalimendong"
WHO = {"pengurus": "pengurus sentra / officer", "pemilik": "pemilik usaha / owner", "pekerja": "pekerja / worker"}


@dataclass(frozen=True, slots=True)
class SignIn:
    username: str
    who: str


@dataclass(frozen=True, slots=True)
class Demo:
    sentra: Sentra
    officer: User
    owner: User
    worker: User


def load(members_file: Path, today: date) -> None:
    """Make the demo sentra from the members' file, with a year of history before `today`."""
    chance = random.Random(20)  # noqa: S311 - a demo needs the same story every time, not secrecy
    demo = _people_and_members(members_file, today)
    members = members_of(demo.sentra)
    _own_business(members, today, chance)
    demo_books.keep(demo.owner, open_book(_first(members)), demo.worker, today)
    for story in _stories(today):
        _tell(demo, story, chance)
    _order_to_split(demo, today)
    demo_books.close(demo.owner, open_book(_first(members)), today)


def sign_ins() -> list[SignIn]:
    """The demo's people; none where the demo was not loaded."""
    if not Sentra.objects.filter(name=SENTRA).exists():
        return []
    found = User.objects.filter(username__in=WHO)
    return [SignIn(user.username, f"{WHO[user.username]} ({user.name})") for user in found.order_by("username")]


def _first(members: Sequence[Enterprise]) -> Enterprise:
    """The member whose owner can sign in: the first who can make the most ordered thing."""
    return next(member for member in members if any("sweter" in a.product.lower() for a in member.abilities.all()))


def _people_and_members(members_file: Path, today: date) -> Demo:
    began = _at(today - timedelta(days=345))
    sentra = Sentra.objects.create(name=SENTRA, place_name="Desa Kalimendong (contoh)")
    officer = User.objects.create_user("pengurus", "Bu Lestari", PASSWORD)
    give_role(officer, RoleName.OFFICER, sentra.id)
    sentra_actions.agree_on(officer, sentra, "catch-up", 300, at=began)
    listed = sentra_actions.upload_members(officer, sentra, read_table(members_file), at=began)
    sentra_actions.confirm_import(officer, listed, at=began)
    first = _first(members_of(sentra))
    owner = sentra_actions.let_owner_in(officer, sentra, first, "pemilik", PASSWORD, at=began)
    worker = User.objects.create_user("pekerja", "Dewi", PASSWORD)
    give_role(worker, RoleName.WORKER, first.id)
    hub = open_book(sentra)
    words = _("Modal bersama awal")
    _post(hub, began.date(), words, [(chart.BANK, chart.CAPITAL, 12_000_000), (chart.CASH, chart.CAPITAL, 1_500_000)])
    return Demo(sentra, officer, owner, worker)


def _at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), ZONE)


def _post(book: object, day: date, words: object, transfers: list[tuple[str, str, int]]) -> None:
    post_within(book, client_id=uuid.uuid4(), day=day, words=words, transfers=transfers, at=_at(day, 18))  # type: ignore[arg-type]


def _own_business(members: Sequence[Enterprise], today: date, chance: random.Random) -> None:
    """Each workshop's own sales, material, wages and what was taken home, month by month; more before Lebaran."""
    months = [_month_before(today, back) for back in range(11, -1, -1)]
    first = _first(members)
    for member in members:
        size = chance.randint(3, 9)
        book = open_book(member)
        _post(book, months[0], _("Modal awal"), [(chart.CASH, chart.CAPITAL, size * 500_000)])
        for month in months:
            if member == first and month >= demo_books.first_day(today).replace(day=1):
                break  # from here on its owner writes line by line
            busy = 160 if month.month in {2, 3} else 100
            sales = size * 900_000 * busy // 100 * chance.randint(85, 120) // 100 // 1000 * 1000
            middle = min(month + timedelta(days=chance.randint(8, 20)), today)
            _post(book, middle, _("Jual di toko"), [(chart.CASH, chart.SALES, sales)])
            _post(book, middle, _("Beli benang"), [(chart.MATERIAL_EXPENSE, chart.CASH, sales * 45 // 100)])
            _post(book, middle, _("Bayar upah"), [(chart.WAGES, chart.CASH, sales * 25 // 100)])
            _post(book, middle, _("Ambil untuk rumah"), [(chart.DRAWINGS, chart.CASH, sales * 20 // 100)])


def _month_before(day: date, months: int) -> date:
    """First day of the month that many months before that of `day`."""
    whole = day.year * 12 + day.month - 1 - months
    return date(whole // 12, whole % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Story:
    """A past order: who ordered what when, and how far it came."""

    buyer: str
    began: date
    goods: tuple[tuple[str, int, str, int, int], ...]  # product, quantity, unit, pieces, rupiah a piece
    days: int
    finished: bool = True


def _stories(today: date) -> Iterator[Story]:
    def ago(days: int) -> date:
        return today - timedelta(days=days)

    yield Story("Toko Oleh-oleh Pandan Arum", ago(330), (("Syal rajut", 45, "kodi", 900, 32_000),), 35)
    yield Story("Koperasi Karyawan Tirta Jaya", ago(270), (("Topi rajut", 100, "lusin", 1200, 19_500),), 28)
    yield Story(
        "Hotel Kembang Kencana",
        ago(200),
        (("Sweter rajut", 30, "kodi", 600, 85_000), ("Syal rajut", 20, "kodi", 400, 33_000)),
        35,
    )
    yield Story("Butik Wangsa", ago(130), (("Kardigan rajut", 360, "buah", 360, 110_000),), 40)
    yield Story("Toko Oleh-oleh Pandan Arum", ago(75), (("Topi rajut", 60, "kodi", 1200, 19_000),), 30)
    yield Story(
        "Panitia Festival Kabut",
        ago(16),
        (("Sweter rajut", 25, "kodi", 500, 86_000), ("Kardigan rajut", 20, "lusin", 240, 112_000)),
        45,
        finished=False,
    )


def _tell(demo: Demo, story: Story, chance: random.Random) -> None:
    order = _taken(demo, story)
    _answers(demo, order, story)
    shares = [share for share in _shares(order) if share.accepted]
    _advance_material(demo, order, shares, story)
    part = 100 if story.finished else 45
    for share in shares:
        _made(demo, order, share, part, story, chance)
    _delivered(demo, order, story, story.began + timedelta(days=story.days - 2 if story.finished else 12))
    if story.finished:
        settled = _at(story.began + timedelta(days=story.days + 10))
        settling.settle(
            demo.officer, order.id, paid_from="bank", although_short=True, client_id=uuid.uuid4().hex, at=settled
        )


def _taken(demo: Demo, story: Story) -> Order:
    due = story.began + timedelta(days=story.days)
    lines = tuple(
        NewLine(product, Decimal(quantity), unit, pieces, price, "B", due)
        for product, quantity, unit, pieces, price in story.goods
    )
    new = NewOrder(story.buyer, "", story.began, None, lines)
    at = _at(story.began)
    order = taking.take_order(
        demo.officer, demo.sentra, new, at=at, seed=story.began.toordinal(), client_id=uuid.uuid4().hex
    )
    given, __ = taking.propose(demo.officer, order.id, at=at)
    answer_by = at + timedelta(days=2)
    return taking.publish(demo.officer, order.id, rule="catch-up", seen=given.digest(), answer_by=answer_by, at=at)


def _shares(order: Order) -> list[Share]:
    return list(Share.objects.filter(line__order=order).select_related("line", "enterprise").order_by("pk"))


def _answers(demo: Demo, order: Order, story: Story) -> None:
    """All accept but one, whose share is split again; of the order on its way two have not answered yet."""
    at = _at(story.began + timedelta(days=1))
    offered: dict[uuid.UUID, dict[int, int]] = {}
    for share in _shares(order):
        offered.setdefault(share.enterprise_id, {})[share.line.number] = share.pieces
    members = list(offered)
    late = set() if story.finished else set(members[-2:])
    for number, enterprise in enumerate(members):
        if enterprise in late:
            continue
        takes = dict.fromkeys(offered[enterprise], 0) if number == 1 else offered[enterprise]
        sharing.answer(_link(order, enterprise), order.id, enterprise, takes, at=at)
    if not story.finished:
        return
    if order.sentra_id and sum(share.pieces for share in _shares(order)) < sum(
        line.pieces for line in order.lines.all()
    ):
        sharing.split_again(demo.officer, order.id, answer_by=at + timedelta(days=2), at=at)
        _accept_all(order, at)


def _accept_all(order: Order, at: datetime) -> None:
    waiting: dict[uuid.UUID, dict[int, int]] = {}
    for share in _shares(order):
        if share.pending:
            waiting.setdefault(share.enterprise_id, {})[share.line.number] = share.pieces
    for enterprise, takes in waiting.items():
        sharing.answer(_link(order, enterprise), order.id, enterprise, takes, at=at)


def _link(order: Order, enterprise: uuid.UUID) -> OfferLink:
    return OfferLink(order.id, enterprise)


def _advance_material(demo: Demo, order: Order, shares: Sequence[Share], story: Story) -> None:
    day = story.began + timedelta(days=3)
    for share in shares[:2]:
        amount = share.accepted * share.line.price * 3 // 10 // 1000 * 1000
        if amount:
            settling.advance_material(
                demo.officer,
                order.id,
                share.enterprise_id,
                amount=amount,
                what="benang",
                paid_from="bank",
                day=day,
                client_id=uuid.uuid4().hex,
                at=_at(day),
            )


def _made(demo: Demo, order: Order, share: Share, part: int, story: Story, chance: random.Random) -> None:
    """Tallies over the weeks, then inspection; a few pieces fail and are made again."""
    goal, done, week = share.accepted * part // 100, 0, 0
    while done < goal:
        week += 1
        made = min(goal - done, max(share.accepted // 4, 1))
        day = story.began + timedelta(days=min(2 + 3 * week, story.days - 4))
        making.tally(
            demo.officer,
            order.id,
            share.pk,
            made=made,
            spoiled=chance.choice([0, 0, 0, 1, 2]),
            day=day,
            client_id=uuid.uuid4().hex,
            at=_at(day, 16),
        )
        done += made
    if not done:
        return
    failed = min(chance.choice([0, 0, 1, 2]), done - 1)
    at = _at(
        story.began + timedelta(days=min(12, story.days - 3))
        if part < 100
        else story.began + timedelta(days=story.days - 3)
    )
    making.inspect(
        demo.officer, order.id, share.pk, passed=done - failed, failed=failed, client_id=uuid.uuid4().hex, at=at
    )
    if failed and part == 100:
        making.tally(
            demo.officer, order.id, share.pk, made=failed, spoiled=0, day=at.date(), client_id=uuid.uuid4().hex, at=at
        )
        making.inspect(demo.officer, order.id, share.pk, passed=failed, failed=0, client_id=uuid.uuid4().hex, at=at)


def _delivered(demo: Demo, order: Order, story: Story, day: date) -> None:
    ready = {share.pk: share.ready for share in _shares(order) if share.ready}
    if not ready:
        return
    at = _at(day)
    lot = making.deliver(demo.officer, order.id, ready, day=day, client_id=uuid.uuid4().hex, at=at)
    if not story.finished:
        return
    bill = settling.invoice(demo.officer, order.id, lot.id, client_id=uuid.uuid4().hex, at=at)
    paid = day + timedelta(days=9)
    settling.pay(
        demo.officer,
        order.id,
        bill.id,
        amount=bill.amount,
        into="bank",
        day=paid,
        client_id=uuid.uuid4().hex,
        at=_at(paid),
    )


def _order_to_split(demo: Demo, today: date) -> None:
    """The order that is on the table when a visitor opens the demo."""
    lines = (
        NewLine("Sweter rajut", Decimal(70), "kodi", 1400, 85_000, "A", today + timedelta(days=70)),
        NewLine("Kardigan rajut", Decimal(55), "lusin", 660, 110_000, "B", today + timedelta(days=70)),
        NewLine("Syal rajut", Decimal(1250), "buah", 1250, 32_000, "", today + timedelta(days=84)),
        NewLine("Topi rajut", Decimal(12), "gross", 1728, 19_500, "B", today + timedelta(days=84)),
    )
    new = NewOrder("Hotel Kembang Kencana", "Untuk cendera mata tahun baru.", today, 40, lines)
    taking.take_order(demo.officer, demo.sentra, new, at=_at(today), seed=20_261, client_id=uuid.uuid4().hex)
