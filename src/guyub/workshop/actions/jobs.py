"""Jobs: the workshop's own orders, and its shares of joint ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.measures import MICRO, MOST_MICRO
from guyub.kernel.words import _
from guyub.people.access import Person
from guyub.sentra.models import Enterprise
from guyub.sentra.rules import product_key
from guyub.workshop.actions.common import locked, locked_for, resent
from guyub.workshop.models import Job, Product
from guyub.workshop.queries.jobs import by_the_piece

SHARE = "share"


@dataclass(frozen=True, slots=True)
class NewJob:
    """An order of the workshop's own: millionths of the product's unit, rupiah a unit."""

    product: Product
    quantity: int
    due: date
    customer: str = ""
    price: int | None = None


@dataclass(frozen=True, slots=True)
class ShareOf:
    """A share of a joint order as the workshop sees it: `pieces` are all that it has to make good."""

    id: int
    name: str
    customer: str
    pieces: int
    price: int
    due: date


@transaction.atomic
def take_job(by: Person, enterprise: Enterprise, new: NewJob, *, client_id: str, at: datetime) -> Job:
    """Accept an order of one's own; the same `client_id` changes nothing. Raises NotAllowed, Problem, Conflict."""
    locked_for(by, enterprise)
    found = Job.objects.filter(enterprise=enterprise, client_id=client_id).first()
    if sent := resent(found, product_id=new.product.pk, quantity_micro=new.quantity, due=new.due):
        return sent
    if new.product.enterprise_id != enterprise.id:
        raise Problem(_("Barang itu tidak ada di bengkel ini."), "product")
    if not 0 < new.quantity <= MOST_MICRO:
        raise Problem(_("Tulis jumlahnya, lebih dari nol."), "quantity")
    today = timezone.localdate(at)
    if new.due < today:
        raise Problem(_("Tanggal selesai sudah lewat."), "due")
    return Job.objects.create(
        enterprise=enterprise,
        product=new.product,
        name=new.product.name,
        customer=" ".join(new.customer.split()),
        quantity_micro=new.quantity,
        price=new.price,
        accepted=today,
        due=new.due,
        client_id=client_id,
    )


@transaction.atomic
def end_job(by: Person, job: Job, state: Job.State) -> Job:
    """Say that an order of one's own is done, or cancelled. A share of a joint order ends where the order does."""
    locked_for(by, job.enterprise)
    job.refresh_from_db()
    if job.is_joint:
        raise Problem(_("Bagian pesanan bersama diurus di halaman pesanannya."))
    if job.state not in {Job.State.OPEN, state}:
        raise Conflict(_("Pesanan ini sudah berubah keadaan. Buka kembali halamannya."))
    job.state = state
    job.save(update_fields=["state"])
    return job


@transaction.atomic
def reopen_job(by: Person, job: Job) -> Job:
    """There is more to make of an order of one's own after all. Raises NotAllowed, Problem."""
    locked_for(by, job.enterprise)
    job.refresh_from_db()
    if job.is_joint:
        raise Problem(_("Bagian pesanan bersama diurus di halaman pesanannya."))
    job.state = Job.State.OPEN
    job.save(update_fields=["state"])
    return job


@transaction.atomic
def name_product(by: Person, job: Job, product: Product) -> Job:
    """Say which product of the workshop a share of a joint order is, before anything of it was counted."""
    locked_for(by, job.enterprise)
    if product.enterprise_id != job.enterprise_id:
        raise Problem(_("Barang itu tidak ada di bengkel ini."), "product")
    if not by_the_piece(product.unit):
        raise Problem(_("Pesanan bersama dihitung dalam buah yang bulat."), "product")
    if job.tallies.filter(undone_at=None).exists():
        raise Conflict(_("Pesanan ini sudah mulai dicatat hasilnya, jadi barangnya tidak bisa diganti."))
    job.product = product
    job.save(update_fields=["product"])
    return job


def follow_share(enterprise: Enterprise, share: ShareOf, *, at: datetime) -> Job | None:
    """Keep the job of a share as the order's room says it is, in that room's transaction. None while there is none."""
    locked(enterprise)
    job = Job.objects.filter(source_kind=SHARE, source_id=share.id).first()
    if job is None and share.pieces <= 0:
        return None
    if job is None:
        product = Product.objects.filter(enterprise=enterprise, key=product_key(share.name)).first()
        if product is not None and not by_the_piece(product.unit):
            product = None  # the owner says which it is
        return Job.objects.create(
            enterprise=enterprise,
            product=product,
            name=share.name,
            customer=share.customer,
            quantity_micro=share.pieces * MICRO,
            price=share.price,
            accepted=timezone.localdate(at),
            due=share.due,
            source_kind=SHARE,
            source_id=share.id,
            client_id=f"{SHARE} {share.id}",
        )
    job.quantity_micro = max(share.pieces, 0) * MICRO
    job.state = Job.State.OPEN if share.pieces > 0 else Job.State.CANCELLED
    job.save(update_fields=["quantity_micro", "state"])
    return job


def end_shares(shares: list[int]) -> None:
    """The order of these shares is settled: there is nothing more to make."""
    Job.objects.filter(source_kind=SHARE, source_id__in=shares).update(state=Job.State.DONE)
