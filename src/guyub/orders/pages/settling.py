"""Bills, payments, material advances, and sharing the money out."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from guyub.orders.actions import settling
from guyub.orders.forms import AdvanceForm, PayForm, SettleForm
from guyub.orders.models import Delivery, Invoice, Order, SettlementRow
from guyub.orders.queries import order_for, order_view
from guyub.orders.sheet import settlement_pdf
from guyub.people.access import allowed


@require_POST
@login_required
def bill(request: HttpRequest, order: uuid.UUID, lot: uuid.UUID) -> HttpResponse:
    """Invoice a lot."""
    found = order_for(request.user, get_object_or_404(Order, pk=order).id, "manage order")
    delivery = get_object_or_404(Delivery, pk=lot, order=found)
    settling.invoice(request.user, found.id, delivery.id, client_id=f"invoice:{delivery.id}", at=timezone.now())
    messages.success(request, gettext("Tagihan dibuat dan masuk ke buku."))
    return redirect("order_lots", found.id)


@login_required
def pay(request: HttpRequest, order: uuid.UUID, invoice: uuid.UUID) -> HttpResponse:
    """Note the buyer's payment."""
    found = order_for(request.user, get_object_or_404(Order, pk=order).id, "manage order")
    bill = get_object_or_404(Invoice.objects.select_related("delivery"), pk=invoice, delivery__order=found)
    first = {"amount": str(bill.amount - bill.paid), "into": "bank", "day": timezone.localdate()}
    form = PayForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> None:
            settling.pay(request.user, found.id, bill.id, at=timezone.now(), **data)

        if form.take(act):
            messages.success(request, gettext("Pembayaran tercatat."))
            return redirect("order_lots", found.id)
    context = {"room": "sentra", "order": found, "bill": bill, "form": form, "left": bill.amount - bill.paid}
    return render(request, "orders/pay.html", context, status=400 if form.errors else 200)


@login_required
def advance(request: HttpRequest, order: uuid.UUID) -> HttpResponse:
    """Give a member money for material ahead of the order."""
    found = order_for(request.user, get_object_or_404(Order, pk=order).id, "manage order")
    holders = {str(share.enterprise_id): share.enterprise.name for share in order_view(found).shares if share.accepted}
    first = {"paid_from": "cash", "day": timezone.localdate()}
    form = AdvanceForm(list(holders.items()), request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        member = uuid.UUID(data.pop("enterprise"))

        def act() -> None:
            settling.advance_material(request.user, found.id, member, at=timezone.now(), **data)

        if form.take(act):
            messages.success(request, gettext("Uang muka tercatat di buku sentra dan buku anggota."))
            return redirect("order_advance", found.id)
    given = found.advances.select_related("enterprise").order_by("-at")
    context = {"room": "sentra", "order": found, "form": form, "given": given}
    return render(request, "orders/advance.html", context, status=400 if form.errors else 200)


@login_required
def settle(request: HttpRequest, order: uuid.UUID) -> HttpResponse:
    """What settling gives each member, and the button that does it. Afterwards, what it gave."""
    act = "manage order" if request.method == "POST" else "see order"
    found = order_for(request.user, get_object_or_404(Order, pk=order).id, act)
    rows, done = _rows(found)
    form = SettleForm(request.POST or None, initial={"paid_from": "bank"})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        if form.take(lambda: settling.settle(request.user, found.id, at=timezone.now(), **data)):
            messages.success(request, gettext("Bagi hasil selesai dan masuk ke buku setiap anggota."))
            return redirect("order_settlement", found.id)
    context = {
        "room": "sentra",
        "order": found,
        "rows": rows,
        "total": _total(rows),
        "settled": done,
        "why_not": None if done else settling.why_not_settle(found),
        "short": settling.undelivered(found),
        "form": form,
        "may": allowed(request.user, "manage order", found),
    }
    return render(request, "orders/settlement.html", context, status=400 if form.errors else 200)


@login_required
def sheet(request: HttpRequest, order: uuid.UUID) -> HttpResponse:
    """The settlement sheet as PDF."""
    found = order_for(request.user, get_object_or_404(Order, pk=order).id)
    rows, done = _rows(found)
    if not done or not rows:
        raise Http404
    pdf = settlement_pdf(found, rows, get_language() or "id")
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="guyub-{found.number}.pdf"'
    return response


def _rows(order: Order) -> tuple[list[SettlementRow], bool]:
    """Every member's row, and whether it is final: what is shared out is open to the whole sentra."""
    stored = SettlementRow.objects.filter(settlement__order=order).select_related("enterprise", "settlement")
    if rows := list(stored.order_by("enterprise__name")):
        return rows, True
    parts = settling.settlement_of(order)
    return [SettlementRow(enterprise=enterprise, **_fields(part)) for enterprise, part in parts.items()], False


FIELDS = ("pieces", "returned", "gross", "rejects", "fee", "advance", "net")


def _fields(part: Any) -> dict[str, int]:
    return {name: getattr(part, name) for name in FIELDS}


def _total(rows: list[Any]) -> dict[str, int]:
    return {name: sum(getattr(row, name) for row in rows) for name in FIELDS}
