"""A draft of an order, as it is changed by forms while another officer may be changing it too."""

from __future__ import annotations

import uuid
from typing import Any

from guyub.kernel.errors import Problem
from guyub.orders.actions import taking
from guyub.orders.actions.common import locked
from guyub.orders.forms import OrderForm, lines_formset
from guyub.orders.models import Order
from guyub.people.fields import add_problem
from guyub.people.merging import Editing, Finder, Forms
from guyub.people.models import RoleName


def draft(order: Order) -> Editing:
    """The buyer, the dates and the lines."""

    def lock() -> None:
        locked(order.pk)
        order.refresh_from_db()

    return Editing(
        kind="draft",
        thing=order,
        title=f"{order.number} · {order.buyer}",
        role=RoleName.OFFICER,
        place=order.sentra_id,
        lock=lock,
        forms=lambda data: (OrderForm(data, initial=_initial(order)), lines_formset(data, _lines_of(order))),
        act=lambda by, forms, at: taking.change_draft(by, order.pk, forms[0].to_order(forms[1].to_lines()), at=at),
        show=show_problem,
    )


def show_problem(forms: Forms, problem: Problem) -> None:
    """At the line it is about, or above the form."""
    form, lines = forms
    if not lines.add_problem(problem):
        add_problem(form, problem)


def _initial(order: Order) -> dict[str, Any]:
    return {
        "buyer": order.buyer,
        "note": order.note,
        "start": order.start,
        "max_share_percent": order.max_share_percent or "",
    }


def _lines_of(order: Order) -> list[dict[str, Any]]:
    return [
        {
            "product": line.product,
            "quantity": f"{line.quantity:f}".rstrip("0").rstrip(".").replace(".", ","),
            "unit": line.unit,
            "price": str(line.price),
            "grade": line.grade,
            "due": line.due,
        }
        for line in order.lines.all()
    ]


def _find(thing: uuid.UUID) -> Editing | None:
    found = Order.objects.filter(pk=thing, state=Order.State.DRAFT).first()
    return draft(found) if found else None


FINDERS: dict[str, Finder] = {"draft": _find}
