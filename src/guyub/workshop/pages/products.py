"""Products: what each costs to make and at what price it sells, and one of them opened down to its materials."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from guyub.people.merging import say_differing
from guyub.workshop import editing
from guyub.workshop.actions.recipes import add_product
from guyub.workshop.forms.products import NewProductForm
from guyub.workshop.forms.recipes import units
from guyub.workshop.models import Product
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.pages.paging import page_of
from guyub.workshop.queries import costing as queries
from guyub.workshop.rules.cost_changes import changes, laid_out
from guyub.workshop.rules.costing import Node, Part, unknown


def product_or_404(request: HttpRequest, enterprise: uuid.UUID, product: uuid.UUID) -> Product:
    """The product of this workshop, for who runs it."""
    shop = workshop_or_404(request, enterprise)
    found = Product.objects.filter(enterprise=shop.pk, pk=product).first()
    if found is None:
        raise Http404
    found.enterprise = shop.enterprise
    return found


@login_required
def products(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """All products with cost, price and margin, a page at a time; posting adds one."""
    shop = workshop_or_404(request, enterprise)
    form = NewProductForm(request.POST if request.method == "POST" else None)
    made: list[Product] = []

    def add() -> None:
        data = form.cleaned_data
        made.append(add_product(request.user, shop.enterprise, data["name"], data["unit"]))

    if form.is_bound and form.is_valid() and form.take(add):
        messages.success(request, gettext("%(name)s ditambahkan. Tulis resepnya.") % {"name": made[0].name})
        return redirect("recipe", shop.enterprise.pk, made[0].pk)
    page = page_of(request, Product.objects.filter(enterprise=shop.pk).order_by("-active", "name"))
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "form": form,
        "page": page,
        "lines": queries.costed(shop.enterprise, list(page.object_list), timezone.localdate()),
        "units": units(),
    }
    return render(request, "workshop/products.html", context, status=400 if form.is_bound else 200)


@login_required
def product(request: HttpRequest, enterprise: uuid.UUID, product: uuid.UUID) -> HttpResponse:
    """What the product costs, what changed since a month ago, and price advice; posting keeps its prices."""
    found = product_or_404(request, enterprise, product)
    edited = editing.prices(found)
    if request.method == "POST":
        taken = edited.take(request.user, request.POST, timezone.now())
        (form,) = taken.forms
        if taken.done:
            messages.success(request, gettext("Disimpan."))
            say_differing(request, taken)
            return redirect("product", found.enterprise_id, found.pk)
    else:
        (form,) = edited.open()
    context = {
        "room": "workshop",
        "enterprise": found.enterprise,
        "product": found,
        "form": form,
        **_cost_of(found),
        "actual": queries.actual_cost(found),
        "recipe": queries.recipe_of(found, timezone.localdate()),
        "procedures": queries.procedures_of(found),
    }
    return render(request, "workshop/product.html", context, status=400 if form.is_bound else 200)


def _item(node: Node) -> str:
    """The item in stock that a material is; none for work."""
    return node.key.removeprefix("item ") if node.part is Part.MATERIAL else ""


def _cost_of(product: Product) -> dict[str, Any]:
    cost = queries.compared(product, timezone.localdate())
    if cost.now is None:
        return {"cost": None}
    line = laid_out(cost.now, cost.then)
    return {
        "cost": line,
        "before": cost.day if cost.then else None,
        "changes": changes(line) if cost.then else [],
        "unknown": [(node, _item(node)) for node in unknown(cost.now)],
        "advice": queries.advice_of(product, cost.now.cost) if cost.now.cost else None,
    }
