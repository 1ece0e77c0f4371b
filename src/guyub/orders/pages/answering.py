"""What a member sees of an order: its offer, why it is as large as it is, and how to answer."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from guyub.orders.actions import sharing
from guyub.orders.actions.common import OfferLink, Work, require_work
from guyub.orders.forms import AnswerForm
from guyub.orders.links import read_token
from guyub.orders.models import Draw, Order, Share
from guyub.people.access import Person, require
from guyub.sentra.models import Enterprise


def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The offer behind a secret link; no signing in."""
    link = read_token(token)
    if link is None:
        raise Http404
    return _offer(request, link, link.order, link.enterprise, reverse("offer", args=[token]))


@login_required
def mine(request: HttpRequest, order: uuid.UUID, enterprise: uuid.UUID) -> HttpResponse:
    """The same offer for the owner who has signed in."""
    found = get_object_or_404(Order.objects.select_related("sentra"), pk=order)
    require(request.user, "answer offer", Work(found, enterprise))
    return _offer(request, request.user, order, enterprise, reverse("my_offer", args=[order, enterprise]))


def _offer(
    request: HttpRequest, by: Person | OfferLink, order_id: uuid.UUID, enterprise_id: uuid.UUID, here: str
) -> HttpResponse:
    order = get_object_or_404(Order.objects.select_related("sentra"), pk=order_id)
    enterprise = get_object_or_404(Enterprise, pk=enterprise_id)
    require_work(by, "answer offer", order, enterprise_id)
    shares = list(Share.objects.filter(line__order=order, enterprise=enterprise).select_related("line"))
    if not shares:
        raise Http404  # nothing of this order concerns this enterprise
    waiting = [share for share in shares if share.pending] if order.state == Order.State.PUBLISHED else []
    if request.method == "POST" and not waiting and any(share.accepted or share.closed for share in shares):
        messages.info(request, gettext("Jawaban Anda sudah tercatat."))  # a second click
        return redirect(here)
    form = AnswerForm(waiting, request.POST or None)
    if request.method == "POST" and _answered(request, form, by, order, enterprise):
        messages.success(request, gettext("Terima kasih, jawaban Anda tercatat."))
        return redirect(here)
    context: dict[str, Any] = {
        "room": "sentra",
        "order": order,
        "enterprise": enterprise,
        "shares": shares,
        "waiting": waiting,
        "form": form,
        "rows": [(share, form[f"takes-{share.line.number}"]) for share in waiting],
        "over": order.answer_by is not None and order.answer_by < timezone.now(),
        "why": _why(order, enterprise, shares) if any(share.pieces for share in shares) else [],
        "value": sum(share.pieces * share.line.price for share in shares),
        "here": here,
    }
    return render(request, "orders/offer.html", context, status=400 if form.errors else 200)


def _answered(
    request: HttpRequest, form: AnswerForm, by: Person | OfferLink, order: Order, enterprise: Enterprise
) -> bool:
    """Take the whole, nothing, or the numbers typed, whichever button was pressed."""
    if not form.is_current():
        form.is_valid()
        form.add_error(None, gettext("Tawaran ini berubah sejak Anda membukanya. Periksa lagi jumlahnya, lalu jawab."))
        return False
    press = request.POST.get("answer", "some")
    if press == "all":
        takes = {share.line.number: share.pieces for share in form.waiting}
    elif press == "none":
        takes = {share.line.number: share.accepted for share in form.waiting}
    elif form.is_valid():
        takes = form.takes()
    else:
        return False
    form.is_valid()
    return form.take(lambda: sharing.answer(by, order.id, enterprise.id, takes, at=timezone.now()))


def _why(order: Order, enterprise: Enterprise, shares: list[Share]) -> list[dict[str, Any]]:
    """The newest sentence about this member in the order's draws; after a change of name, those of its shares."""
    for draw in Draw.objects.filter(order=order).order_by("-number"):
        found = [row["reason"] for row in draw.outcome["members"] if row["member"] == enterprise.name]
        if found:
            return found
    return [share.reason for share in shares if share.reason]
