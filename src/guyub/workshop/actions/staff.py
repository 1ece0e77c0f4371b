"""The people who work here: how they are paid, on which days they were here, and whether they sign in themselves."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from guyub.books.rules.parties import party_key
from guyub.kernel.errors import Problem
from guyub.kernel.words import _
from guyub.people.access import Person
from guyub.people.actions import give_role, take_roles
from guyub.people.models import Role, RoleName, User
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.common import check_day, locked_for
from guyub.workshop.models import Attendance, Worker
from guyub.workshop.queries.dues import days_unpaid, dues_of, unpaid
from guyub.workshop.rules.pay import FULL_DAY, PayKind

MOST_RATE = 100_000_000  # rupiah a day or month, far above any wage


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a worker. Rates are rupiah; `user` is who signs in as this worker, if anybody does."""

    name: str
    pay: PayKind
    since: date
    phone: str = ""
    daily_rate: int = 0
    monthly_rate: int = 0
    user: User | None = None


@transaction.atomic
def add_worker(by: Person, enterprise: Enterprise, about: About, *, at: datetime) -> Worker:
    """Somebody who works here. The same again is answered with the first.

    Raises NotAllowed; Problem at `name` when somebody has that name, at the rate that is missing, at `since`, `user`.
    """
    locked_for(by, enterprise)
    _check(enterprise, about, at)
    key = _key(about.name)
    found = Worker.objects.filter(enterprise=enterprise, key=key).first()
    if found is not None:
        if found.since == about.since and found.pay == about.pay and found.until is None:
            return found
        raise _taken(found)
    worker = Worker(enterprise=enterprise, key=key)
    # A monthly wage of earlier months was paid before Guyub knew of it.
    worker.pay_since = max(about.since, timezone.localdate(at).replace(day=1))
    if about.pay is not PayKind.MONTHLY:
        worker.pay_since = None
    return _write(worker, about)


@transaction.atomic
def change_worker(by: Person, worker: Worker, about: About, *, at: datetime) -> Worker:
    """Change what is known of a worker. New rates count for all that is not paid yet.

    Raises as `add_worker`, and Problem at `pay` while something is unpaid that is reckoned in the old way.
    """
    locked_for(by, worker.enterprise)
    worker.refresh_from_db()
    _check(worker.enterprise, about, at, worker)
    key = _key(about.name)
    same = Worker.objects.filter(enterprise=worker.enterprise, key=key).exclude(pk=worker.pk).first()
    if same is not None:
        raise _taken(same)
    if about.pay != worker.pay:
        _check_paid(worker, about.pay, timezone.localdate(at))
        if not (PayKind(worker.pay).by_piece and about.pay.by_piece):
            worker.pay_since = timezone.localdate(at)
    worker.key = key
    return _write(worker, about)


def _write(worker: Worker, about: About) -> Worker:
    worker.name = " ".join(about.name.split())
    worker.phone, worker.pay, worker.since = about.phone, about.pay, about.since
    worker.daily_rate, worker.monthly_rate = about.daily_rate, about.monthly_rate
    worker.user = about.user
    worker.save()
    return worker


def _key(name: str) -> str:
    key = party_key(name)
    if not key:
        raise Problem(_("Tulis namanya."), "name")
    return key


def _taken(worker: Worker) -> Problem:
    return Problem(_("Sudah ada pekerja bernama %(name)s. Tulis nama yang membedakan.", name=worker.name), "name")


def _check(enterprise: Enterprise, about: About, at: datetime, worker: Worker | None = None) -> None:
    if about.since > timezone.localdate(at):
        raise Problem(_("Tanggal %(day)s belum tiba.", day=about.since), "since")
    if about.pay.by_day and not 0 < about.daily_rate <= MOST_RATE:
        raise Problem(_("Isi upah sehari."), "daily_rate")
    if about.pay is PayKind.MONTHLY and not 0 < about.monthly_rate <= MOST_RATE:
        raise Problem(_("Isi upah sebulan."), "monthly_rate")
    if about.user is None or (worker and worker.user_id == about.user.pk):
        return
    if not Role.objects.filter(user=about.user, role=RoleName.WORKER, place=enterprise.id).exists():
        raise Problem(_("Orang ini belum menjadi pekerja di bengkel ini."), "user")
    if Worker.objects.filter(enterprise=enterprise, user=about.user).exists():
        raise Problem(_("Orang ini sudah terhubung dengan pekerja lain."), "user")


def _check_paid(worker: Worker, to: PayKind, today: date) -> None:
    """What is unpaid in the old way would be lost, or paid in the new one."""
    kind = PayKind(worker.pay)
    piece = kind.by_piece and not to.by_piece and unpaid(worker.enterprise).filter(worker=worker, rate__gt=0).exists()
    days = kind.by_day and not to.by_day and days_unpaid(worker.enterprise).filter(worker=worker).exists()
    month = kind is PayKind.MONTHLY and worker.pk in dues_of(worker.enterprise, today, [worker])
    if piece or days or month:
        raise Problem(_("Bayar dulu upah yang belum dibayar, baru ganti cara bayarnya."), "pay")


@transaction.atomic
def end_worker(by: Person, worker: Worker, until: date | None, *, at: datetime) -> Worker:
    """Say on which day somebody worked here last; None: they are back. Their pay stays theirs to see.

    Raises NotAllowed; Problem at `until` for a day to come or before they began.
    """
    locked_for(by, worker.enterprise)
    worker.refresh_from_db()
    if until is not None and not worker.since <= until <= timezone.localdate(at):
        raise Problem(_("Isi hari terakhir bekerja, antara mulai bekerja dan hari ini."), "until")
    worker.until = until
    worker.save(update_fields=["until"])
    if worker.user and until:
        take_roles(worker.enterprise_id, RoleName.WORKER, [worker.user])
    elif worker.user:
        give_role(worker.user, RoleName.WORKER, worker.enterprise_id)
    return worker


@transaction.atomic
def make_sign_in(by: Person, worker: Worker, username: str, password: str) -> User:
    """A user who signs in as this worker, by a name and a password that the owner hands over.

    Raises NotAllowed; Problem at `username` when it is taken, or the worker signs in already.
    """
    locked_for(by, worker.enterprise)
    worker.refresh_from_db()
    if worker.user_id is not None:
        raise Problem(_("%(name)s sudah punya nama masuk.", name=worker.name), "username")
    clean = username.strip().casefold()
    if not clean or User.objects.filter(username=clean).exists():
        raise Problem(_("Nama masuk itu sudah dipakai. Pilih yang lain."), "username")
    user = User.objects.create_user(username=clean, name=worker.name, password=password)
    give_role(user, RoleName.WORKER, worker.enterprise_id)
    worker.user = user
    worker.save(update_fields=["user"])
    return user


@transaction.atomic
def mark_days(by: Person, enterprise: Enterprise, marks: Mapping[tuple[uuid.UUID, date], int], *, at: datetime) -> int:
    """Note half days (0, 1 or 2) that workers were here; what is noted already is replaced. Returns how many changed.

    Raises NotAllowed; Problem at `worker/day` for a day that cannot be, and for another number on a day that is paid.
    """
    locked_for(by, enterprise)
    workers = {
        each.pk: each for each in Worker.objects.filter(pk__in={who for who, __ in marks}, enterprise=enterprise)
    }
    days = {day for __, day in marks}
    rows = Attendance.objects.filter(worker__in=workers, day__in=days)
    known = {(row.worker_id, row.day): row for row in rows}
    changed = [
        (who, day, halves)
        for (who, day), halves in marks.items()
        if halves != (known[who, day].half_days if (who, day) in known else 0)
    ]
    for who, day, halves in changed:
        _check_mark(workers.get(who), day, halves, known.get((who, day)), at)
    Attendance.objects.bulk_create(
        [Attendance(worker=workers[who], day=day, half_days=halves) for who, day, halves in changed],
        update_conflicts=True,
        unique_fields=["worker", "day"],
        update_fields=["half_days"],
    )
    return len(changed)


def _check_mark(worker: Worker | None, day: date, halves: int, known: Attendance | None, at: datetime) -> None:
    if worker is None or not 0 <= halves <= FULL_DAY:
        raise Problem(_("Pilihan ini tidak ada di bengkel ini."))
    field = f"{worker.pk}/{day.isoformat()}"
    check_day(day, at)
    if known is not None and known.slip_id is not None:
        words = _("Upah %(name)s untuk %(day)s sudah dibayar. Batalkan dulu pembayarannya.", name=worker.name, day=day)
        raise Problem(words, field)
    if day < worker.since or (worker.until and day > worker.until):
        raise Problem(_("%(name)s tidak bekerja di sini pada hari itu.", name=worker.name), field)
