"""Catat hasil: who made what, in one line or a few taps, looked at before it is saved."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from guyub.kernel.errors import NotAllowed, Problem
from guyub.people.access import allowed
from guyub.people.fields import add_problem
from guyub.people.models import User
from guyub.sentra.models import Enterprise
from guyub.workshop.actions import counting
from guyub.workshop.forms.counting import RowForm, SheetForm, initial_of
from guyub.workshop.models import Step, Worker
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.queries import counting as queries
from guyub.workshop.queries.counting import Desk
from guyub.workshop.rules.doubts import Doubtful
from guyub.workshop.rules.tally_line import MOST_PARTS, TallyRead, read

MOST_AGAIN = 4


@login_required
def tally(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """The sheet: rows filled from a line (`?teks=`), from a tap (`?langkah=`, `?siapa=`), or by hand; posting saves."""
    shop = workshop_or_404(request, enterprise, "work")
    own = _own(request, shop.enterprise)
    desk = queries.desk_of(shop.enterprise, timezone.localdate(), own)
    if request.method == "POST" and own != []:
        return _posted(request, shop.enterprise, desk, own)
    told = _told(request, shop.enterprise, desk)
    rows = _rows_of(request, shop.enterprise, desk, own, told)
    day = next((each.day for each in told if each.day), None) or timezone.localdate()
    return _render(request, shop.enterprise, desk, own, SheetForm(initial={"day": day}), rows, told)


@login_required
@require_POST
def undo(request: HttpRequest, enterprise: uuid.UUID, tally: uuid.UUID) -> HttpResponse:
    """Take a tally back with all that followed from it."""
    shop = workshop_or_404(request, enterprise, "work")
    found = queries.tally_of(shop.enterprise, tally)
    if found is None:
        raise Http404
    own = _own(request, shop.enterprise)
    if own is not None and found.worker not in own:
        raise Http404
    try:
        counting.take_back(request.user, found, at=timezone.now())
    except NotAllowed:
        raise
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, gettext("Dibatalkan, bersama semua akibatnya. Upah yang terlanjur dibayar dipotong."))
    return redirect("tally", enterprise)


def _own(request: HttpRequest, enterprise: Enterprise) -> list[Worker] | None:
    """As whom somebody tallies who does not own the workshop; None for the owner, who tallies for everybody."""
    assert isinstance(request.user, User)  # noqa: S101
    return None if allowed(request.user, "run workshop", enterprise) else queries.own_workers(enterprise, request.user)


def _told(request: HttpRequest, enterprise: Enterprise, desk: Desk) -> list[TallyRead]:
    text = request.GET.get("teks", "")
    return read(text, queries.names_of(enterprise, desk), timezone.localdate()) if text.strip() else []


def _rows_of(
    request: HttpRequest, enterprise: Enterprise, desk: Desk, own: list[Worker] | None, told: list[TallyRead]
) -> list[RowForm]:
    """A row for each part of the line, with what it asks about; or one, with what was tapped."""
    ids = {each.worker for each in told if each.worker}
    names = {str(pk): name for pk, name in Worker.objects.filter(pk__in=ids).values_list("pk", "name")} if ids else {}
    tapped = {"step": request.GET.get("langkah", ""), "worker": request.GET.get("siapa", "")}
    initials = [initial_of(each, names) for each in told] or [tapped]
    return [
        RowForm(initial=initial, prefix=f"r{number}", desk=desk, enterprise=enterprise, own=own)
        for number, initial in enumerate(initials)
    ]


def _posted(request: HttpRequest, enterprise: Enterprise, desk: Desk, own: list[Worker] | None) -> HttpResponse:
    sheet = SheetForm(request.POST, request.FILES)
    numbers = [number for number in range(MOST_PARTS) if f"r{number}-step" in request.POST]
    rows = [RowForm(request.POST, prefix=f"r{number}", desk=desk, enterprise=enterprise, own=own) for number in numbers]
    good = [form.is_valid() for form in [sheet, *rows]]
    if rows and all(good) and _saved(request, enterprise, sheet, rows):
        return redirect(reverse("tally", args=[enterprise.pk]))
    return _render(request, enterprise, desk, own, sheet, rows, [], status=400)


def _saved(request: HttpRequest, enterprise: Enterprise, sheet: SheetForm, rows: list[RowForm]) -> bool:
    data = sheet.cleaned_data
    news = [row.tally(data["day"]) for row in rows]
    try:
        made = counting.count(
            request.user,
            enterprise,
            news,
            sure=data["sure"],
            photo=data["photo"].read() if data["photo"] else None,
            client_id=data["client_id"],
            at=timezone.now(),
        )
    except NotAllowed:
        raise
    except Doubtful as doubt:
        sheet.show_doubts(doubt.doubts)
        return False
    except Problem as problem:
        add_problem(rows[0] if problem.field in rows[0].fields else sheet, problem)
        return False
    said = ngettext("%(n)s hasil dicatat.", "%(n)s hasil dicatat.", len(made)) % {"n": len(made)}
    messages.success(request, said)
    return True


def _again(desk: Desk, own: list[Worker] | None) -> list[tuple[str, Step]]:
    """Who made which step last, to be tallied again with one tap and a number."""
    last = ((each.worker.name if each.worker and own is None else "", each.step) for each in desk.latest)
    return list(dict.fromkeys(last))[:MOST_AGAIN]


def _render(
    request: HttpRequest,
    enterprise: Enterprise,
    desk: Desk,
    own: list[Worker] | None,
    sheet: SheetForm,
    rows: list[RowForm],
    told: list[TallyRead],
    status: int = 200,
) -> HttpResponse:
    doubts: Any = sheet.fields["sure"]
    context = {
        "room": "write" if own is not None else "workshop",
        "enterprise": enterprise,
        "desk": desk,
        "own": own,
        "sheet": sheet,
        "rows": rows,
        "questions": [each.question for each in told if each.question],
        "doubts": doubts.choices if status != 200 else [],
        "text": request.GET.get("teks", ""),
        "again": _again(desk, own),
        "runs": allowed(request.user, "run workshop", enterprise),
    }
    return render(request, "workshop/tally.html", context, status=status)
