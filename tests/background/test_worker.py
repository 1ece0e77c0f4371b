"""A worker killed in the middle of an import: the next one takes it up, nothing is lost and nothing is doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as installed
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.books.quiet import quiet_world
from tests.support.people import signed_in

from guyub.background import progress
from guyub.background.models import Job, Notice
from guyub.books import jobs
from guyub.books.actions.importing import upload_journal
from guyub.books.actions.posting import open_book
from guyub.books.bulk import SAVING
from guyub.books.models import Entry, Import
from guyub.kernel.tables import read_table

PROJECT = Path(__file__).parents[2]
ENTRIES = 12_000


@contextmanager
def worker(*options: str) -> Iterator[subprocess.Popen[bytes]]:
    """`guyub worker` in a process of its own, at the database of the tests."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.background.worker_settings",
        "GUYUB_DATA": str(installed.DATA),
        "GUYUB_TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "PYTHONPATH": f"{PROJECT / 'src'}{os.pathsep}{PROJECT}",
    }
    command = [sys.executable, "-m", "django", "worker", "--interval", "0.05", *options]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


def until(what: str, job: Job, process: subprocess.Popen[bytes]) -> None:
    """Wait until the job says that it is at this step."""
    deadline = time.monotonic() + 60
    while progress.step_of(job.id).words.text != what:
        assert process.poll() is None, "the worker ended"
        assert time.monotonic() < deadline, "the worker does nothing"
        time.sleep(0.002)


@pytest.mark.django_db(transaction=True)
def test_a_killed_workers_job_is_taken_up_and_done_once(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    world = quiet_world()
    owner, book = world.people["owner"], open_book(world.enterprise)
    assert owner is not None
    rows = (f"2/11/2025;Jual syal {n};1101;{n};\n2/11/2025;Jual syal {n};4101;;{n}\n" for n in range(1, ENTRIES + 1))
    content = ("tanggal;keterangan;akun;debit;kredit\n" + "".join(rows)).encode()
    listed = upload_journal(owner, book, read_table(content, "t.csv"), sha256(content).hexdigest(), at=timezone.now())
    client: Client = signed_in(owner)
    job = jobs.write_later(owner, listed, timezone.now())

    with worker() as first:
        until("Membaca berkas", job, first)
        seen = client.get(reverse("background_job", args=[job.id])).content.decode()
        assert "Sedang dikerjakan" in seen
        assert "Membaca berkas" in seen
        until(SAVING.text, job, first)
        first.send_signal(signal.SIGKILL)
        first.wait(10)
    job.refresh_from_db()
    assert job.state == Job.State.RUNNING, "it was killed too late to show anything"
    assert not progress.is_held(job.id)
    assert not Entry.objects.filter(book=book).exists(), "half an import"

    Job.objects.update(queued_at=timezone.now() - timedelta(seconds=30))
    with worker("--once") as second:
        assert second.wait(90) == 0
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.DONE, 2)
    assert Entry.objects.filter(book=book).count() == ENTRIES
    assert Import.objects.get(pk=listed.pk).entries == ENTRIES
    assert Notice.objects.filter(to=owner).count() == 1
    assert "12.000 catatan disimpan." in client.get(reverse("background_job", args=[job.id])).content.decode()
