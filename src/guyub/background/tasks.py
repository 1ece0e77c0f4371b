"""What stands in the queue: the ids of jobs to do and of notices to push."""

from __future__ import annotations

import uuid

from django_tasks import task

from guyub.background import actions, push
from guyub.background.models import Notice


@task()
def run_job(job: str) -> bool:
    """Do a job; see `actions.run`."""
    return actions.run(uuid.UUID(job))


@task(priority=10)
def send_push(notice: str) -> int:
    """Send a notice to the browsers of its person; to how many."""
    found = Notice.objects.select_related("to").filter(pk=uuid.UUID(notice), read_at=None).first()
    return push.send(found) if found else 0
