"""What an order leaves to the background: working out the splits of a large one, to be compared."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.urls import reverse

from guyub.background.actions import Outcome, begin, handlers
from guyub.background.models import Job
from guyub.background.progress import Progress
from guyub.kernel.words import _
from guyub.orders.actions import taking
from guyub.orders.models import Order
from guyub.people.access import Person

COMPARE = "orders.compare"


def register() -> None:
    """Tell the background who does what."""
    handlers[COMPARE] = _compare


def compare_later(by: Person, order: Order, at: datetime) -> Job:
    """Work out the split of a draft under each rule in the background."""
    words = _("Membandingkan cara membagi pesanan %(buyer)s", buyer=order.buyer)
    origin = reverse("order", args=[order.id])
    return begin(by, COMPARE, {"order": str(order.id)}, about=str(order.id), words=words, at=at, origin=origin)


def _compare(job: Job, tell: Progress) -> Outcome:
    order = uuid.UUID(job.arguments["order"])
    taking.propose(job.by, order, at=job.begun_at, tell=tell)
    return Outcome(_("Keempat cara siap dibandingkan."), reverse("order_split", args=[order]))
