"""What members held of open orders before there were workshops becomes their jobs."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from tests.support import people
from tests.support.knitting import NOW, TODAY
from tests.support.world import enterprise_in, running_order, settled_order

from guyub.orders.models import Share
from guyub.orders.workshops import follow_shares
from guyub.sentra.models import Sentra
from guyub.workshop.models import Job

upgrade = import_module("guyub.orders.migrations.0002_workshops")


@pytest.mark.django_db
def test_open_shares_become_jobs_as_new_ones_do() -> None:
    sentra = Sentra.objects.create(name="Sentra Lama", agreed_on=TODAY)
    officer, enterprise = people.officer(sentra), enterprise_in(sentra, "Rajut Lama", "Syal")
    settled_order(officer, sentra, enterprise)
    share = Share.objects.get(line__order=running_order(officer, sentra, enterprise))
    Job.objects.all().delete()
    upgrade.make_jobs(apps, None)
    job = Job.objects.get()
    told = (job.source_id, job.quantity_micro, job.price, job.due, job.name, job.client_id)
    job.delete()
    follow_shares([share], NOW)
    new = Job.objects.get()
    assert told == (new.source_id, new.quantity_micro, new.price, new.due, new.name, new.client_id)
