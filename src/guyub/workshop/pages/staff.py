"""The people who work here: the list, one of them, and who was here in a week. For the owner."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext

from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.words import Days
from guyub.people.fields import OnceForm, add_problem
from guyub.people.merging import say_differing
from guyub.workshop import editing
from guyub.workshop.actions import staff
from guyub.workshop.actions.common import LONGEST_BACK
from guyub.workshop.forms.staff import EndForm, SignInForm, WeekForm, WorkerForm, place_name
from guyub.workshop.models import Attendance, Worker, Workshop
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.pages.week_chart import week_chart
from guyub.workshop.queries import pay as queries
from guyub.workshop.queries.dues import dues_of, kasbon_of
from guyub.workshop.queries.floor import firm_floor, worker_floor
from guyub.workshop.rules.pay import FULL_DAY, PAY_NAMES, PayKind

LAST_PAGE = 10_000


def page_of(request: HttpRequest) -> int:
    """The page asked for with `?halaman=`, 1 when it makes no sense."""
    text = request.GET.get("halaman", "")
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:6]) < LAST_PAGE else 1


def day_of(text: str, otherwise: date) -> date:
    """The day of an address, or another one when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


@login_required
def workers(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """Who works here, and adding somebody."""
    shop = workshop_or_404(request, enterprise)
    users = queries.users_to_link(shop.enterprise)
    today = timezone.localdate()
    initial = {"since": today, "pay": PayKind.PIECE.value}
    form = WorkerForm(request.POST if request.method == "POST" else None, users=users, initial=initial)
    if form.is_bound and form.is_valid():
        about = form.about()
        if form.take(lambda: staff.add_worker(request.user, shop.enterprise, about, at=timezone.now())):
            messages.success(request, gettext("%(name)s ditambahkan.") % {"name": about.name})
            return redirect("workers", enterprise)
    page, name = page_of(request), request.GET.get("cari", "").strip()[:80]
    lines, more = queries.staff_of(shop.enterprise, page, name)
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "lines": lines,
        "form": form,
        "name": name,
        "page": page,
        "next": page + 1 if more else None,
        "floor": firm_floor(shop, today),
    }
    return render(request, "workshop/workers.html", context, status=400 if form.errors else 200)


@login_required
def worker(request: HttpRequest, enterprise: uuid.UUID, worker: uuid.UUID) -> HttpResponse:
    """One worker: what is owed, the wage floor, kasbon, history, and changing what is known of them."""
    shop = workshop_or_404(request, enterprise)
    found = queries.worker_of(shop.enterprise, worker)
    if found is None:
        raise Http404
    sent = request.POST.get("act", "") if request.method == "POST" else ""
    today = timezone.localdate()

    def given(name: str) -> Any:
        return request.POST if sent == name else None

    forms = {
        "change": editing.worker(found).open(given("change"))[0],
        "end": EndForm(given("end"), initial={"until": today}),
        "sign_in": SignInForm(given("sign_in")),
    }
    if sent and _worker_done(request, found, sent, forms):
        return redirect("worker", enterprise, worker)
    due = dues_of(shop.enterprise, today, [found]).get(found.pk)
    book = queries.book_of(shop.enterprise)
    kasbon = kasbon_of(book, [found])
    weeks = queries.weeks_of(found, today)
    chart, asked = week_chart(found, weeks)
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "worker": found,
        "forms": forms,
        "slip": due.slip() if due else None,
        "floor": worker_floor(shop, found, today),
        "kasbon": kasbon.of(found.pk),
        "book": book,
        "party": kasbon.party.get(found.pk),
        "kind": PAY_NAMES[PayKind(found.pay)],
        "give": f"{reverse('write')}?{urlencode({'buku': str(shop.enterprise.pk), 'teks': f'kasbon {found.name} '})}",
        "weeks": weeks,
        "chart": chart,
        "asked": asked,
        "months": queries.months_of(found),
        "slips": queries.slips_of(found),
    }
    wrong = any(form.errors for form in forms.values())
    return render(request, "workshop/worker.html", context, status=400 if wrong else 200)


def _worker_done(request: HttpRequest, found: Worker, sent: str, forms: dict[str, Any]) -> bool:
    """Do what was sent and say so; False when it could not be, which the form then tells."""
    at, by = timezone.now(), request.user
    if sent == "back":
        return _take(None, lambda: staff.end_worker(by, found, None, at=at)) and _said(request, gettext("Tersimpan."))
    if sent == "change":
        return _worker_changed(request, found, forms)
    form = forms.get(sent)
    if form is None or not form.is_valid():
        return False
    data = form.cleaned_data
    acts: dict[str, Callable[[], object]] = {
        "end": lambda: staff.end_worker(by, found, data["until"], at=at),
        "sign_in": lambda: staff.make_sign_in(by, found, data["username"], data["password"]),
    }
    done = _take(form, acts[sent])
    if done and sent == "sign_in":
        told = gettext("Nama masuk dibuat. Beri tahu %(name)s nama dan kata sandinya.") % {"name": found.name}
        return _said(request, told)
    return done and _said(request, gettext("Tersimpan."))


def _worker_changed(request: HttpRequest, found: Worker, forms: dict[str, Any]) -> bool:
    taken = editing.worker(found).take(request.user, request.POST, timezone.now())
    (forms["change"],) = taken.forms
    if taken.done:
        _said(request, gettext("Tersimpan."))
        say_differing(request, taken)
    return taken.done


def _said(request: HttpRequest, text: str) -> bool:
    messages.success(request, text)
    return True


def _take(form: Any, act: Callable[[], object]) -> bool:
    if isinstance(form, OnceForm):
        return form.take(act)
    try:
        act()
    except NotAllowed:
        raise
    except Problem as problem:
        if form is None:
            raise
        add_problem(form, problem)
        return False
    return True


@login_required
def attendance(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """Who was here on which days of a week (`?minggu=` any day of it), for those who are paid by the day."""
    shop = workshop_or_404(request, enterprise)
    today = timezone.localdate()
    oldest = today - LONGEST_BACK
    asked = min(max(day_of(request.GET.get("minggu", ""), today), oldest), today)
    monday = asked - timedelta(days=asked.weekday())
    page = page_of(request)
    people, marked, more = queries.attendance_of(shop.enterprise, monday, page)
    days = [monday + timedelta(number) for number in range(7)]
    places, rows = _places(people, days, marked, today)
    form = WeekForm(request.POST if request.method == "POST" else None, places=places)
    if form.is_bound and form.is_valid() and _marked(request, shop, form, marked):
        return redirect(
            f"{reverse('attendance', args=[enterprise])}?{urlencode({'minggu': str(monday), 'halaman': str(page)})}"
        )
    fields = [(who, [(day, row, form[name] if name else None) for day, row, name in cells]) for who, cells in rows]
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "rows": fields,
        "form": form,
        "days": days,
        "week": Days(monday, days[-1]),
        "earlier": monday - timedelta(7) if monday > oldest else None,
        "later": monday + timedelta(7) if monday + timedelta(7) <= today else None,
        "page": page,
        "next": page + 1 if more else None,
    }
    return render(request, "workshop/attendance.html", context, status=400 if form.errors else 200)


_Key = tuple[uuid.UUID, date]
_Cells = list[tuple[date, Attendance | None, str]]


def _places(
    people: list[Worker], days: list[date], marked: Mapping[_Key, Attendance], today: date
) -> tuple[dict[str, tuple[str, int]], list[tuple[Worker, _Cells]]]:
    """A field for each day that can be marked; a paid day is shown, a day to come or of no work is left empty."""
    places, rows = {}, []
    for person in people:
        cells: _Cells = []
        for day in days:
            row = marked.get((person.pk, day))
            here = person.since <= day <= min(today, person.until or today)
            name = place_name(person.pk, day) if here and (row is None or row.slip_id is None) else ""
            if name:
                places[name] = (f"{person.name}, {day.day}/{day.month}", row.half_days if row else 0)
            cells.append((day, row, name))
        rows.append((person, cells))
    return places, rows


def _marked(request: HttpRequest, shop: Workshop, form: WeekForm, known: Mapping[_Key, Attendance]) -> bool:
    """Note what was chosen; asked to fill, a full day on each working day for which nothing was chosen or known."""
    fill, marks = request.POST.get("act") == "fill", {}
    for name, halves in form.cleaned_data.items():
        if halves == "":  # a day that the page did not have yet when it was opened
            continue
        who, __, text = name.partition("/")
        key = uuid.UUID(who), date.fromisoformat(text)
        empty = fill and not halves and key not in known and str(key[1].isoweekday()) in shop.working_days
        marks[key] = FULL_DAY if empty else halves
    if not _take(form, lambda: staff.mark_days(request.user, shop.enterprise, marks, at=timezone.now())):
        return False
    return _said(request, gettext("Hari kerja tersimpan."))
