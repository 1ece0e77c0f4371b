"""Pesanan: what is to be made here, how far it is, and the workshop's own orders taken, ended, opened again."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.measures import measured
from guyub.people.merging import say_differing
from guyub.sentra.models import Enterprise
from guyub.workshop import editing
from guyub.workshop.actions import jobs as actions
from guyub.workshop.forms.jobs import JobForm, WhichProductForm
from guyub.workshop.models import Job
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.queries import jobs as queries

PREFILLED = ("product", "quantity", "due", "customer", "price")


@login_required
def jobs(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """Open orders (`?keadaan=selesai`: the others). Posted to, it takes an order of the workshop's own."""
    shop = workshop_or_404(request, enterprise)
    products = queries.products_of(shop.enterprise)
    initial = {name: request.GET[name][:200] for name in PREFILLED if request.GET.get(name)}
    form = JobForm(initial=initial, products=products)
    if request.method == "POST":
        form = JobForm(request.POST, products=products)
        if form.is_valid() and form.take(lambda: _take(request, shop.enterprise, form)):
            return redirect("jobs", enterprise)
    ended = request.GET.get("keadaan") == "selesai"
    number = request.GET.get("halaman", "1")
    page, lines = queries.jobs_page(shop.enterprise, timezone.localdate(), ended=ended, number=number)
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "form": form,
        "has_products": bool(products),
        "ended": ended,
        "page": page,
        "lines": lines,
    }
    return render(request, "workshop/jobs.html", context, status=400 if form.errors else 200)


def _take(request: HttpRequest, enterprise: Enterprise, form: JobForm) -> None:
    client_id = form.cleaned_data["client_id"]
    job = actions.take_job(request.user, enterprise, form.new(), client_id=client_id, at=timezone.now())
    messages.success(request, gettext("Pesanan %(name)s diterima.") % {"name": job.name})


@login_required
def job(request: HttpRequest, enterprise: uuid.UUID, job: uuid.UUID) -> HttpResponse:
    """One order. Posted to: `do` is done, cancel or reopen; or `product` says which product a joint share is."""
    shop = workshop_or_404(request, enterprise)
    found = queries.job_of(shop.enterprise, job)
    if found is None:
        raise Http404
    counted = found.tallies.filter(undone_at=None).exists()
    naming = found.is_joint and found.state == Job.State.OPEN and not counted
    choices = queries.products_by_the_piece(shop.enterprise) if naming else []
    edited = editing.job(found)
    form: Any = edited.open()[0] if naming else WhichProductForm(products=[])
    if request.method == "POST":
        if "do" in request.POST:
            return _end(request, found, request.POST["do"])
        taken = edited.take(request.user, request.POST, timezone.now())
        (form,) = taken.forms
        if taken.done:
            messages.success(request, gettext("Barangnya dicatat; pesanan ini sekarang bisa direncanakan."))
            say_differing(request, taken)
            return redirect("job", enterprise, job)
    seen = queries.job_seen(found, timezone.localdate(), request.GET.get("halaman", "1"))
    context: dict[str, Any] = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "job": found,
        "seen": seen,
        "amount": measured(found.quantity_micro, queries.unit_of(found)),
        "worth": queries.worth(found),
        "state": queries.state_words(found),
        "days_past": max((timezone.localdate() - found.due).days, 0) if found.state == Job.State.OPEN else 0,
        "form": form if naming else None,
        "has_choices": bool(choices),
    }
    return render(request, "workshop/job.html", context, status=400 if form.errors else 200)


def _end(request: HttpRequest, job: Job, what: str) -> HttpResponse:
    said = {
        "done": gettext("Pesanan selesai. Kalau keliru, buka lagi di sini."),
        "cancel": gettext("Pesanan dibatalkan. Kalau keliru, buka lagi di sini."),
        "reopen": gettext("Pesanan dibuka lagi."),
    }
    if what not in said:
        return redirect("job", job.enterprise_id, job.pk)
    try:
        if what == "reopen":
            actions.reopen_job(request.user, job)
        else:
            actions.end_job(request.user, job, Job.State.DONE if what == "done" else Job.State.CANCELLED)
    except NotAllowed:
        raise
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, said[what])
    return redirect("job", job.enterprise_id, job.pk)
