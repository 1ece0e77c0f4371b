"""A query that is kept as SQL answers as the query set it was written from."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Count, F, FloatField, Q, Sum, Value
from tests.support.world import build_world

from guyub.orders.models import Line, Share
from guyub.people.models import Role, RoleName
from guyub.people.prepared import Prepared
from guyub.sentra.models import Enterprise, Membership


def _due(orders: list[uuid.UUID], until: date, times: float) -> Any:
    held = Line.objects.filter(order__in=orders, due__lte=until).order_by("pk")
    worth = Sum(F("shares__pieces") * Value(times), output_field=FloatField(), default=0.0)
    return held.values_list("order", "pk", "due", "quantity", "product").annotate(worth=worth)


@pytest.mark.usefixtures("db")
def test_rows_are_those_of_the_query_set_for_every_kind_and_number_of_values() -> None:
    build_world()
    prepared, orders = Prepared(_due), list(Line.objects.values_list("order", flat=True))
    last = max(Line.objects.values_list("due", flat=True))
    assert len(prepared.rows(orders, last, 1.0)) == len(orders) > 3
    for asked in (orders[:1], orders[:3], orders, orders[::-1], orders[:1]):
        for until in (last, last - timedelta(400)):
            for times in (1.0, 2.5):
                assert prepared.rows(asked, until, times) == list(_due(asked, until, times))
    assert prepared.rows([], last, 1.0) == []


@pytest.mark.usefixtures("db")
def test_rows_hold_ids_and_days_as_a_query_set_does() -> None:
    world = build_world()
    members = Prepared(
        lambda sentra: (
            Membership.objects.filter(sentra=sentra, until=None)
            .order_by("enterprise__name")
            .values_list("enterprise", "since")
            .annotate(able=Count("enterprise__abilities", filter=Q(enterprise__abilities__grade="A")))[:5]
        )
    )
    for sentra in (world.sentra, world.other_sentra):
        named = Enterprise.objects.filter(memberships__sentra=sentra).order_by("name")
        found = members.rows(sentra.pk)
        assert [row[0] for row in found] == [each.pk for each in named]
        assert {(type(row[0]), type(row[1]), row[2]) for row in found} == {(uuid.UUID, date, 1)}


@pytest.mark.usefixtures("db")
def test_a_value_that_the_query_changes_or_forgets_is_refused_when_it_is_written() -> None:
    forgetful = Prepared(lambda place: Role.objects.filter(role=RoleName.OWNER).values_list("pk"))
    with pytest.raises(ValueError, match="as they are"):
        forgetful.rows(uuid.uuid4())
    shifting = Prepared(lambda day: Share.objects.filter(line__due=day + timedelta(1)).values_list("pk"))
    with pytest.raises(ValueError, match="as they are"):
        shifting.rows(date(2026, 11, 23))
