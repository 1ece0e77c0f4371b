"""Begin a job, do it, tell its person; keep notices and the browsers that show them."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, OperationalError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from guyub.background import progress
from guyub.background.models import Job, Notice, PushAddress
from guyub.background.rules import MOST_ATTEMPTS, check_subscription
from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.words import Words, _
from guyub.people.access import Person
from guyub.people.models import User

logger = logging.getLogger(__name__)
KEPT = timedelta(days=7)  # what jobs made
NOTICES_KEPT = timedelta(days=90)
OVERDUE = timedelta(seconds=5)  # after that a job that nobody is at is queued again
MOST_BROWSERS = 10  # of one person; the oldest make room


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: said in words, and where to look. With `file_name` it made `progress.made_file`."""

    words: Words
    address: str = ""
    file_name: str = ""
    content_type: str = ""


Handler = Callable[[Job, progress.Progress], Outcome]
# By kind of job. A handler may be called again for a job whose worker died at any instant: it must find out what was
# done already, and answer with that. What a person can mend it raises as Problem.
handlers: dict[str, Handler] = {}


def begin(
    by: Person,
    kind: str,
    arguments: Mapping[str, Any],
    *,
    about: str,
    words: Words,
    at: datetime,
    origin: str = "",
    file: bytes | None = None,
) -> Job:
    """Start a job, once this transaction is there for good. One about the same thing that is not over is answered
    instead. Access to the thing was checked by the caller, and is checked again by the handler.
    """
    if kind not in handlers:
        raise KeyError(kind)
    if not isinstance(by, User):
        raise NotAllowed(_("Masuk dulu."))
    job = Job(kind=kind, about=about[:200], arguments=dict(arguments), words=words.to_json(), by=by)
    job.origin, job.begun_at, job.queued_at = origin[:300], at, at
    if file is not None:
        progress.sent_file(job.id).write_bytes(file)
    try:
        with transaction.atomic():
            job.save(force_insert=True)
            transaction.on_commit(lambda: _enqueue(job.id))
    except IntegrityError:
        progress.forget(job.id)
        return Job.objects.get(kind=kind, about=about[:200], by=by, state__in=Job.OPEN)
    return job


def _enqueue(job: uuid.UUID) -> None:
    from guyub.background.tasks import run_job  # noqa: PLC0415 - it needs this file

    run_job.enqueue(str(job))


def run(job_id: uuid.UUID) -> bool:
    """Do a job, unless somebody is at it or it is over; whether it was done or failed here."""
    with progress.held(job_id) as mine:
        job = _start(job_id) if mine else None
        if job is None:
            return False
        with translation.override(job.by.language or settings.LANGUAGE_CODE):
            return _do(job)


@transaction.atomic
def _start(job_id: uuid.UUID) -> Job | None:
    job = Job.objects.select_for_update(of=("self",)).select_related("by").filter(pk=job_id).first()
    if job is None or not job.is_open:
        return None
    if job.attempts >= MOST_ATTEMPTS:
        _end(job, progress.BEGINNING, problem=_("Berhenti di tengah jalan beberapa kali. Mohon beri tahu pengelola."))
        return None
    job.state, job.attempts, job.started_at = Job.State.RUNNING, job.attempts + 1, timezone.now()
    job.save(update_fields=["state", "attempts", "started_at"])
    return job


def _do(job: Job) -> bool:
    tell = progress.Progress(job.id)
    try:
        outcome = handlers[job.kind](job, tell)
    except Problem as problem:
        _end(job, tell.last, problem=problem.words)
    except OperationalError:  # the database was busy or went away: another time
        logger.exception("job %s waits", job.id)
        return False
    except Exception:
        logger.exception("job %s failed", job.id)
        _end(job, tell.last, problem=_("Ada yang salah di pihak kami. Tidak ada yang berubah; coba sekali lagi."))
    else:
        _end(job, tell.last, outcome=outcome)
    progress.forget(job.id)
    return True


@transaction.atomic
def _end(job: Job, step: progress.Step, *, outcome: Outcome | None = None, problem: Words | None = None) -> None:
    """Over, and its person told, in one."""
    job = Job.objects.select_for_update(of=("self",)).select_related("by").get(pk=job.pk)
    job.done, job.total, job.ended_at = step.done, step.total, timezone.now()
    address = reverse("background_job", args=[job.id])
    what = Words.from_json(job.words)
    if outcome is not None:
        job.state, job.result_words = Job.State.DONE, outcome.words.to_json()
        job.result_address = outcome.address
        job.file_name, job.content_type = outcome.file_name, outcome.content_type
        words = _("Selesai: %(what)s. %(result)s", what=what, result=outcome.words)
    else:
        job.state, job.problem = Job.State.FAILED, (problem or _("Tidak berhasil.")).to_json()
        words = _("Tidak berhasil: %(what)s. %(why)s", what=what, why=problem)
    job.save()
    notify(job.by, words, address, at=job.ended_at)


@transaction.atomic
def notify(user: User, words: Words, address: str, *, at: datetime) -> Notice:
    """Tell somebody something: in the app always, and by push where a browser of theirs wants it."""
    notice = Notice.objects.create(to=user, words=words.to_json(), address=address, at=at)
    if PushAddress.objects.filter(user=user).exists():
        transaction.on_commit(lambda: _send(notice.id))
    return notice


def _send(notice: uuid.UUID) -> None:
    from guyub.background.tasks import send_push  # noqa: PLC0415 - it needs this file

    send_push.enqueue(str(notice))


@transaction.atomic
def mark_read(by: Person, notice: uuid.UUID | None = None, *, at: datetime) -> int:
    """Mark one of my notices as read, or all of them; how many were not."""
    if not isinstance(by, User):
        raise NotAllowed(_("Masuk dulu."))
    unread = Notice.objects.filter(to=by, read_at=None)
    return (unread if notice is None else unread.filter(pk=notice)).update(read_at=at)


@transaction.atomic
def subscribe(by: Person, endpoint: str, key: str, secret: str, *, language: str, at: datetime) -> PushAddress:
    """Let this browser show the notices of `by`, and of nobody else. Raises Problem for what no browser gives."""
    if not isinstance(by, User):
        raise NotAllowed(_("Masuk dulu."))
    check_subscription(endpoint, key, secret, local=settings.PUSH_TO_THIS_MACHINE)
    values = {"user": by, "key": key, "secret": secret, "language": language, "at": at}
    kept, __ = PushAddress.objects.update_or_create(endpoint=endpoint, defaults=values)
    others = PushAddress.objects.filter(user=by).exclude(pk=kept.pk).order_by("-at")
    PushAddress.objects.filter(pk__in=[each.pk for each in others[MOST_BROWSERS - 1 :]]).delete()
    return kept


@transaction.atomic
def unsubscribe(by: Person, endpoint: str) -> None:
    """Show nothing more in this browser."""
    if isinstance(by, User):
        PushAddress.objects.filter(user=by, endpoint=endpoint).delete()


def take_up_again(*, at: datetime, queued: Callable[[list[str]], set[str]]) -> list[uuid.UUID]:
    """Queue every open job that nobody is at and that is not in the queue; which.

    `queued` tells which of these ids still wait in the queue.
    """
    late = [each.id for each in Job.objects.filter(state__in=Job.OPEN, queued_at__lt=at - OVERDUE)]
    lost = [job for job in late if not progress.is_held(job)]
    there = queued([str(job) for job in lost]) if lost else set()
    again = [job for job in lost if str(job) not in there]
    for job in again:
        Job.objects.filter(pk=job, state__in=Job.OPEN).update(queued_at=at)
        _enqueue(job)
    return again


def clean_up(*, at: datetime) -> None:
    """Remove what jobs made a week ago, and notices of a season ago."""
    for job in Job.objects.filter(ended_at__lt=at - KEPT).exclude(file_name=""):
        progress.forget(job.id, made=True)
        Job.objects.filter(pk=job.pk).update(file_name="")
    Notice.objects.filter(at__lt=at - NOTICES_KEPT).delete()
    progress.sweep_out(before=(at - KEPT).timestamp())
