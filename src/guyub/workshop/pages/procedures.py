"""Procedures: the list, one with its versions, rejects and people, and its sheet for the wall."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from guyub.kernel.charts.bars import Amount, bars_svg
from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.words import Words, reader_language, show_decimal, show_number
from guyub.people.access import allowed, require
from guyub.people.models import User
from guyub.sentra.models import Enterprise
from guyub.workshop.actions import procedures as actions
from guyub.workshop.models import Procedure, ProcedureVersion, WorkGroup
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.pages.paging import page_of, query_of
from guyub.workshop.queries import procedures as queries
from guyub.workshop.queries.counting import own_workers
from guyub.workshop.queries.procedures import Rejects
from guyub.workshop.rules.versions import Verdict
from guyub.workshop.wall import wall_pdf

MARKS = {"shown", "mastered", "unmark"}


@login_required
def procedures(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """All procedures of the workshop, those in use first."""
    shop = workshop_or_404(request, enterprise, "work")
    runs = allowed(request.user, "run workshop", shop)
    page = page_of(request, queries.procedures_of(shop.enterprise, known=runs))
    people = queries.people_count(shop.enterprise) if runs else 0
    context = {"room": "workshop", "enterprise": shop.enterprise, "runs": runs, "page": page, "people": people}
    return render(request, "workshop/procedures.html", context)


@login_required
def procedure(request: HttpRequest, enterprise: uuid.UUID, procedure: uuid.UUID) -> HttpResponse:
    """How it is done now; for the owner also what each version brought and who knows which. Posting notes who does."""
    shop = workshop_or_404(request, enterprise, "work")
    found = procedure_or_404(shop.enterprise, procedure)
    versions = queries.versions_of(found)
    if request.method == "POST":
        require(request.user, "run workshop", shop)
        if versions and _marked(request, found, versions[0]):
            return redirect(request.get_full_path())
    runs = allowed(request.user, "run workshop", shop)
    asked = versions[0] if versions else None
    if chosen := request.GET.get("versi"):
        asked = next((each for each in versions if str(each.number) == chosen), asked)
    context = {
        "room": "workshop",
        "enterprise": shop.enterprise,
        "procedure": found,
        "versions": versions,
        "version": asked,
        "newest": versions[0] if versions else None,
        "steps": queries.steps_of(asked),
        "runs": runs,
        **(
            _of_owner(request, found, versions) if runs and versions else _of_worker(request, shop.enterprise, versions)
        ),
    }
    return render(request, "workshop/procedure.html", context)


@login_required
@require_POST
def procedure_use(request: HttpRequest, enterprise: uuid.UUID, procedure: uuid.UUID) -> HttpResponse:
    """Take it out of use, or into use again."""
    shop = workshop_or_404(request, enterprise)
    found = procedure_or_404(shop.enterprise, procedure)
    active = request.POST.get("use") == "again"
    actions.set_use(request.user, found, active)
    said = (
        gettext("Dipakai lagi.") if active else gettext("Tidak dipakai lagi. Semua versinya tetap tersimpan di sini.")
    )
    messages.success(request, said)
    return redirect("procedure", enterprise, procedure)


@login_required
def procedure_sheet(request: HttpRequest, enterprise: uuid.UUID, procedure: uuid.UUID) -> HttpResponse:
    """The version in force, or `?versi=`, on one page for the wall."""
    shop = workshop_or_404(request, enterprise, "work")
    found = procedure_or_404(shop.enterprise, procedure)
    versions = queries.versions_of(found)
    chosen = request.GET.get("versi")
    version = next((each for each in versions if chosen in {None, str(each.number)}), None)
    if version is None:
        raise Http404
    pdf = wall_pdf(shop.enterprise, version, queries.steps_of(version), reader_language())
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="prosedur-{found.pk.hex[:8]}-{version.number}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def procedure_or_404(enterprise: Enterprise, procedure: uuid.UUID) -> Procedure:
    found = queries.procedure_of(enterprise, procedure)
    if found is None:
        raise Http404
    return found


def _marked(request: HttpRequest, procedure: Procedure, version: ProcedureVersion) -> bool:
    """Note what was said of the people ticked, or of all in the list that is shown."""
    act, at = request.POST.get("do", ""), timezone.now()
    if act not in MARKS:
        return True
    people = _listed(request, procedure, version)
    if "all" not in request.POST:
        people = people.filter(pk__in=_ids(request.POST.getlist("who")))
    workers = list(people[: actions.MOST_AT_ONCE])
    try:
        if act == "unmark":
            done = actions.unmark(request.user, version, workers)
            said = ngettext("Tanda %(n)s orang dihapus.", "Tanda %(n)s orang dihapus.", done)
        else:
            day = timezone.localdate(at)
            mastered = act == "mastered"
            done = actions.mark_shown(request.user, version, workers, mastered=mastered, day=day, at=at)
            said = (
                ngettext("%(n)s orang menguasai versi ini.", "%(n)s orang menguasai versi ini.", done)
                if mastered
                else ngettext("Sudah ditunjukkan kepada %(n)s orang.", "Sudah ditunjukkan kepada %(n)s orang.", done)
            )
    except NotAllowed:
        raise
    except Problem as problem:
        messages.error(request, str(problem))
        return True
    messages.success(request, said % {"n": show_number(done, reader_language())})
    return True


def _ids(texts: list[str]) -> list[uuid.UUID]:
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found


def _listed(request: HttpRequest, procedure: Procedure, version: ProcedureVersion) -> Any:
    people = queries.people_of(procedure.enterprise, procedure)
    people = queries.narrowed(people, request.GET.get("siapa", ""), version.number)
    groups = _ids([request.GET.get("kelompok", "")])
    return people.filter(group__in=groups) if groups else people


def _of_owner(request: HttpRequest, procedure: Procedure, versions: list[ProcedureVersion]) -> dict[str, Any]:
    newest = versions[0]
    rejects = queries.rejects_of(procedure, versions)
    page = page_of(request, _listed(request, procedure, newest))
    return {
        "knowledge": queries.knowledge_of(queries.people_of(procedure.enterprise, procedure), newest.number),
        "page": page,
        "query": query_of(request, "siapa", "kelompok", "versi"),
        "which": request.GET.get("siapa", ""),
        "group": request.GET.get("kelompok", ""),
        "groups": WorkGroup.objects.filter(enterprise=procedure.enterprise_id).order_by("name")[:30],
        "columns": versions[: queries.MATRIX_VERSIONS],
        "matrix": queries.matrix_of(versions, list(page.object_list)),
        "rejects": rejects,
        "told": _told(rejects),
        "bars": _bars(rejects),
    }


def _of_worker(request: HttpRequest, enterprise: Enterprise, versions: list[ProcedureVersion]) -> dict[str, Any]:
    assert isinstance(request.user, User)  # noqa: S101 - signed in
    own = own_workers(enterprise, request.user)
    return {"own": queries.own_knowledge(own[0], versions) if own else None, "is_worker": bool(own)}


def _told(rejects: Rejects) -> list[str]:
    """What the newest version brought, in a sentence; one for each unit that is counted in."""
    said = {
        Verdict.FEW: gettext("Belum bisa dinilai: baru sedikit hari kerja dengan salah satu versi ini."),
        Verdict.CHANCE: gettext("Belum bisa dikatakan lebih baik atau lebih buruk: bedanya masih bisa kebetulan."),
        Verdict.BETTER: gettext("Reject lebih sedikit sejak versi ini. Bedanya terlalu besar untuk kebetulan."),
        Verdict.WORSE: gettext("Reject lebih banyak sejak versi ini. Lihat lagi apa yang berubah."),
        Verdict.NONE: gettext("Belum bisa dibandingkan: belum ada hasil kerja dengan salah satu versi ini."),
    }
    several = len(rejects.verdicts) > 1
    return [f"{Words(unit)}: {said[each]}" if several else said[each] for unit, each in rejects.verdicts.items()]


def _bars(rejects: Rejects) -> SafeString | None:
    language = reader_language()
    several = len({each.unit for each in rejects.outcomes}) > 1
    amounts = []
    for each in rejects.outcomes:
        name = gettext("Versi %(n)s") % {"n": each.version.number}
        rate = each.outcome.rate or 0.0
        shown = f"{show_decimal(rate * 100, language, 1)} %"
        amounts.append(Amount(f"{name} · {Words(each.unit)}" if several else name, rate, shown))
    return mark_safe(bars_svg(amounts, gettext("Reject tiap versi"))) if amounts else None  # noqa: S308 - escaped there
