"""What a person's jobs and notices are."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from guyub.background.models import Job, Notice
from guyub.people.models import User

MOST_COUNTED = 99
MOST_LISTED = 50


def unread(user: User) -> int:
    """How many notices somebody has not read, up to 99: one look at an index."""
    return Notice.objects.filter(to=user, read_at=None)[:MOST_COUNTED].count()


def notices_of(user: User) -> list[Notice]:
    """The newest notices, newest first."""
    return list(Notice.objects.filter(to=user).order_by("-at")[:MOST_LISTED])


def open_jobs(user: User) -> list[Job]:
    """What is being done for somebody, newest first."""
    return list(Job.objects.filter(by=user, state__in=Job.OPEN).order_by("-begun_at")[:MOST_LISTED])


def own_job(user: User, job: uuid.UUID) -> Job | None:
    """A job, for the person it is done for only."""
    return Job.objects.filter(by=user, pk=job).first()


def queued(jobs: Collection[str]) -> set[str]:
    """Which of these jobs still wait in the queue."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 - installed apps must be loaded

    waiting = DBTaskResult.objects.ready().filter(task_path="guyub.background.tasks.run_job")
    named = {str(each["args"][0]) for each in waiting.values_list("args_kwargs", flat=True)}
    return named & set(jobs)
