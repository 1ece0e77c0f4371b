"""`guyub worker`: does what was left to the background, until Ctrl-C. Several may run beside each other."""

from __future__ import annotations

import logging
import threading
import time
import uuid
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from guyub.background.actions import KEPT, clean_up, take_up_again
from guyub.background.queries import queued

EVERY = 5.0  # seconds between two looks for jobs that nobody is at
CLEANED_EVERY = timedelta(hours=6)


class Command(BaseCommand):
    help = "Do what was left to the background, until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=0.5, help="seconds between two looks into the queue")
        parser.add_argument("--once", action="store_true", help="do what waits, then end")

    def handle(self, *_args: Any, interval: float, once: bool, **_options: Any) -> None:
        logging.getLogger("django_tasks_db").setLevel(logging.ERROR)
        take_up_again(at=timezone.now(), queued=queued)
        worker = Worker(
            queue_names=["default"],
            interval=interval,
            batch=once,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=uuid.uuid4().hex,
            excluded_queue_names=[],
        )
        worker.configure_signals()
        if not once:
            threading.Thread(target=_look_after, daemon=True).start()
        worker.run()


def _look_after() -> None:
    """Beside the work: queue again what another worker left when it died, and throw away what is old."""
    cleaned = timezone.now() - CLEANED_EVERY
    while True:
        time.sleep(EVERY)
        try:
            close_old_connections()
            now = timezone.now()
            take_up_again(at=now, queued=queued)
            if now - cleaned >= CLEANED_EVERY:
                cleaned = now
                clean_up(at=now)
                DBTaskResult.objects.filter(enqueued_at__lt=now - KEPT).delete()
        except DatabaseError:  # busy or gone for a moment
            connection.close()
