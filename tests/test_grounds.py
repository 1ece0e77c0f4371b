"""What every test relies on: nothing is left over, nothing leaves the machine, the guards stand."""

from __future__ import annotations

import socket
import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from guyub.openlog.models import Record
from guyub.sentra.actions import agree_on
from guyub.sentra.models import Sentra
from tests.support.offline import LeavesTheMachineError
from tests.support.world import NOW, build_world


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_committed_records_are_guarded_and_gone_with_the_test(time: str) -> None:
    assert not Record.objects.exists()
    world = build_world()
    agree_on(world.people["officer"], world.sentra, "equal", 100, at=NOW)
    assert Record.objects.exists()
    with pytest.raises(DatabaseError, match="never changed or removed"):
        Record.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_threads_write_side_by_side() -> None:
    def found_sentra(name: str) -> None:
        with transaction.atomic():
            Sentra.objects.create(name=name)
        connection.close()

    threads = [threading.Thread(target=found_sentra, args=[f"Sentra {number}"]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Sentra.objects.count() == 8


def test_no_test_reaches_another_machine() -> None:
    with pytest.raises(LeavesTheMachineError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_the_clock_stands_still_until_it_is_moved(clock: time_machine.Traveller) -> None:
    before = timezone.now()
    assert timezone.now() == before
    clock.shift(timedelta(days=2))
    assert timezone.now() - before == timedelta(days=2)


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_is_the_real_thing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        assert int(cursor.fetchone()[0]) >= 180_000
