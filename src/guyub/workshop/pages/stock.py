"""The stock: what there is of everything, what it is worth, and purchases that wait for a place."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.measures import KNOWN_UNITS
from guyub.workshop.actions import items as acts
from guyub.workshop.actions import placing, recipes
from guyub.workshop.actions.placing import Placing
from guyub.workshop.forms.stock import MaterialForm, PlaceForm
from guyub.workshop.models import Item, Workshop
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.queries import stock as queries
from guyub.workshop.queries.unplaced import Waiting, unplaced

_TABS = {"bahan": Item.Kind.MATERIAL, "proses": Item.Kind.PROCESS, "jadi": Item.Kind.FINISHED}
WAITING_SHOWN = 10


@login_required
def stock(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """The items of one kind (`?jenis=`, `?hal=`); `?catatan=` asks what an entry was. Posting does one thing."""
    shop = workshop_or_404(request, enterprise)
    if request.method != "POST":
        return _render(request, shop)
    act = request.POST.get("act", "")
    if act == "add":
        return _add(request, shop)
    if act == "place":
        return _place(request, shop)
    return _simple(request, shop, act)


def _add(request: HttpRequest, shop: Workshop) -> HttpResponse:
    form = MaterialForm(request.POST)
    made: list[Item] = []

    def add() -> None:
        data = form.cleaned_data
        made.append(recipes.add_material(request.user, shop.enterprise, data["name"], data["unit"]))

    if form.is_valid() and form.take(add):
        messages.success(request, gettext("%(name)s ada di stok. Hitung dulu yang sudah ada.") % {"name": made[0].name})
        return redirect("stock_item", shop.enterprise.pk, made[0].pk)
    return _render(request, shop, add=form)


def _place(request: HttpRequest, shop: Workshop) -> HttpResponse:
    form = PlaceForm(request.POST, choices=queries.item_choices(shop.enterprise))

    def place() -> None:
        data = form.cleaned_data
        item = queries.items_of(shop.enterprise).filter(pk=data["item"]).first() if data["item"] else None
        told = Placing(
            item=item, **{name: data[name] for name in ("quantity", "name", "unit", "holds", "keep_unit", "keep_name")}
        )
        sent = {"client_id": data["client_id"], "at": timezone.now()}
        placing.place(request.user, shop.enterprise, _number(request), told, **sent)

    if form.is_valid() and form.take(place):
        messages.success(request, gettext("Sudah masuk stok."))
        return redirect("stock", shop.enterprise.pk)
    return _render(request, shop, place=form)


def _simple(request: HttpRequest, shop: Workshop, act: str) -> HttpResponse:
    """What needs no form of its own."""
    now = timezone.now()
    try:
        if act == "aside":
            placing.set_aside(request.user, shop.enterprise, _number(request), at=now)
            messages.success(request, gettext("Dianggap bukan barang stok."))
        elif act == "place-all":
            count = placing.place_all(request.user, shop.enterprise, at=now)
            said = ngettext("%(n)s catatan masuk stok.", "%(n)s catatan masuk stok.", count) % {"n": count}
            messages.success(request, said)
        elif act == "agree":
            acts.agree(request.user, shop.enterprise, at=now)
            messages.success(request, gettext("Buku sudah sama dengan kartu stok."))
    except NotAllowed:
        raise
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect("stock", shop.enterprise.pk)


def _number(request: HttpRequest) -> int:
    """Which entry; 0 for none."""
    text = request.POST.get("entry") or request.GET.get("catatan") or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _render(
    request: HttpRequest, shop: Workshop, add: MaterialForm | None = None, place: PlaceForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    waiting = unplaced(shop.enterprise, today)
    asked = next((each for each in waiting if each.entry.number == _number(request)), None)
    if asked and place is None:
        place = PlaceForm(initial=_initial(asked), choices=queries.item_choices(shop.enterprise))
    jenis = request.GET.get("jenis", "")
    kind = _TABS.get(jenis, Item.Kind.MATERIAL)
    number = request.GET.get("hal", "")
    counts = queries.kinds_of(shop.enterprise)
    page = int(number) if number.isascii() and number.isdigit() and 0 < int(number[:6]) < 10**6 else 1
    context: dict[str, Any] = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "worth": queries.worth_of(shop.enterprise),
        "short": queries.short_of(shop.enterprise),
        "page": queries.page_of(shop, kind, page, today),
        "tab": jenis if jenis in _TABS else "bahan",
        "tabs": [(name, _tab(kind), counts[kind]) for name, kind in _TABS.items()],
        "waiting": waiting[:WAITING_SHOWN],
        "waiting_count": len(waiting),
        "asked": asked,
        "place": place,
        "add": add or MaterialForm(),
        "units": KNOWN_UNITS,
        "book": queries.book_of(shop.enterprise),
    }
    bad = (add and add.errors) or (place and place.errors)
    return render(request, "workshop/stock.html", context, status=400 if bad else 200)


def _tab(kind: Item.Kind) -> str:
    return {
        Item.Kind.MATERIAL: gettext("Bahan"),
        Item.Kind.PROCESS: gettext("Dalam proses"),
        Item.Kind.FINISHED: gettext("Barang jadi"),
    }[kind]


def _initial(asked: Waiting) -> dict[str, str]:
    """What the entry says already."""
    quantity = asked.note.quantity
    said = "" if quantity is None else f"{quantity.normalize():f}".replace(".", ",")
    return {"quantity": f"{said} {asked.note.unit}".strip(), "name": asked.note.item}
