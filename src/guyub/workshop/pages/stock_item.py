"""The card of one item: its days, and what can be said about it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from guyub.kernel.days import parse_day
from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.measures import MICRO, parse_quantity, round_half_up
from guyub.kernel.words import _, reader_language, show_decimal
from guyub.people.fields import add_problem
from guyub.people.merging import say_differing
from guyub.workshop import editing
from guyub.workshop.actions import items as acts
from guyub.workshop.actions import moving, placing
from guyub.workshop.forms.stock import CountForm, LimitsForm, OutForm, UnitForm
from guyub.workshop.models import Item, Movement, StockDay, Workshop
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.queries import stock as queries
from guyub.workshop.queries.naming import own_units
from guyub.workshop.rules.doubts import Doubtful

_FORMS: dict[str, type[forms.Form]] = {"count": CountForm, "out": OutForm, "unit": UnitForm, "limits": LimitsForm}


@login_required
def stock_item(request: HttpRequest, enterprise: uuid.UUID, item: uuid.UUID) -> HttpResponse:
    """One item; `?sampai=` shows older days. Posting `act` counts, takes out, sets or takes back."""
    shop = workshop_or_404(request, enterprise)
    found = Item.objects.filter(enterprise=shop.enterprise, pk=item).first()
    if found is None:
        raise Http404
    if request.method != "POST":
        return _render(request, shop, found)
    act = request.POST.get("act", "")
    if act in _FORMS:
        return _filled(request, shop, found, act)
    try:
        _undo(request, shop, found, act)
    except NotAllowed:
        raise
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect("stock_item", shop.enterprise.pk, found.pk)


def _filled(request: HttpRequest, shop: Workshop, item: Item, act: str) -> HttpResponse:
    if act == "limits":
        return _limited(request, shop, item)
    form = _FORMS[act](request.POST)
    save: Callable[[], object] = {
        "count": lambda: _count(request, shop, item, form.cleaned_data),
        "out": lambda: _take_out(request, shop, item, form.cleaned_data),
        "unit": lambda: _set_unit(request, item, form.cleaned_data),
    }[act]
    if form.is_valid() and _taken(form, save):
        messages.success(request, gettext("Tersimpan."))
        return redirect("stock_item", shop.enterprise.pk, item.pk)
    return _render(request, shop, item, {act: form})


def _limited(request: HttpRequest, shop: Workshop, item: Item) -> HttpResponse:
    taken = editing.limits(item).take(request.user, request.POST, timezone.now())
    if not taken.done:
        return _render(request, shop, item, {"limits": taken.forms[0]})
    messages.success(request, gettext("Tersimpan."))
    say_differing(request, taken)
    return redirect("stock_item", shop.enterprise.pk, item.pk)


def _taken(form: forms.Form, save: Callable[[], object]) -> bool:
    try:
        save()
    except NotAllowed:
        raise
    except Doubtful as doubt:
        assert isinstance(form, OutForm)  # noqa: S101 - only there is anything doubted
        form.doubted = True
        form.add_error("sure", str(doubt.words))
        return False
    except Problem as problem:
        add_problem(form, problem)
        return False
    return True


def _count(request: HttpRequest, shop: Workshop, item: Item, data: dict[str, Any]) -> None:
    quantity = parse_quantity(data["quantity"], item.unit, "quantity", own_units(item))
    value = None
    if data["cost"] is not None:
        value = round_half_up(Fraction(data["cost"] * quantity, MICRO))
    elif quantity and not queries.cost_known(item, data["day"]):
        raise Problem(_("Tulis harga satuannya: sampai hari itu belum ada harganya."), "cost")
    moving.count(
        request.user,
        shop.enterprise,
        item,
        day=data["day"],
        quantity=quantity,
        value=value,
        client_id=data["client_id"],
        at=timezone.now(),
    )


def _take_out(request: HttpRequest, shop: Workshop, item: Item, data: dict[str, Any]) -> None:
    moving.take_out(
        request.user,
        shop.enterprise,
        item,
        kind=Movement.Kind(data["kind"]),
        day=data["day"],
        quantity=parse_quantity(data["quantity"], item.unit, "quantity", own_units(item)),
        note=data["note"],
        sure=data["sure"],
        client_id=data["client_id"],
        at=timezone.now(),
    )


def _set_unit(request: HttpRequest, item: Item, data: dict[str, Any]) -> None:
    acts.set_unit(request.user, item, name=data["unit"], holds=data["holds"])


def _undo(request: HttpRequest, shop: Workshop, item: Item, act: str) -> None:
    """Take back what `which` names: a movement, a count, a unit or a name."""
    which, now = request.POST.get("which", ""), timezone.now()
    if act == "undo":
        moving.undo(request.user, shop.enterprise, _movement(item, which), at=now)
    elif act == "unplace":
        placing.unplace(request.user, shop.enterprise, _movement(item, which), at=now)
    elif which.isascii() and which.isdigit() and len(which) < 18:
        _drop(request, item, act, int(which), now)
    messages.success(request, gettext("Dibatalkan."))


def _drop(request: HttpRequest, item: Item, act: str, which: int, now: datetime) -> None:
    if act == "uncount":
        acts.drop_count(request.user, item, which, at=now)
    elif act == "drop-unit":
        acts.drop_unit(request.user, item, which)
    elif act == "drop-name":
        acts.drop_name(request.user, item, which)


def _movement(item: Item, which: str) -> Movement:
    try:
        found = Movement.objects.filter(item=item, pk=uuid.UUID(which)).select_related("item").first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _render(
    request: HttpRequest, shop: Workshop, item: Item, filled: dict[str, forms.Form] | None = None
) -> HttpResponse:
    item.refresh_from_db()
    form = {
        "count": CountForm(),
        "out": OutForm(),
        "unit": UnitForm(),
        "limits": editing.limits(item).open()[0],
        **(filled or {}),
    }
    card = queries.card_of(shop, item, timezone.localdate(), _until(request.GET.get("sampai", "")))
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "item": item,
        "card": card,
        "days": [(each, _moved(each)) for each in card.days],
        "movements": [(each, _said(each), _how_to_undo(each)) for each in card.movements],
        "lead_days": shop.lead_days,
        "form": form,
        "forms": list((filled or {}).values()),
        "open": next(iter(filled or {}), ""),
        "asks_cost": not item.cost_micro or "cost" in form["count"].errors,
        "book": queries.book_of(shop.enterprise),
        "here": reverse("stock_item", args=[shop.enterprise.pk, item.pk]),
    }
    bad = any(each.errors for each in (filled or {}).values())
    return render(request, "workshop/stock_item.html", context, status=400 if bad else 200)


def _until(text: str) -> date | None:
    try:
        return parse_day(text) if text else None
    except Problem:
        return None


def _moved(day: StockDay) -> str:
    """What came, went, was lost and was found on a day."""
    parts = [
        (gettext("masuk %(n)s"), day.came_micro),
        (gettext("keluar %(n)s"), day.went_micro),
        (gettext("susut %(n)s"), day.wasted_micro),
        (gettext("hitungan lebih %(n)s"), max(day.counted_micro, 0)),
        (gettext("hitungan kurang %(n)s"), max(-day.counted_micro, 0)),
    ]
    return " · ".join(words % {"n": _n(micro)} for words, micro in parts if micro)


def _n(micro: int) -> str:
    return show_decimal(micro / MICRO, reader_language(), 3)


def _how_to_undo(movement: Movement) -> str:
    """What a movement's button asks for; empty where it has none."""
    if movement.kind in moving.BY_HAND:
        return "undo"
    return "unplace" if movement.entry is not None else ""


def _said(movement: Movement) -> str:
    said = {
        Movement.Kind.BOUGHT: gettext("dibeli"),
        Movement.Kind.RETURNED_IN: gettext("dikembalikan pembeli"),
        Movement.Kind.SOLD: gettext("dijual"),
        Movement.Kind.DELIVERED: gettext("dikirim untuk pesanan bersama"),
        Movement.Kind.RETURNED_OUT: gettext("dikembalikan ke penjual"),
        Movement.Kind.USED: gettext("dipakai"),
        Movement.Kind.SPOILED: gettext("rusak atau hilang"),
    }
    return said[Movement.Kind(movement.kind)]
