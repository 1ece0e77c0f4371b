"""Writing a buyer's order down: typed, or read from a spreadsheet and then corrected by hand."""

from __future__ import annotations

import secrets
import uuid
from contextlib import suppress
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from guyub.kernel.days import parse_day
from guyub.kernel.errors import Problem
from guyub.kernel.tables import Listing, Row
from guyub.kernel.units import find_unit, unit_in_heading
from guyub.orders import editing
from guyub.orders.actions import taking
from guyub.orders.files import OrderFile, OrderRow, read_order
from guyub.orders.forms import OrderForm, lines_formset
from guyub.orders.models import Order
from guyub.orders.queries import order_for, order_view, orders_of
from guyub.people.access import allowed, require
from guyub.people.fields import FileForm
from guyub.people.merging import say_differing
from guyub.sentra.models import Sentra

LARGEST_WHOLE = 1e15  # above it a cell's number is no longer exact


@login_required
def orders(request: HttpRequest, sentra: uuid.UUID) -> HttpResponse:
    """The sentra's orders, newest first."""
    place = get_object_or_404(Sentra, pk=sentra)
    before = request.GET.get("sebelum", "")
    # A number with more digits than any order's is no number of an order.
    found = orders_of(request.user, place, int(before) if before.isdecimal() and len(before) < 10 else None)
    may = allowed(request.user, "manage sentra", place)
    return render(request, "orders/orders.html", {"room": "sentra", "sentra": place, "orders": found, "may": may})


@login_required
def new(request: HttpRequest, sentra: uuid.UUID) -> HttpResponse:
    """Type a new order, or send its file and go on from what was read."""
    place = get_object_or_404(Sentra, pk=sentra)
    require(request.user, "manage sentra", place)
    if request.method != "POST":
        return _show(request, place, _first_form(), lines_formset())
    if "read" in request.POST:
        return _from_file(request, place)
    form, lines = OrderForm(request.POST), lines_formset(request.POST)
    if "more" in request.POST or not (form.is_valid() & lines.is_valid()):
        return _show(request, place, form, lines)
    at, seed = timezone.now(), secrets.randbelow(10**9)
    client_id = form.cleaned_data["client_id"]
    typed = form.to_order(lines.to_lines())
    try:
        order = taking.take_order(request.user, place, typed, at=at, seed=seed, client_id=client_id)
    except Problem as problem:
        editing.show_problem((form, lines), problem)
        return _show(request, place, form, lines)
    messages.success(request, gettext("Pesanan dicatat. Bandingkan cara membaginya."))
    return redirect("order_split", order.id)


@login_required
def change(request: HttpRequest, order: uuid.UUID) -> HttpResponse:
    """Correct a draft."""
    draft = _draft(request, order)
    if draft.state != Order.State.DRAFT:
        messages.info(request, gettext("Pesanan ini sudah diumumkan."))
        return redirect("order", draft.id)
    edited = editing.draft(draft)
    if request.method != "POST" or "more" in request.POST:
        form, lines = edited.open(request.POST or None)
        return _show(request, draft.sentra, form, lines, draft)
    taken = edited.take(request.user, request.POST, timezone.now())
    if not taken.done:
        form, lines = taken.forms
        return _show(request, draft.sentra, form, lines, draft)
    say_differing(request, taken)
    return redirect("order_split", draft.id)


@require_POST
@login_required
def cancel(request: HttpRequest, order: uuid.UUID) -> HttpResponse:
    draft = _draft(request, order)
    taking.cancel(request.user, draft.id, at=timezone.now())
    messages.success(request, gettext("Pesanan dibatalkan."))
    return redirect("orders", draft.sentra_id)


@login_required
def order(request: HttpRequest, order: uuid.UUID) -> HttpResponse:
    """One order: how far it is, who has what, and what comes next."""
    found = order_for(request.user, _existing(order).id)
    view = order_view(found)
    may = allowed(request.user, "manage order", found)
    can_cancel = found.state in {Order.State.DRAFT, Order.State.PUBLISHED} and not (
        found.deliveries.exists() or found.advances.exists()
    )
    return render(
        request,
        "orders/order.html",
        {
            "room": "sentra",
            "order": found,
            "view": view,
            "may": may,
            "can_cancel": can_cancel,
            "steps": _steps(found, view),
        },
    )


def _steps(order: Order, view: Any) -> list[dict[str, str]]:
    """The way of an order, with what is done and what is now."""
    shared = order.state != Order.State.DRAFT
    accepted = shared and view.accepted == view.pieces
    delivered = accepted and view.kept == view.pieces
    settled = order.state == Order.State.SETTLED
    marks = [
        (gettext("Dicatat"), True),
        (gettext("Dibagi"), shared),
        (gettext("Disanggupi"), accepted or settled),
        (gettext("Diantar"), delivered or settled),
        (gettext("Bagi hasil"), settled),
    ]
    now = next((number for number, (__, done) in enumerate(marks) if not done), len(marks))
    states = ["done" if done else "now" if number == now else "next" for number, (__, done) in enumerate(marks)]
    return [{"label": label, "state": state} for (label, __), state in zip(marks, states, strict=True)]


def _existing(order: uuid.UUID) -> Order:
    return get_object_or_404(Order, pk=order)


def _draft(request: HttpRequest, order: uuid.UUID) -> Order:
    return order_for(request.user, _existing(order).id, "manage order")


def _show(
    request: HttpRequest, sentra: Sentra, form: OrderForm, lines: Any, order: Order | None = None
) -> HttpResponse:
    if "more" in request.POST:
        lines = lines_formset(initial=[_typed(line) for line in lines.forms], more=2)
        form = OrderForm(initial={name: form[name].value() for name in form.fields})
    return _page(request, sentra, form, lines, order=order, file_form=FileForm(use_required_attribute=False))


def _typed(line: Any) -> dict[str, Any]:
    return {name: line[name].value() for name in line.fields}


def _page(request: HttpRequest, sentra: Sentra, form: OrderForm, lines: Any, **more: Any) -> HttpResponse:
    mistakes = "file_problem" in more or (form.is_bound and not (form.is_valid() and lines.is_valid()))
    status = 400 if mistakes else 200
    context = {"room": "sentra", "sentra": sentra, "form": form, "lines": lines, **more}
    return render(request, "orders/order_form.html", context, status=status)


def _first_form() -> OrderForm:
    return OrderForm(initial={"start": timezone.localdate()})


def _from_file(request: HttpRequest, sentra: Sentra) -> HttpResponse:
    """Read an order file into the form. What could not be read is listed by row; nothing is saved yet."""
    form = OrderForm(initial={name: request.POST.get(name, "") for name in OrderForm.base_fields})
    # The file is one way of several to fill this form: the browser must not insist on it.
    file_form = FileForm(request.POST, request.FILES, use_required_attribute=False)
    typed = lines_formset(initial=[_typed(line) for line in lines_formset(request.POST).forms])
    if not file_form.is_valid():
        return _page(request, sentra, form, typed, file_form=file_form, file_problem=True)
    table = file_form.cleaned_data["file"]
    try:
        found = read_order(table)
    except Problem as problem:
        file_form.add_error("file", str(problem))
        return _page(request, sentra, form, typed, file_form=file_form, file_problem=True)
    lines = lines_formset(initial=_read_lines(found))
    return _page(request, sentra, form, lines, file_form=file_form, file_problems=found.problems, read_from=table.name)


def _read_lines(found: OrderFile) -> list[dict[str, Any]]:
    """A form's row for each row of the file: what was read, and of a bad row what stands there, to be mended."""
    lines = {row.row: _good_line(row) for row in found.lines}
    bad = {problem.row for problem in found.problems} - lines.keys()
    lines |= {row.number: _bad_line(found.listing, row) for row in found.listing.rows if row.number in bad}
    return [line for __, line in sorted(lines.items())]


def _good_line(row: OrderRow) -> dict[str, Any]:
    return {
        "product": row.product,
        "quantity": _plain(row.quantity),
        "unit": row.unit,
        "price": str(row.price),
        "grade": row.grade,
        "due": row.due,
    }


def _bad_line(listing: Listing, row: Row) -> dict[str, Any]:
    cells = {key: listing.value(row, key) for key in ("product", "quantity", "unit", "price", "grade", "due")}
    line: dict[str, Any] = {key: _plain(cell) for key, cell in cells.items()}
    if unit_in_heading(listing.title("price")).pieces > 1:
        line["price"] = ""  # it is not the price of a piece
    with suppress(Problem):
        line["unit"] = find_unit(line["unit"]).name
    with suppress(Problem):
        line["due"] = parse_day(cells["due"])
    return line


def _plain(value: Any) -> str:
    """A cell or a number as a person would type it."""
    if isinstance(value, float | Fraction):
        number = float(value)
        whole = number.is_integer() and abs(number) < LARGEST_WHOLE
        return str(int(number)) if whole else f"{number}".replace(".", ",")
    return str(value)
