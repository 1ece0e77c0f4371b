"""A job and how far it is, what I was told, and whether this browser tells me."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from guyub.background import actions, progress, push
from guyub.background.models import Job, Notice, PushAddress
from guyub.background.queries import notices_of, open_jobs, own_job
from guyub.background.rules import percent
from guyub.kernel.errors import Problem
from guyub.people.models import User

SLOW_START = timedelta(seconds=30)
BROWSER = "push"  # where the session keeps which push address is this browser's


@login_required
def job(request: HttpRequest, job: uuid.UUID) -> HttpResponse:
    """What a job does, how far it is, and what came of it. It asks for itself again while the job is not over."""
    found = _own(request, job)
    context: dict[str, Any] = {"job": found}
    if found.is_open:
        step = progress.step_of(found.id)
        context |= {"step": step, "percent": percent(step.done, step.total)}
        late = timezone.now() - max(found.queued_at, found.begun_at) > SLOW_START
        context["late"] = late and found.state == Job.State.WAITING
    return render(request, "background/job.html", context)


@login_required
def made(request: HttpRequest, job: uuid.UUID) -> HttpResponseBase:
    """The file that a job made."""
    found = _own(request, job)
    try:
        content = progress.made_file(found.id).open("rb") if found.file_name else None
    except FileNotFoundError:
        content = None
    if content is None:
        raise Http404
    return FileResponse(content, as_attachment=True, filename=found.file_name, content_type=found.content_type)


def _own(request: HttpRequest, job: uuid.UUID) -> Job:
    found = own_job(_me(request), job)
    if found is None:
        raise Http404
    return found


def _me(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """What is being done for me, what I was told, and the switch for this browser."""
    me = _me(request)
    context = {
        "jobs": [(each, progress.step_of(each.id)) for each in open_jobs(me)],
        "notices": notices_of(me),
        "key": push.public_key(),
        "endpoint": _endpoint(request),
    }
    return render(request, "background/notices.html", context)


def _endpoint(request: HttpRequest) -> str:
    """The push address that this browser gave as this person; empty without one."""
    kept = request.session.get(BROWSER)
    found = PushAddress.objects.filter(pk=kept, user=_me(request)).first() if kept else None
    return found.endpoint if found else ""


@require_POST
@login_required
def read(request: HttpRequest, notice: uuid.UUID) -> HttpResponse:
    """Mark a notice as read and go where it leads."""
    found = get_object_or_404(Notice, pk=notice, to=_me(request))
    actions.mark_read(request.user, found.id, at=timezone.now())
    here = url_has_allowed_host_and_scheme(found.address, allowed_hosts=None)
    return redirect(found.address if here else reverse("notices"))


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    actions.mark_read(request.user, at=timezone.now())
    return redirect("notices")


@require_POST
@login_required
def subscribe(request: HttpRequest) -> HttpResponse:
    """For the script of the page: tell this browser from now on. 204, or 400 for what no browser gives."""
    sent = [request.POST.get(name, "") for name in ("endpoint", "key", "secret")]
    language = get_language() or "id"
    try:
        kept = actions.subscribe(request.user, *sent, language=language, at=timezone.now())
    except Problem as problem:
        return HttpResponse(str(problem), status=400, content_type="text/plain; charset=utf-8")
    request.session[BROWSER] = str(kept.id)
    return HttpResponse(status=204)


@require_POST
@login_required
def unsubscribe(request: HttpRequest) -> HttpResponse:
    actions.unsubscribe(request.user, request.POST.get("endpoint", ""))
    request.session.pop(BROWSER, None)
    return HttpResponse(status=204)


def forget_this_browser(sender: Any, request: HttpRequest, user: User | None, **_options: Any) -> None:
    """Who signs out is told nothing more here: the phone may be somebody else's next."""
    kept = request.session.get(BROWSER)
    if kept and user is not None:
        PushAddress.objects.filter(pk=kept, user=user).delete()
