"""Counting, inspecting, relieving and delivering."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from guyub.orders.actions import making, sharing
from guyub.orders.actions.common import Work
from guyub.orders.forms import DeliverForm, InspectForm, PiecesForm, RelieveForm, TallyForm
from guyub.orders.models import Delivery, Order, Share
from guyub.orders.queries import lots_of, my_work, order_for, order_view
from guyub.people.access import allowed, require
from guyub.people.fields import OnceForm
from guyub.people.models import User


@login_required
def count(request: HttpRequest) -> HttpResponse:
    """What this person's workshops have to make now, over all orders: the page behind “Catat”."""
    assert isinstance(request.user, User)  # noqa: S101
    return render(request, "orders/count.html", {"room": "count", "work": my_work(request.user)})


@login_required
def work(request: HttpRequest, order: uuid.UUID) -> HttpResponse:
    """The shares of an order to work on: all of them for the officer, one's own for a member."""
    found = get_object_or_404(Order.objects.select_related("sentra"), pk=order)
    view = order_view(found)
    mine = [share for share in view.shares if allowed(request.user, "tally", Work(found, share.enterprise_id))]
    if not mine:
        require(request.user, "manage order", found)
    context = {
        "room": "sentra",
        "order": found,
        "shares": [share for share in mine if share.accepted],
        "see_order": allowed(request.user, "see order", found),
        "may": allowed(request.user, "manage order", found),
    }
    return render(request, "orders/work.html", context)


@login_required
def share(request: HttpRequest, share: int) -> HttpResponse:
    """One share: count what is made; the officer also inspects and relieves."""
    found = get_object_or_404(Share.objects.select_related("line__order__sentra", "enterprise"), pk=share)
    order = found.line.order
    require(request.user, "tally", Work(order, found.enterprise_id))
    may = allowed(request.user, "manage order", order)
    sent = request.POST.get("act", "")
    if sent in {"inspect", "relieve"}:
        require(request.user, "manage order", order)
    forms: dict[str, OnceForm] = {
        "tally": TallyForm(request.POST if sent == "tally" else None, initial={"day": timezone.localdate()}),
        "inspect": InspectForm(request.POST if sent == "inspect" else None),
        "relieve": RelieveForm(request.POST if sent == "relieve" else None, initial={"seen": str(found.accepted)}),
    }
    if sent in forms and forms[sent].is_valid() and _done(request, sent, forms[sent], order, found):
        return redirect("share", found.pk)
    context = {
        "room": "count",
        "order": order,
        "share": found,
        "may": may,
        "forms": forms,
        "tallies": found.tallies.filter(undone_at=None).select_related("by").order_by("-at")[:20],
        "inspections": found.inspections.select_related("by").order_by("-at")[:20],
    }
    mistakes = any(form.errors for form in forms.values())
    return render(request, "orders/share.html", context, status=400 if mistakes else 200)


def _done(request: HttpRequest, act: str, form: OnceForm, order: Order, share: Share) -> bool:
    data, now = form.cleaned_data, timezone.now()

    def tally() -> None:
        making.tally(
            request.user,
            order.id,
            share.pk,
            made=data["made"],
            spoiled=data["spoiled"] or 0,
            day=data["day"],
            client_id=data["client_id"],
            at=now,
        )

    def inspect() -> None:
        making.inspect(
            request.user,
            order.id,
            share.pk,
            passed=data["passed"],
            failed=data["failed"] or 0,
            note=data["note"],
            client_id=data["client_id"],
            at=now,
        )

    def relieve() -> None:
        sharing.relieve(request.user, order.id, share.pk, data["pieces"], at=now, seen=data["seen"])

    acts = {"tally": tally, "inspect": inspect, "relieve": relieve}
    said = {
        "tally": gettext("Tercatat."),
        "inspect": gettext("Hasil pemeriksaan tercatat."),
        "relieve": gettext("Bagian dilepas. Bagi ulang sisanya lewat halaman tawaran."),
    }
    if not form.take(acts[act]):
        return False
    messages.success(request, said[act])
    return True


@login_required
def lots(request: HttpRequest, order: uuid.UUID) -> HttpResponse:
    """Lots delivered and what is ready to go."""
    found = order_for(request.user, get_object_or_404(Order, pk=order).id, "manage order")
    form = _deliver_form(request, found)
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            making.deliver(
                request.user,
                found.id,
                form.counts(),
                day=form.cleaned_data["day"],
                client_id=form.cleaned_data["client_id"],
                at=timezone.now(),
            )

        if form.take(act):
            messages.success(request, gettext("Kiriman dicatat."))
            return redirect("order_lots", found.id)
    context = {"room": "sentra", "order": found, "lots": lots_of(found), "form": form}
    return render(request, "orders/lots.html", context, status=400 if form.errors else 200)


def _deliver_form(request: HttpRequest, order: Order) -> DeliverForm:
    ready = [(share, share.ready, share.ready) for share in order_view(order).shares if share.ready]
    data: Any = request.POST if request.method == "POST" else None
    return DeliverForm("pieces", ready, data, initial={"day": timezone.localdate()})


@login_required
def returned(request: HttpRequest, order: uuid.UUID, lot: uuid.UUID) -> HttpResponse:
    """What the buyer turned down of a lot."""
    found = order_for(request.user, get_object_or_404(Order, pk=order).id, "manage order")
    delivery = get_object_or_404(Delivery, pk=lot, order=found)
    items = delivery.items.select_related("share__enterprise", "share__line").order_by("pk")
    data: Any = request.POST if request.method == "POST" else None
    form = PiecesForm("returned", [(item.share, item.pieces, item.returned) for item in items], data)
    if request.method == "POST" and form.is_valid():
        done = form.take(
            lambda: making.take_back(request.user, found.id, delivery.id, form.counts(), at=timezone.now())
        )
        if done:
            messages.success(request, gettext("Tercatat."))
            return redirect("order_lots", found.id)
    context = {"room": "sentra", "order": found, "lot": delivery, "form": form}
    return render(request, "orders/returned.html", context, status=400 if form.errors else 200)
