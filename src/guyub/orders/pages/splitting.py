"""Comparing the splits of a draft, publishing one, and looking at what was published."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from guyub.kernel.words import _
from guyub.orders import jobs
from guyub.orders.actions import sharing, taking
from guyub.orders.chart import split_chart
from guyub.orders.forms import PublishForm, SplitAgainForm
from guyub.orders.links import invitations
from guyub.orders.models import Draw, Order
from guyub.orders.queries import order_for, order_view
from guyub.people.access import allowed

RULES: dict[str, tuple[str | Promise, str | Promise]] = {
    "catch-up": (gettext_lazy("Mengejar"), gettext_lazy("Yang setahun ini kebagian sedikit didahulukan.")),
    "proportional": (gettext_lazy("Sesuai kemampuan"), gettext_lazy("Yang mampu membuat banyak, dapat banyak.")),
    "equal": (gettext_lazy("Sama rata"), gettext_lazy("Semua dapat nilai yang sama, sampai penuh.")),
    "cheapest": (gettext_lazy("Termurah"), gettext_lazy("Yang meminta ongkos paling rendah didahulukan.")),
}


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule's split as the page shows it."""

    rule: str
    name: str | Promise
    meaning: str | Promise
    outcome: dict[str, Any]
    agreed: bool

    @property
    def short(self) -> int:
        return sum(line["short"] for line in self.outcome["lines"])

    @property
    def members(self) -> list[dict[str, Any]]:
        """Those with a share first, the largest first; then the others by name."""
        return sorted(self.outcome["members"], key=lambda member: (-member["value"], member["member"]))

    @property
    def without(self) -> list[dict[str, Any]]:
        return [member for member in self.members if not member["value"]]

    @property
    def served(self) -> int:
        return len(self.members) - len(self.without)

    @property
    def chart(self) -> str:
        return split_chart(self.outcome)

    @property
    def is_cost(self) -> bool:
        return self.rule == "cheapest"


@login_required
def split(request: HttpRequest, order: uuid.UUID) -> HttpResponse:
    """A draft's splits side by side; of a published order the draws as they were."""
    found = order_for(request.user, get_object_or_404(Order, pk=order).id)
    if found.state == Order.State.DRAFT:
        return _compare(request, found)
    return _published(request, found)


def _compare(request: HttpRequest, order: Order, form: PublishForm | None = None) -> HttpResponse:
    now = timezone.now()
    try:
        given, proposals = taking.propose(request.user, order.id, at=now, only_quickly=True)
    except taking.TakesLong:
        return redirect("background_job", jobs.compare_later(request.user, order, now).id)
    agreed = order.sentra.agreed_rule
    views = {
        proposal.rule: RuleView(proposal.rule, *RULES[proposal.rule], proposal.outcome, proposal.rule == agreed)
        for proposal in proposals
    }
    asked = request.POST.get("rule") or request.GET.get("cara", "")
    chosen = views.get(asked) or views.get(agreed) or next(iter(views.values()))
    form = form or PublishForm()
    context = {
        "room": "sentra",
        "order": order,
        "view": order_view(order),
        "rules": list(views.values()),
        "chosen": chosen,
        "form": form,
        "seen": given.digest(),  # of this page, not of the one that was sent: the next click is about what stands here
        "may": allowed(request.user, "manage order", order),
    }
    return render(request, "orders/split.html", context, status=400 if form.errors else 200)


@require_POST
@login_required
def publish(request: HttpRequest, order: uuid.UUID) -> HttpResponse:
    """Offer the chosen split to the members."""
    found = order_for(request.user, get_object_or_404(Order, pk=order).id, "manage order")
    if found.state != Order.State.DRAFT:
        messages.info(request, gettext("Pesanan ini sudah diumumkan."))
        return redirect("order_offers", found.id)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _compare(request, found, form)
    now, data = timezone.now(), form.cleaned_data

    def act() -> None:
        taking.publish(
            request.user, found.id, rule=data["rule"], seen=data["seen"], answer_by=form.answer_by(now), at=now
        )

    if not form.take(act):
        return _compare(request, found, form)
    messages.success(request, gettext("Pembagian diumumkan. Kirim tautannya kepada anggota."))
    return redirect("order_offers", found.id)


def _published(request: HttpRequest, order: Order) -> HttpResponse:
    draws = list(order.draws.select_related("by"))
    wanted = request.GET.get("undian", "")
    draw = next((draw for draw in draws if str(draw.number) == wanted), draws[-1] if draws else None)
    context = {
        "room": "sentra",
        "order": order,
        "view": order_view(order),
        "draws": draws,
        "draw": draw,
        "chosen": RuleView(order.rule, *RULES[order.rule], draw.outcome, True) if draw else None,
    }
    return render(request, "orders/draw.html", context)


@login_required
def draw(request: HttpRequest, order: uuid.UUID, number: int) -> HttpResponse:
    """One draw with all that went in, as JSON: `guyub repeat FILE` makes it again and compares."""
    found = order_for(request.user, get_object_or_404(Order, pk=order).id)
    kept = get_object_or_404(Draw, order=found, number=number)
    response = JsonResponse({"given": kept.given, "outcome": kept.outcome}, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="guyub-{found.number}-{number}.json"'
    return response


@login_required
def offers(request: HttpRequest, order: uuid.UUID) -> HttpResponse:
    """Who has been offered what and what they answered, with each member's link; for the officer."""
    found = order_for(request.user, get_object_or_404(Order, pk=order).id, "manage order")
    return _offers_page(request, found, SplitAgainForm())


def _offers_page(request: HttpRequest, order: Order, form: SplitAgainForm) -> HttpResponse:
    view = order_view(order)
    over = order.answer_by is not None and order.answer_by < timezone.now()
    context = {
        "room": "sentra",
        "order": order,
        "view": view,
        "invitations": invitations(request, order, view.shares),
        "over": over,
        "form": form,
    }
    return render(request, "orders/offers.html", context, status=400 if form.errors else 200)


@require_POST
@login_required
def close(request: HttpRequest, order: uuid.UUID) -> HttpResponse:
    """Free what nobody answered in time."""
    found = order_for(request.user, get_object_or_404(Order, pk=order).id, "manage order")
    freed = sharing.close_answers(request.user, found.id, at=timezone.now())
    messages.success(request, str(_("%(n)s buah tidak dijawab dan bisa dibagi ulang.", n=freed)))
    return redirect("order_offers", found.id)


@require_POST
@login_required
def again(request: HttpRequest, order: uuid.UUID) -> HttpResponse:
    """Split what is left among those who still can."""
    found = order_for(request.user, get_object_or_404(Order, pk=order).id, "manage order")
    form = SplitAgainForm(request.POST)
    now = timezone.now()
    if form.is_valid() and form.take(
        lambda: sharing.split_again(request.user, found.id, answer_by=form.answer_by(now), at=now)
    ):
        messages.success(request, gettext("Sisa dibagi ulang. Kirim tautannya kepada yang mendapat tambahan."))
        return redirect("order_offers", found.id)
    return _offers_page(request, found, form)
