"""A small world for tests that need everybody: two sentra, their workshops, and a person in each role.

`own` things are those the route walk asks for; `foreign` people hold the same role elsewhere. A room that adds a
kind of thing adds a builder here and names it in `things`, by the name its addresses use for it; and in `strange`,
when its addresses have a second argument beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.urls import reverse
from PIL import Image

from guyub.background.actions import notify
from guyub.background.models import Job as BackgroundJob
from guyub.background.models import Notice
from guyub.background.progress import made_file
from guyub.books.actions.attaching import attach
from guyub.books.actions.banking import upload_bank
from guyub.books.actions.importing import upload_journal
from guyub.books.actions.parties import party_named
from guyub.books.actions.posting import open_book
from guyub.books.models import Book, Receipt
from guyub.books.models import Import as JournalImport
from guyub.kernel.photos import read_photo
from guyub.kernel.tables import read_table
from guyub.kernel.words import _
from guyub.orders.actions import making, settling, sharing, taking
from guyub.orders.actions.common import OfferLink
from guyub.orders.actions.drawing import keep_draw
from guyub.orders.actions.taking import NewLine, NewOrder
from guyub.orders.gathering import given_for
from guyub.orders.links import link_token
from guyub.orders.models import Delivery, Invoice, Order, Share
from guyub.people.actions import make_key
from guyub.people.models import User
from guyub.sentra.actions import upload_members
from guyub.sentra.models import Ability, Enterprise, Import, Membership, Sentra
from tests.support import people

SINCE = date(2024, 1, 1)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
JOURNAL = """tanggal;keterangan;akun;debit;kredit
2/11/2025;Jual syal;1101;540000;
2/11/2025;Jual syal;4101;;540000
3/11/2025;Sewa kios;Sewa kios pasar;50000;
3/11/2025;Sewa kios;1101;;45000
"""
STATEMENT = """Date,Description,Branch,Amount,,Balance
'02/11/2025,TRSF E-BANKING CR TOKO MAJU,'0000,1500000.00,CR,1500000.00
'03/11/2025,BIAYA ADM,'0000,15000.00,DB,1485000.00
"""
MEMBER_LIST = "nama,produk,kapasitas\nJahit Dahlia,kemeja,40\nJahit Tanpa Angka,kemeja,banyak\n"


@dataclass
class World:
    sentra: Sentra
    other_sentra: Sentra
    enterprise: Enterprise
    neighbour: Enterprise
    far_enterprise: Enterprise
    people: dict[str, User | None]
    # The value of every argument that an address may ask for, by its name.
    things: dict[str, Any] = field(default_factory=dict)
    # Of some kinds, one that belongs to the other sentra and to nobody here.
    strange: dict[str, Any] = field(default_factory=dict)


def a_photo(wide: int = 40, high: int = 30) -> bytes:
    """A small picture, as a phone might send one."""
    into = BytesIO()
    Image.new("RGB", (wide, high), "white").save(into, "PNG")
    return into.getvalue()


def a_journal(owner: User, book: Book, name: str = "tahun") -> JournalImport:
    """A file of entries that waits for its confirmation: one good entry, one that does not balance."""
    table = read_table(JOURNAL.encode(), f"{name}.csv")
    return upload_journal(owner, book, table, sha256(name.encode()).hexdigest(), at=NOW)


def a_statement(owner: User, book: Book, content: str = STATEMENT) -> JournalImport:
    """A bank's file that waits for its confirmation."""
    table = read_table(content.encode(), "mutasi.csv")
    return upload_bank(owner, book, table, sha256(content.encode()).hexdigest(), at=NOW)


def a_finished_job(owner: User) -> Notice:
    """The notice of a job that is done and made a file."""
    words = _("Menyiapkan %(book)s sebagai %(form)s", book="Buku", form="csv")
    job = BackgroundJob(kind="books.export", about="done", words=words.to_json(), by=owner, state="done")
    job.begun_at = job.queued_at = job.ended_at = NOW
    job.file_name, job.content_type = "buku.csv", "text/csv"
    job.result_words = _("Berkasnya siap diunduh.").to_json()
    job.save()
    made_file(job.id).write_bytes(b"a;b")
    return notify(owner, _("Berkasnya siap diunduh."), reverse("background_job", args=[job.id]), at=NOW)


def a_receipt(owner: User, book: Book) -> Receipt:
    """A photo attached to the first entry of a book."""
    return attach(owner, book, 1, read_photo(a_photo()))


def enterprise_in(sentra: Sentra, name: str, product: str = "kemeja", weekly: int = 120) -> Enterprise:
    """A member of `sentra` who can make `weekly` pieces of `product`."""
    enterprise = Enterprise.objects.create(name=name, owner_name=f"Pemilik {name}")
    Membership.objects.create(sentra=sentra, enterprise=enterprise, since=SINCE)
    Ability.objects.create(enterprise=enterprise, product=product, capacity_milli=weekly * 1000, grade="A")
    return enterprise


def uploaded_list(officer: User, sentra: Sentra) -> Import:
    """A list of members in preview: one good row, one that has to be mended."""
    return upload_members(officer, sentra, read_table(MEMBER_LIST.encode(), "anggota.csv"), at=NOW)


def taken_order(officer: User, sentra: Sentra, product: str = "seragam") -> Order:
    """A draft: sixty pieces of something that nobody makes unless a test says so."""
    line = NewLine(product, Decimal(5), "lusin", 60, 40_000, "", NOW.date() + timedelta(28))
    new = NewOrder("Hotel Kencana", "", NOW.date(), None, (line,))
    client_id = f"order {Order.objects.count()}"
    return taking.take_order(officer, sentra, new, at=NOW, seed=1, client_id=client_id)


def running_order(officer: User, sentra: Sentra, enterprise: Enterprise) -> Order:
    """An order that `enterprise` alone holds: part of its pieces promised, the others still waiting for its answer."""
    product = enterprise.abilities.get().product
    order = taken_order(officer, sentra, f"{product} pesanan")
    order.state, order.rule, order.answer_by = Order.State.PUBLISHED, "catch-up", NOW + timedelta(2)
    order.save()
    given = given_for(order, NOW.date())
    keep_draw(order, officer, NOW, given, given.outcome(order.rule), _("Pembagian pertama"))
    Share.objects.create(line=order.lines.get(), enterprise=enterprise, pieces=50, accepted=40)
    return order


def billed_lot(officer: User, order: Order, pieces: int = 20) -> tuple[Delivery, Invoice]:
    """The first pieces of an order, made, passed, delivered and billed; not paid yet."""
    share, tag = Share.objects.get(line__order=order), str(order.id)[:20]
    day = NOW.date()
    making.tally(officer, order.id, share.pk, made=pieces + 5, spoiled=1, day=day, client_id=f"tally {tag}", at=NOW)
    making.inspect(officer, order.id, share.pk, passed=pieces, failed=1, client_id=f"inspection {tag}", at=NOW)
    lot = making.deliver(officer, order.id, {share.pk: pieces}, day=day, client_id=f"lot {tag}", at=NOW)
    return lot, settling.invoice(officer, order.id, lot.id, client_id=f"bill {tag}", at=NOW)


def settled_order(officer: User, sentra: Sentra, enterprise: Enterprise) -> Order:
    """An order delivered in one lot, paid and shared out."""
    order = running_order(officer, sentra, enterprise)
    number = order.lines.get().number
    sharing.answer(OfferLink(order.id, enterprise.id), order.id, enterprise.id, {number: 40}, at=NOW)
    __, bill = billed_lot(officer, order, 30)
    tag, day = str(order.id)[:20], NOW.date()
    settling.pay(officer, order.id, bill.id, amount=bill.amount, into="bank", day=day, client_id=f"pay {tag}", at=NOW)
    settling.settle(officer, order.id, paid_from="bank", although_short=True, client_id=f"settle {tag}", at=NOW)
    return order


def build_world() -> World:
    sentra = Sentra.objects.create(name="Sentra Konveksi Melati", fee_basis_points=250, agreed_on=SINCE)
    other_sentra = Sentra.objects.create(name="Sentra Anyaman Seberang", agreed_on=SINCE)
    enterprise = enterprise_in(sentra, "Jahit Kenanga")
    neighbour = enterprise_in(sentra, "Jahit Cempaka")
    far_enterprise = enterprise_in(other_sentra, "Anyaman Pandan", "tas")
    world = World(
        sentra=sentra,
        other_sentra=other_sentra,
        enterprise=enterprise,
        neighbour=neighbour,
        far_enterprise=far_enterprise,
        people={
            "anonymous": None,
            "stranger": people.stranger("Tamu"),
            "owner": people.owner(enterprise),
            "foreign owner": people.owner(neighbour),
            "worker": people.worker(enterprise),
            "foreign worker": people.worker(neighbour),
            "member": people.member(sentra),
            "foreign member": people.member(other_sentra),
            "officer": people.officer(sentra),
            "foreign officer": people.officer(other_sentra),
        },
    )
    _add_things(world)
    return world


def _add_things(world: World) -> None:
    officer, far_officer = world.people["officer"], world.people["foreign officer"]
    assert officer is not None
    assert far_officer is not None
    order = running_order(officer, world.sentra, world.enterprise)
    far_order = running_order(far_officer, world.other_sentra, world.far_enterprise)
    owner = world.people["owner"]
    assert owner is not None
    make_key(owner, "Mesin kasir", client_id="key", at=NOW)
    lot, bill = billed_lot(officer, order)
    far_lot, far_bill = billed_lot(far_officer, far_order)
    told = a_finished_job(owner)
    world.things = {
        "background_job": BackgroundJob.objects.get(by=owner).id,
        "notice": told.id,
        "sentra": world.sentra.id,
        "enterprise": world.enterprise.id,
        "listed": uploaded_list(officer, world.sentra).id,
        "order": order.id,
        "draft": taken_order(officer, world.sentra).id,
        "settled": settled_order(officer, world.sentra, world.enterprise).id,
        "share": Share.objects.get(line__order=order, enterprise=world.enterprise).pk,
        "number": 1,  # of the order's first draw
        "lot": lot.id,
        "invoice": bill.id,
        "token": link_token(order.id, world.enterprise.id),
        "book": open_book(world.enterprise).id,
        "file": a_journal(owner, open_book(world.enterprise)).id,
        "party": party_named(open_book(world.enterprise), "Bu Tini").number,
        "what": "masuk",
        "receipt": a_receipt(owner, open_book(world.enterprise)).id,
        "code": "1102",  # of an account that every book has
        "key": owner.api_keys.get().id,
    }
    world.strange = {
        "sentra": world.other_sentra.id,
        "enterprise": world.far_enterprise.id,
        "order": far_order.id,
        "lot": far_lot.id,
        "invoice": far_bill.id,
        "book": open_book(world.far_enterprise).id,
    }
