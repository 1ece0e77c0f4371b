"""The job list of a day: the owner writes it, everybody sees their own and says what is done."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.measures import measured
from guyub.kernel.words import reader_language, show_date, show_number
from guyub.people.access import allowed, require
from guyub.people.models import User
from guyub.workshop.actions import tasks as actions
from guyub.workshop.forms.team import TaskForm
from guyub.workshop.models import Task, Workshop
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.pages.paging import page_of, query_of
from guyub.workshop.queries import tasks as queries
from guyub.workshop.queries.counting import desk_of, own_workers
from guyub.workshop.queries.tasks import PersonsList

PEOPLE_A_PAGE = 20
MOST_PRINTED = 1000


@login_required
def tasks(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """The list of today, or of `?hari=`; with `?cetak` all of it on one page to print. Posting adds a line."""
    shop = workshop_or_404(request, enterprise, "work")
    if request.method == "POST":
        require(request.user, "run workshop", shop)
    day = _day(request)
    runs = allowed(request.user, "run workshop", shop)
    form = _form(request, shop, day) if runs else None
    if form is not None and request.method == "POST" and form.is_valid() and _added(request, shop, form, day):
        return redirect(_list(enterprise, day))
    assert isinstance(request.user, User)  # noqa: S101 - signed in
    own = None if runs else own_workers(shop.enterprise, request.user)
    prints = "cetak" in request.GET
    people = queries.people_with_tasks(shop.enterprise, day, own)
    page = page_of(request, people, MOST_PRINTED if prints else PEOPLE_A_PAGE)
    lists = queries.lists_of(shop.enterprise, day, list(page.object_list))
    done, there = queries.progress_of(shop.enterprise, day, own)
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "runs": runs,
        "day": day,
        "before": day - timedelta(1),
        "after": day + timedelta(1),
        "today": timezone.localdate(),
        "page": page,
        "query": query_of(request, "hari"),
        "lists": [(each, _wa_link(each, day) if runs and not prints else "") for each in lists],
        "done": done,
        "there": there,
        "prints": prints,
        "last": actions.last_list(shop.enterprise, day) if runs else None,
        "form": None if prints else form,
    }
    wrong = form is not None and bool(form.errors)
    return render(request, "workshop/tasks.html", context, status=400 if wrong else 200)


@login_required
@require_POST
def tasks_copy(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """Put the last list on the day `?hari=` too."""
    shop = workshop_or_404(request, enterprise)
    day = _day(request)
    try:
        copied = actions.copy_tasks(request.user, shop.enterprise, day, at=timezone.now())
    except NotAllowed:
        raise
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        said = ngettext("%(n)s tugas disalin.", "%(n)s tugas disalin.", copied)
        messages.success(request, said % {"n": show_number(copied, reader_language())})
    return redirect(_list(enterprise, day))


@login_required
@require_POST
def task(request: HttpRequest, enterprise: uuid.UUID, task: uuid.UUID) -> HttpResponse:
    """Mark a task as done or not, or take it off the list."""
    shop = workshop_or_404(request, enterprise, "work")
    found = queries.task_of(shop.enterprise, task)
    if found is None or not _may_meet(request, found):
        raise Http404
    act = request.POST.get("do")
    if act == "remove":
        require(request.user, "run workshop", shop)
        actions.remove_task(request.user, found)
        messages.success(request, gettext("Tugas dihapus dari daftar."))
    elif act in {"done", "undone"}:
        actions.set_done(request.user, found, act == "done")
    page = request.GET.get("halaman", "")
    return redirect(_list(enterprise, found.day) + (f"&halaman={page}" if page.isdecimal() else ""))


def _may_meet(request: HttpRequest, task: Task) -> bool:
    """The owner meets every task, others their own."""
    user = request.user
    return allowed(user, "run workshop", task) or (isinstance(user, User) and task.worker.user_id == user.pk)


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.GET.get("hari", ""))
    except ValueError:
        return timezone.localdate()


def _list(enterprise: uuid.UUID, day: date) -> str:
    return f"{reverse('tasks', args=[enterprise])}?hari={day.isoformat()}"


def _form(request: HttpRequest, shop: Workshop, day: date) -> TaskForm:
    desk = desk_of(shop.enterprise, day)
    return TaskForm(request.POST if request.method == "POST" else None, desk=desk, enterprise=shop.enterprise)


def _added(request: HttpRequest, shop: Workshop, form: TaskForm, day: date) -> bool:
    once = form.cleaned_data["client_id"]
    new = form.task(day)
    return form.take(lambda: actions.add_task(request.user, shop.enterprise, new, client_id=once, at=timezone.now()))


def _wa_link(each: PersonsList, day: date) -> str:
    """A message with the list, ready to be sent; empty for who has no telephone number."""
    phone = each.worker.phone.lstrip("+")
    if not phone.isdecimal():
        return ""
    head = gettext("Tugas %(name)s, %(day)s:") % {"name": each.worker.name, "day": show_date(day, reader_language())}
    lines = [f"{number}. {told(line.task)}" for number, line in enumerate(each.lines, 1)]
    return f"https://wa.me/{phone}?text={quote(chr(10).join([head, *lines]))}"


def told(task: Task) -> str:
    """A task in one line: `Syal · rajut: 20 buah. Mesin Rajut 1`."""
    made: list[Any] = [task.product.name, task.step.name] if task.product and task.step else []
    what = " · ".join(made)
    if task.target_micro is not None and task.step:
        what += f": {measured(task.target_micro, task.step.unit)}"
    more = [
        task.words,
        gettext("Pesanan %(name)s") % {"name": task.job.customer or task.job.name} if task.job else "",
        gettext("Mesin %(name)s") % {"name": task.machine.name} if task.machine else "",
    ]
    return ". ".join(part for part in [what, *more] if part)
