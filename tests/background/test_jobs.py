"""Jobs: done once, seen while they run, told about at the end; and what becomes a job."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.support.people import signed_in
from tests.support.world import JOURNAL, MEMBER_LIST, World, a_journal, taken_order

from guyub.background import actions, progress, rules
from guyub.background.actions import Outcome, begin, handlers, run, take_up_again
from guyub.background.models import Job, Notice
from guyub.background.queries import unread
from guyub.books.actions.posting import open_book
from guyub.books.exchange import written
from guyub.books.models import Entry, Import
from guyub.kernel.errors import Problem
from guyub.kernel.words import _
from guyub.orders.models import Proposal
from guyub.people.models import User
from guyub.sentra.models import Import as MemberImport
from guyub.sentra.models import Membership

WHAT = _("Menghitung sesuatu")


@pytest.fixture
def owner(world: World) -> User:
    owner = world.people["owner"]
    assert owner is not None
    return owner


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything takes long."""
    for kind in rules.LONG:
        monkeypatch.setitem(rules.LONG, kind, -1)  # type: ignore[arg-type]


def handled_by(monkeypatch: pytest.MonkeyPatch, act: Callable[[Job, progress.Progress], Outcome]) -> None:
    monkeypatch.setitem(handlers, "test", act)


def begun(owner: User, about: str = "a") -> Job:
    return begin(owner, "test", {}, about=about, words=WHAT, at=timezone.now(), origin="/catat/")


def test_a_job_is_done_and_its_person_told_and_a_second_doing_changes_nothing(
    owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = []

    def act(job: Job, tell: progress.Progress) -> Outcome:
        times.append(job.id)
        tell(3, 12, _("Menyimpan catatan"))
        client = signed_in(owner)
        page = client.get(reverse("background_job", args=[job.id])).content.decode()
        assert "3 dari 12" in page
        assert '<noscript><meta http-equiv="refresh"' in page
        assert "3 dari 12" in client.get(reverse("notices")).content.decode()
        assert not run(job.id), "somebody is at it"
        return Outcome(_("%(n)s catatan disimpan.", n=12), "/catat/")

    handled_by(monkeypatch, act)
    job = begun(owner)
    assert begun(owner) == job, "the same thing twice at the same time"
    assert run(job.id)
    assert not run(job.id)
    assert times == [job.id]
    client = signed_in(owner)
    page = client.get(reverse("background_job", args=[job.id])).content.decode()
    assert "12 catatan disimpan." in page
    assert "refresh" not in page
    assert unread(owner) == 1
    notice = Notice.objects.get(to=owner)
    assert client.get(reverse("notice_read", args=[notice.id])).status_code == 405
    answer = client.post(reverse("notice_read", args=[notice.id]))
    assert answer["Location"] == reverse("background_job", args=[job.id])
    assert unread(owner) == 0
    assert begun(owner) != job, "what is over may be begun again"


def test_what_goes_wrong_is_said_and_a_busy_database_is_tried_again(
    owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong: list[Exception] = [Problem(_("Tulis nama pembeli.")), ValueError("x"), *[OperationalError("locked")] * 3]

    def act(_job: Job, _tell: progress.Progress) -> Outcome:
        raise wrong.pop(0)

    handled_by(monkeypatch, act)
    told = []
    for about in "ab":
        job = begun(owner, about)
        run(job.id)
        job.refresh_from_db()
        told.append((job.state, str(job.problem["text"])))
    assert told[0] == (Job.State.FAILED, "Tulis nama pembeli.")
    assert told[1][0] == Job.State.FAILED
    assert "pihak kami" in told[1][1]
    job = begun(owner, "c")
    for attempt in range(1, rules.MOST_ATTEMPTS + 1):
        assert not run(job.id)
        job.refresh_from_db()
        assert (job.is_open, job.attempts) == (True, attempt)
    run(job.id)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert unread(owner) == 3


def test_only_jobs_that_nobody_is_at_are_queued_again(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    handled_by(monkeypatch, lambda _job, _tell: Outcome(WHAT))
    jobs = [begun(owner, about) for about in "abcd"]
    later = timezone.now() + timedelta(seconds=60)
    assert run(jobs[0].id)
    with progress.held(jobs[1].id):
        again = take_up_again(at=later, queued=lambda ids: {str(jobs[2].id)} & set(ids))
    assert again == [jobs[3].id]


def test_a_week_later_what_a_job_made_is_gone(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def act(job: Job, _tell: progress.Progress) -> Outcome:
        progress.made_file(job.id).write_bytes(b"x")
        return Outcome(WHAT, file_name="x.csv", content_type="text/csv")

    handled_by(monkeypatch, act)
    job = begun(owner)
    run(job.id)
    address, client = reverse("background_file", args=[job.id]), signed_in(owner)
    assert b"".join(client.get(address).streaming_content) == b"x"  # type: ignore[arg-type]
    actions.clean_up(at=timezone.now() + timedelta(days=8))
    assert client.get(address).status_code == 404
    assert not progress.made_file(job.id).exists()


@pytest.fixture
def through(django_capture_on_commit_callbacks: Any) -> Callable[[Client, str, dict[str, Any]], Job]:
    """Post to an address that begins a job, which is then done at once."""

    def post(client: Client, address: str, data: dict[str, Any]) -> Job:
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(address, data)
        assert answer.status_code == 302, answer.content.decode()
        assert "/pekerjaan/" in answer["Location"]
        job = Job.objects.get(pk=uuid.UUID(answer["Location"].strip("/").rpartition("/")[2]))
        assert job.state == Job.State.DONE, job.problem
        return job

    return post


@pytest.mark.usefixtures("long")
def test_a_journal_is_read_and_written_in_the_background(world: World, owner: User, through: Any) -> None:
    book, client = open_book(world.enterprise), signed_in(owner)
    before = Entry.objects.filter(book=book).count()
    content = JOURNAL.replace("syal", "topi").encode()
    sent = {"file": SimpleUploadedFile("jurnal.csv", content)}
    read = through(client, reverse("book_imports", args=[book.id]), sent)
    listed = Import.objects.filter(book=book).latest("at")
    assert read.result_address == reverse("book_import", args=[listed.id])
    assert client.get(read.result_address).status_code == 200
    job = through(client, reverse("book_import_confirm", args=[listed.id]), {})
    listed.refresh_from_db()
    assert (listed.state, listed.entries) == ("done", 1)
    assert Entry.objects.filter(book=book).count() == before + 1
    # A worker that died after the writing and before saying so: the next one finds it done.
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)
    assert run(job.id)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert Entry.objects.filter(book=book).count() == before + 1
    undone = through(client, reverse("book_import_undo", args=[listed.id]), {})
    Job.objects.filter(pk=undone.pk).update(state=Job.State.RUNNING)
    run(undone.id)
    assert Entry.objects.filter(book=book).count() == before + 2


@pytest.mark.usefixtures("long")
def test_a_book_is_taken_along_in_the_background(world: World, owner: User, through: Any) -> None:
    book, client = open_book(world.enterprise), signed_in(owner)
    address = reverse("book_export_file", args=[book.id, "csv"])
    assert client.get(address)["Location"] == reverse("book_export", args=[book.id])
    assert "disiapkan di belakang layar" in client.get(reverse("book_export", args=[book.id])).content.decode()
    job = through(client, address, {})
    made = client.get(reverse("background_file", args=[job.id]))
    assert b"".join(made.streaming_content) == b"".join(written(book, "csv"))  # type: ignore[arg-type]
    assert ".csv" in made["Content-Disposition"]
    strangers = world.people["foreign owner"]
    assert strangers is not None
    assert signed_in(strangers).get(reverse("background_file", args=[job.id])).status_code == 404


@pytest.mark.usefixtures("long")
def test_members_come_in_and_splits_are_compared_in_the_background(world: World, through: Any) -> None:
    officer = world.people["officer"]
    assert officer is not None
    client, place = signed_in(officer), [world.sentra.id]
    read = through(
        client, reverse("import_upload", args=place), {"file": SimpleUploadedFile("a.csv", MEMBER_LIST.encode())}
    )
    Job.objects.filter(pk=read.pk).update(state=Job.State.RUNNING)
    progress.sent_file(read.id).write_bytes(MEMBER_LIST.encode())
    run(read.id)
    listed = MemberImport.objects.get(at=read.begun_at)  # one, though it was read twice
    before = Membership.objects.filter(sentra=world.sentra).count()
    through(client, reverse("import_confirm", args=[listed.id]), {})
    assert Membership.objects.filter(sentra=world.sentra).count() == before + 1

    order = taken_order(officer, world.sentra, "kemeja")
    address = reverse("order_split", args=[order.id])
    first = client.get(address)
    job = Job.objects.get(kind="orders.compare")
    assert first["Location"] == reverse("background_job", args=[job.id])
    assert run(job.id)
    assert Proposal.objects.filter(order=order).count() == 4
    assert client.get(address).status_code == 200


def test_little_is_done_at_once(world: World, owner: User) -> None:
    listed = a_journal(owner, open_book(world.enterprise), "kecil")
    answer = signed_in(owner).post(reverse("book_import_confirm", args=[listed.id]))
    assert answer["Location"] == reverse("book", args=[listed.book_id])
    assert not Job.objects.filter(kind="books.import").exists()
