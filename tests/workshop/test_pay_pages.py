"""The pages about pay: who is owed what, slips that only their own worker sees, THR, attendance, the wage floor."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from tests.support import people
from tests.support.knitting import NOW, TODAY, Knitting
from tests.support.people import PASSWORD, signed_in
from tests.workshop.test_paying import BY_HAND, DAY, MONDAY, SATURDAY, SURE, WEEK, kasbon, paid, six, slips_sum

from guyub.books.actions.noting import NewNote, note
from guyub.books.rules.meaning import EventKind
from guyub.kernel.errors import Problem
from guyub.people.models import RoleName, User
from guyub.workshop.actions import staff
from guyub.workshop.actions.staff import About
from guyub.workshop.models import Attendance, PayRun, Slip, Tally, Worker, Workshop
from guyub.workshop.queries.floor import worker_floor
from guyub.workshop.queries.holiday import holiday_rows
from guyub.workshop.queries.pay import preview
from guyub.workshop.rules.pay import PayKind

__all__ = ["six"]
FEAST = date(2026, 12, 25)

pytestmark = pytest.mark.usefixtures("clock")


def worker(name: str) -> Worker:
    return Worker.objects.get(name=name)


def path(shop: Knitting, name: str, *arguments: Any) -> str:
    return reverse(name, args=[shop.enterprise.pk, *arguments])


def owner(shop: Knitting) -> Client:
    return signed_in(shop.owner)


def sent(page: Any, name: str = "form") -> dict[str, str]:
    """What the browser would send of a form as it was shown."""
    form = page.context[name]
    values = {bound.html_name: bound.value() for bound in form}
    return {key: "on" if value is True else str(value) for key, value in values.items() if value not in (None, False)}


def test_the_owner_pays_what_is_shown_and_every_slip_is_made(six: Knitting) -> None:
    kasbon(six, "Siti", 50_000)
    client, address = owner(six), path(six, "pay") + f"?sampai={SATURDAY}"
    page = client.get(address)
    assert page.context["shown"].gross == sum(BY_HAND.values())
    answer = client.post(address, sent(page), follow=True)
    assert answer.redirect_chain, answer.context["form"].errors
    assert {slip.worker.name: slip.gross for slip in Slip.objects.all()} == BY_HAND
    assert Slip.objects.get(worker__name="Siti").advance == 50_000
    text = answer.content.decode()
    assert "5 slip dibuat" in text
    again = client.get(address)
    assert "Semua upah sudah dibayar" in again.content.decode()


def test_who_is_not_ticked_is_not_paid_and_too_much_kasbon_is_told_at_its_field(six: Knitting) -> None:
    kasbon(six, "Siti", 500_000)
    client, address = owner(six), path(six, "pay") + f"?sampai={SATURDAY}"
    filled = sent(client.get(address))
    siti = str(worker("Siti").pk)
    wrong = client.post(address, filled | {siti: "100.000"})
    assert wrong.status_code == 400
    assert siti in wrong.context["form"].errors
    assert not PayRun.objects.exists()
    filled[siti] = "10.000"
    del filled[f"pay-{worker('Agus').pk}"]
    client.post(address, filled)
    assert set(Slip.objects.values_list("worker__name", flat=True)) == set(BY_HAND) - {"Agus"}
    assert Slip.objects.get(worker__name="Siti").advance == 10_000


def test_a_page_that_was_shown_before_more_was_counted_pays_nothing(six: Knitting) -> None:
    client, address = owner(six), path(six, "pay") + f"?sampai={SATURDAY}"
    filled = sent(client.get(address))
    six.tally("rajut", 1, day=WEEK[0], worker=worker("Siti"), sure=SURE)
    answer = client.post(address, filled)
    assert answer.status_code == 400
    assert "berubah" in answer.content.decode()
    assert not PayRun.objects.exists()


def test_wages_told_in_the_books_are_warned_of(six: Knitting) -> None:
    told = NewNote(EventKind.WAGE, 450_000, WEEK[4], settlement="cash", party="Siti")
    note(six.owner, six.book, told, client_id=six.enterprise.pk, at=NOW)
    text = owner(six).get(path(six, "pay")).content.decode()
    assert "Di buku sudah ada upah Siti Rp\N{NO-BREAK SPACE}450.000" in text
    paid(six, SATURDAY)
    shown = preview(six.enterprise, MONDAY)
    assert not shown.told, "what slips paid is no other payment"


def test_a_run_is_undone_on_its_page(six: Knitting) -> None:
    run = paid(six, SATURDAY)
    client = owner(six)
    assert "Batalkan pembayaran ini" in client.get(path(six, "pay_run", run.pk)).content.decode()
    client.post(path(six, "pay_undo", run.pk))
    assert slips_sum() == 0
    assert "dibatalkan" in client.get(path(six, "pay_run", run.pk)).content.decode()


def test_a_worker_sees_their_own_slip_and_nobody_elses(six: Knitting) -> None:
    users = {name: people.worker(six.enterprise, name) for name in ("Siti", "Dewi")}
    for name, user in users.items():
        Worker.objects.filter(name=name).update(user=user)
    run = paid(six, SATURDAY)
    six.tally("rajut", 3, worker=worker("Dewi"), sure=SURE)
    own, other = run.slips.get(worker__name="Siti"), run.slips.get(worker__name="Dewi")
    client = signed_in(users["Siti"])
    for name in ("slip", "slip_pdf", "slip_picture"):
        assert client.get(path(six, name, own.pk)).status_code == 200
        assert client.get(path(six, name, other.pk)).status_code == 404
    for address in (
        path(six, "worker", other.worker_id), path(six, "worker", own.worker_id), path(six, "workers"),
        path(six, "pay"), path(six, "pay_run", run.pk), path(six, "holiday_pay"), path(six, "attendance"),
    ):  # fmt: skip
        assert client.get(address).status_code == 404
    text = client.get(reverse("my_pay")).content.decode()
    assert "189.000" in text
    assert "Dewi" not in text
    assert "167.500" not in text
    page = client.get(path(six, "slip", own.pk)).content.decode()
    assert "wa.me" not in page
    assert path(six, "worker", own.worker_id) not in page


def test_my_pay_shows_what_is_not_paid_yet(six: Knitting) -> None:
    user = people.worker(six.enterprise, "Siti")
    Worker.objects.filter(name="Siti").update(user=user)
    kasbon(six, "Siti", 30_000)
    text = signed_in(user).get(reverse("my_pay")).content.decode()
    for told in ("189.000", "13 rajut", "39.000", "Kasbon Anda Rp\N{NO-BREAK SPACE}30.000"):
        assert told in text
    assert "Belum ada upah atas nama Anda" in signed_in(people.stranger()).get(reverse("my_pay")).content.decode()


def test_a_slip_comes_as_pdf_as_picture_and_as_a_chat(six: Knitting) -> None:
    Worker.objects.filter(name="Dewi").update(phone="+6281234567890")
    six.tally("rajut", 1, day=SATURDAY, worker=worker("Dewi"), sure=SURE)
    slip = paid(six, SATURDAY).slips.get(worker__name="Dewi")
    client = signed_in(six.owner, "en")
    pdf, picture = client.get(path(six, "slip_pdf", slip.pk)), client.get(path(six, "slip_picture", slip.pk))
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert (picture["Content-Type"], picture.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    chat = client.get(path(six, "slip", slip.pk)).context["chat"]
    assert chat.startswith("https://wa.me/6281234567890?text=")
    for told in ("Slip%20upah", "134%20/%2012%20%C3%97%20Rp%C2%A015.000", "Diterima"):
        assert told in chat


def test_what_people_typed_cannot_become_another_part_of_a_slip(six: Knitting) -> None:
    Worker.objects.filter(name="Dewi").update(name='#read("/etc/passwd") & *x* <b>')
    slip = paid(six, SATURDAY).slips.get(worker__pay="piece", gross=167_500)
    client = owner(six)
    assert client.get(path(six, "slip_pdf", slip.pk)).status_code == 200
    page = client.get(path(six, "slip", slip.pk))
    assert "%26%20%2Ax%2A" in page.context["chat"]
    assert "<b>" not in page.content.decode().replace("<body", "")


def test_workers_are_added_changed_and_end(knitting: Knitting) -> None:
    client, address = owner(knitting), path(knitting, "workers")
    filled = {"name": "Bu Siti", "pay": "daily", "since": "2026-11-02", "phone": "0812 3456 7890"}
    wrong = client.post(address, filled)
    assert wrong.status_code == 400
    assert "daily_rate" in wrong.context["form"].errors
    client.post(address, filled | {"daily_rate": "75rb"})
    made = worker("Bu Siti")
    assert (made.daily_rate, made.phone, made.key) == (75_000, "+6281234567890", "bu siti")
    assert client.post(address, filled | {"daily_rate": "80rb", "since": "2026-11-03"}).status_code == 400
    page = path(knitting, "worker", made.pk)
    client.post(page, filled | {"act": "change", "daily_rate": "80.000"})
    client.post(page, {"act": "end", "until": "2026-11-20"})
    made.refresh_from_db()
    assert (made.daily_rate, made.until) == (80_000, date(2026, 11, 20))
    client.post(page, {"act": "back"})
    made.refresh_from_db()
    assert made.until is None


def test_a_way_of_paying_is_not_changed_over_unpaid_work(six: Knitting) -> None:
    siti = worker("Siti")
    daily = About(name="Siti", pay=PayKind.DAILY, since=siti.since, daily_rate=60_000)
    with pytest.raises(Problem) as told:
        staff.change_worker(six.owner, siti, daily, at=NOW)
    assert told.value.field == "pay"
    paid(six, SATURDAY)
    staff.change_worker(six.owner, siti, daily, at=NOW)
    six.tally("rajut", 4, worker=siti, sure=SURE)
    Attendance.objects.create(worker=siti, day=MONDAY, half_days=2)
    assert preview(six.enterprise, MONDAY).gross == 60_000


def test_the_owner_makes_a_sign_in_that_opens_the_workers_own_pay(six: Knitting) -> None:
    siti, client = worker("Siti"), owner(six)
    page = path(six, "worker", siti.pk)
    assert client.post(page, {"act": "sign_in", "username": "siti.r", "password": "123"}).status_code == 400
    client.post(page, {"act": "sign_in", "username": "Siti.R", "password": PASSWORD})
    user = User.objects.get(username="siti.r")
    assert ("worker", six.enterprise.pk) in user.held_roles
    assert "189.000" in signed_in(user).get(reverse("my_pay")).content.decode()
    staff.end_worker(six.owner, siti, MONDAY, at=NOW)
    assert not User.objects.get(pk=user.pk).roles.filter(role=RoleName.WORKER).exists()
    assert signed_in(User.objects.get(pk=user.pk)).get(reverse("my_pay")).status_code == 200


def test_a_week_is_marked_in_one_form_and_a_paid_day_stays(six: Knitting) -> None:
    client = owner(six)
    address = path(six, "attendance") + f"?minggu={WEEK[0]}"
    page = client.get(address)
    rina = worker("Rina")
    filled = sent(page)
    assert filled[f"{rina.pk}/{WEEK[5]}"] == "1"
    client.post(address, filled | {f"{rina.pk}/{WEEK[5]}": "2", f"{rina.pk}/{WEEK[0]}": "0"})
    assert dict(Attendance.objects.filter(worker=rina).values_list("day", "half_days"))[WEEK[5]] == 2
    paid(six, SATURDAY)
    assert f"{rina.pk}/{WEEK[5]}" not in sent(client.get(address))
    with pytest.raises(Problem, match="sudah dibayar"):
        staff.mark_days(six.owner, six.enterprise, {(rina.pk, WEEK[5]): 1}, at=NOW)
    for day in (MONDAY + DAY, date(2025, 1, 1)):
        with pytest.raises(Problem):
            staff.mark_days(six.owner, six.enterprise, {(rina.pk, day): 1}, at=NOW)


def _october(shop: Knitting) -> None:
    siti = worker("Siti")
    Worker.objects.filter(name="Siti").update(since=date(2026, 8, 25))
    shop.tally("rajut", 300, day=date(2026, 10, 20), worker=siti, sure=SURE)  # 900,000
    paid(shop, date(2026, 10, 31))


def test_the_holiday_allowance_follows_the_rule_and_is_paid_once(six: Knitting) -> None:
    _october(six)
    client, address = owner(six), path(six, "holiday_pay") + f"?hari_raya={FEAST}"
    page = client.get(address)
    rows = {row.worker.name: row for row in holiday_rows(six.enterprise, FEAST, {}, MONDAY)}
    # October by slip, November not paid yet; September is not known, August was broken. 4 full months of 12.
    assert rows["Siti"].allowance.amount == round((900_000 + 189_000) / 2 * 4 / 12)
    assert list(rows["Siti"].unknown) == [date(2026, 9, 1)]
    assert (
        rows["Agus"].allowance.amount == 2_200_000 + 200_000 - 0
        if rows["Agus"].allowance.months_of_service >= 12
        else True
    )
    filled = sent(page) | {"act": "reckon", f"average-{worker('Siti').pk}": "800.000"}
    shown = client.post(address, filled)
    siti = next(row for row, __, __ in shown.context["form"].rows if row.worker.name == "Siti")
    assert siti.allowance.amount == round((900_000 + 189_000 + 800_000) / 3 * 4 / 12)
    filled = sent(shown) | {"act": "pay"}
    low = client.post(address, filled | {str(siti.worker.pk): "1.000"})
    assert low.status_code == 400
    assert str(siti.worker.pk) in low.context["form"].errors
    assert client.post(address, filled).status_code == 302
    slip = Slip.objects.get(worker=siti.worker, run__kind="holiday")
    assert slip.gross == siti.allowance.amount
    text = client.get(path(six, "slip", slip.pk)).content.decode()
    assert "Rata-rata upah" in text
    assert "18 Desember 2026" in text
    assert "sudah dibayar" in client.get(address).content.decode()
    assert preview(six.enterprise, MONDAY).gross == sum(BY_HAND.values()) - 2_400_000, "October's wage was paid with it"


def test_a_feast_too_far_away_is_told(knitting: Knitting) -> None:
    answer = owner(knitting).get(path(knitting, "holiday_pay") + "?hari_raya=2031-01-01")
    assert answer.status_code == 400
    assert "terlalu jauh" in answer.content.decode()


FIGURES = {"province": "Jawa Barat", "figures_year": 2026, "consumption": 1_500_000, "poverty_line": 500_000}


def test_each_kind_of_pay_is_compared_with_the_floor_of_this_size_of_firm(six: Knitting) -> None:
    shop = Workshop.objects.get(pk=six.enterprise.pk)
    found = worker_floor(shop, worker("Rina"), TODAY)
    assert "belum" in str(found.firm.size_words) or found.comparison
    Workshop.objects.filter(pk=shop.pk).update(yearly_sales=300_000_000, minimum_wage=2_200_000, **FIGURES)
    shop.refresh_from_db()
    told = {name: worker_floor(shop, worker(name), TODAY) for name in ("Rina", "Agus", "Siti")}
    # Micro: the larger of half of 1,500,000 and 5/4 of 500,000.
    assert [each.firm.floor.amount for each in told.values()] == [750_000] * 3
    monthly = {name: each.comparison and each.comparison.monthly for name, each in told.items()}
    assert monthly["Rina"] == 25 * 75_000
    # 189,000 good in (63 + 6) x 10 minutes: x 173 hours.
    assert monthly["Siti"] == round(189_000 * 60 * 173 / 690)
    Workshop.objects.filter(pk=shop.pk).update(yearly_sales=20_000_000_000)
    shop.refresh_from_db()
    medium = worker_floor(shop, worker("Rina"), TODAY)
    assert (medium.kind, medium.comparison and medium.comparison.short) == ("problem", 2_200_000 - 1_875_000)
    text = owner(six).get(path(six, "worker", worker("Rina").pk)).content.decode()
    assert "di bawah batas" in text
    assert escape("kurang Rp\N{NO-BREAK SPACE}325.000") in text


def _crew(shop: Knitting, people_: int) -> None:
    crew = Worker.objects.bulk_create(
        Worker(enterprise=shop.enterprise, name=f"Orang {number}", key=f"orang {number}", since=date(2026, 1, 1))
        for number in range(people_)
    )
    step, first = shop.step("rajut"), len(Tally.objects.all())
    Tally.objects.bulk_create(
        Tally(
            enterprise=shop.enterprise, product=shop.scarf, step=step, day=WEEK[number % 6], good_micro=10**7,
            worker=who, minutes_milli=1, rate=3_000, at=NOW, client_id=f"crew {first + number} {who.pk}",
        )
        for who in crew
        for number in range(6)
    )  # fmt: skip


@pytest.mark.parametrize("name", ["pay", "workers", "attendance", "holiday_pay"])
@pytest.mark.parametrize("size", [5, 500])
def test_five_hundred_workers_cost_as_many_queries_as_five(
    knitting: Knitting, django_assert_max_num_queries: Any, name: str, size: int
) -> None:
    _crew(knitting, size)
    client = owner(knitting)
    query = f"?hari_raya={FEAST}" if name == "holiday_pay" else ""
    with django_assert_max_num_queries(22):
        assert client.get(path(knitting, name) + query).status_code == 200


def test_others_beyond_the_page_are_paid_when_the_owner_says_so(knitting: Knitting) -> None:
    _crew(knitting, 60)
    client, address = owner(knitting), path(knitting, "pay")
    page = client.get(address)
    assert (len(page.context["shown"].rows), page.context["shown"].others) == (50, 10)
    client.post(address, sent(page) | {"others": "on"})
    assert Slip.objects.count() == 60
    assert slips_sum() == 60 * 180_000
