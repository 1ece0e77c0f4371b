"""Procedures: versions that stay, rejects under each, who knows which, and one page of paper however many steps."""

from __future__ import annotations

import io
import math
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.support import people
from tests.support.knitting import DAY, NOW, TODAY, Knitting
from tests.support.people import signed_in

from guyub.kernel.errors import Conflict, NotAllowed, Problem
from guyub.kernel.measures import MICRO
from guyub.workshop.actions.pictures import keep_picture
from guyub.workshop.actions.procedures import (
    MOST_STEPS,
    NewProcedureStep,
    NewVersion,
    mark_shown,
    set_use,
    unmark,
    write_procedure,
    write_version,
)
from guyub.workshop.models import Picture, Procedure, ProcedureVersion, Shown, StepDay, Worker
from guyub.workshop.queries import procedures as queries
from guyub.workshop.rules.versions import Outcome, Verdict, compare

pytestmark = pytest.mark.django_db
LONG_AGO = TODAY - timedelta(60)


@pytest.fixture(autouse=True)
def _place(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.PICTURES = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


def photo(color: str = "red") -> bytes:
    into = io.BytesIO()
    Image.new("RGB", (640, 480), color).save(into, "JPEG")
    return into.getvalue()


def written(knitting: Knitting, *texts: str, **more: Any) -> ProcedureVersion:
    steps = [NewProcedureStep(text) for text in texts or ("Pasang benang", "Rajut 40 baris")]
    once = more.pop("client_id", uuid.uuid4().hex)
    new = NewVersion(more.pop("title", "Merajut badan"), steps, more.pop("since", LONG_AGO), **more)
    return write_procedure(knitting.owner, knitting.enterprise, new, client_id=once, at=NOW)


def renewed(knitting: Knitting, procedure: Procedure, *texts: str, **more: Any) -> ProcedureVersion:
    steps = [NewProcedureStep(text) for text in texts or ("Basahi benang", "Rajut 40 baris")]
    new = NewVersion(
        more.pop("title", procedure.title),
        steps,
        more.pop("since", TODAY),
        more.pop("change", "Benang dibasahi dulu"),
        procedure.product,
        procedure.step,
    )
    return write_version(knitting.owner, procedure, new, client_id=uuid.uuid4().hex, at=NOW)


def made(knitting: Knitting, first: date, *days: tuple[int, int]) -> None:
    """Good and rejected pieces of the knitting step, a day after the other."""
    StepDay.objects.bulk_create(
        StepDay(
            enterprise=knitting.enterprise,
            day=first + number * DAY,
            step=knitting.step("rajut"),
            good_micro=good * MICRO,
            rejected_micro=rejected * MICRO,
        )
        for number, (good, rejected) in enumerate(days)
    )


def test_a_new_version_leaves_the_old_one_as_it_was(knitting: Knitting) -> None:
    first = written(knitting, step=knitting.step("rajut"))
    second = renewed(knitting, first.procedure)
    assert [each.number for each in queries.versions_of(first.procedure)] == [2, 1]
    assert [each.text for each in queries.steps_of(first)] == ["Pasang benang", "Rajut 40 baris"]
    assert [each.text for each in queries.steps_of(second)] == ["Basahi benang", "Rajut 40 baris"]
    assert first.procedure.product == knitting.scarf


def test_sent_again_it_is_written_once_and_other_content_is_no_resend(knitting: Knitting) -> None:
    assert written(knitting, client_id="x") == written(knitting, client_id="x")
    with pytest.raises(Conflict):
        written(knitting, "Lain sama sekali", client_id="x")
    assert ProcedureVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "texts", "field"),
    [
        ({"title": "  "}, ("a",), "title"),
        ({"title": "merajut BADAN"}, ("a",), "title"),
        ({"title": "Lain"}, ("a", " "), None),
        ({"title": "Lain"}, ("a",) * (MOST_STEPS + 1), None),
        ({"title": "Lain", "since": TODAY + DAY}, ("a",), "since"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    knitting: Knitting, more: dict[str, Any], texts: tuple[str, ...], field: str | None
) -> None:
    written(knitting)
    with pytest.raises(Problem) as told:
        written(knitting, *texts, **more)
    assert told.value.field == field


def test_a_version_says_what_is_new_and_comes_after_the_one_before(knitting: Knitting) -> None:
    first = written(knitting)
    for more, field in (({"change": " "}, "change"), ({"since": LONG_AGO - DAY}, "since")):
        with pytest.raises(Problem) as told:
            renewed(knitting, first.procedure, **more)
        assert told.value.field == field


def test_a_picture_of_another_workshop_cannot_be_taken(knitting: Knitting) -> None:
    step = NewProcedureStep("Pasang", uuid.uuid4())
    with pytest.raises(Problem):
        write_procedure(knitting.owner, knitting.enterprise, NewVersion("A", [step], TODAY), client_id="a", at=NOW)


def test_rejects_are_counted_under_the_version_of_their_day(knitting: Knitting) -> None:
    first = written(knitting, step=knitting.step("rajut"), since=TODAY - 20 * DAY)
    made(knitting, TODAY - 30 * DAY, (500, 500))  # before there was any procedure
    made(knitting, TODAY - 20 * DAY, *[(90, 10)] * 10)
    made(knitting, TODAY - 10 * DAY, *[(99, 1)] * 10)
    renewed(knitting, first.procedure, since=TODAY - 10 * DAY)
    rejects = queries.rejects_of(first.procedure, queries.versions_of(first.procedure))
    told = [(each.version.number, each.outcome.days, each.good_micro, each.outcome.rate) for each in rejects.outcomes]
    assert told == [(1, 10, 900 * MICRO, 0.1), (2, 10, 990 * MICRO, 0.01)]
    assert rejects.verdicts == {"buah": Verdict.BETTER}


def test_of_a_product_all_its_steps_count_and_of_the_workshop_none(knitting: Knitting) -> None:
    whole = written(knitting, product=knitting.scarf).procedure
    made(knitting, TODAY - 3 * DAY, (50, 5))
    StepDay.objects.create(
        enterprise=knitting.enterprise, day=TODAY, step=knitting.step("linking"), good_micro=45 * MICRO
    )
    outcome = queries.rejects_of(whole, queries.versions_of(whole)).outcomes[0]
    assert (outcome.good_micro, outcome.rejected_micro, outcome.outcome.days) == (95 * MICRO, 5 * MICRO, 2)
    general = written(knitting, title="Membersihkan lantai").procedure
    assert not queries.rejects_of(general, queries.versions_of(general)).measured


def outcome(*days: tuple[int, int]) -> Outcome:
    return Outcome(
        days=len(days),
        groups=len(days),
        good=sum(good for good, __ in days),
        rejected=sum(bad for __, bad in days),
        rejected_squared=sum(bad**2 for __, bad in days),
        made_squared=sum((good + bad) ** 2 for good, bad in days),
        both=sum(bad * (good + bad) for good, bad in days),
    )


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        ([(90, 10)] * 4, [(100, 0)] * 9, Verdict.FEW),
        ([(90, 10)] * 9, [], Verdict.NONE),
        ([(95, 5)] * 6, [(96, 4)] * 6, Verdict.CHANCE),
        ([(90, 10)] * 9, [(100, 0)] * 9, Verdict.BETTER),
        ([(100, 0)] * 9, [(90, 10)] * 9, Verdict.WORSE),
        # One bad day with half of all spoilt is no trend, though piece by piece it would be beyond doubt.
        ([(50, 50), *[(100, 0)] * 8], [(100, 0)] * 9, Verdict.CHANCE),
    ],
)
def test_a_difference_counts_only_when_chance_would_not_bring_it(
    before: list[tuple[int, int]], now: list[tuple[int, int]], verdict: Verdict
) -> None:
    assert compare(outcome(*before), outcome(*now)) is verdict


def test_the_error_of_a_rate_grows_with_how_days_differ() -> None:
    even, uneven = outcome(*[(90, 10)] * 10), outcome(*[(100, 0), (80, 20)] * 5)
    assert even.rate == uneven.rate == 0.1
    assert even.error() == pytest.approx(math.sqrt(0.1 * 0.9 / 1000), rel=0.01)
    # By hand: residuals of 10 pieces on each of ten days, 10 * 10² * 10/9 under the root, over 1,000 pieces.
    assert uneven.error() == pytest.approx(math.sqrt(1000 * 10 / 9) / 1000)


def test_who_knows_which_version(knitting: Knitting) -> None:
    dewi, siti, rini, yanti = (knitting.worker(name) for name in ("Dewi", "Siti", "Rini", "Yanti"))
    knitting.worker("Sudah Pergi", until=TODAY)
    first = written(knitting)
    mark_shown(knitting.owner, first, [dewi, siti], mastered=True, day=TODAY, at=NOW)
    second = renewed(knitting, first.procedure)
    assert mark_shown(knitting.owner, second, [dewi], mastered=True, day=TODAY, at=NOW) == 1
    assert mark_shown(knitting.owner, second, [dewi, rini], mastered=False, day=TODAY, at=NOW) == 1
    assert Shown.objects.get(version=second, worker=dewi).mastered, "shown again, she still masters it"
    procedure = first.procedure
    everybody = queries.people_of(knitting.enterprise, procedure)
    knowledge = queries.knowledge_of(everybody, 2)
    assert (knowledge.people, knowledge.mastered, knowledge.shown, knowledge.old, knowledge.never) == (4, 1, 1, 1, 1)
    for which, names in {"lama": ["Siti"], "belum": ["Yanti"], "ditunjukkan": ["Rini"], "menguasai": ["Dewi"]}.items():
        assert [each.name for each in queries.narrowed(everybody, which, 2)] == names
    rows = dict(queries.matrix_of([second, first], [siti, yanti]))
    assert [bool(each) for each in rows[siti]] == [False, True]
    assert rows[yanti] == [None, None]
    assert unmark(knitting.owner, second, [rini, yanti]) == 1


def test_only_the_owner_marks_and_only_people_of_the_workshop(knitting: Knitting) -> None:
    version = written(knitting)
    dewi = knitting.worker("Dewi")
    with pytest.raises(NotAllowed):
        mark_shown(people.worker(knitting.enterprise), version, [dewi], mastered=True, day=TODAY, at=NOW)
    dewi.enterprise_id = uuid.uuid4()
    with pytest.raises(Problem):
        mark_shown(knitting.owner, version, [dewi], mastered=True, day=TODAY, at=NOW)
    assert not Shown.objects.exists()


# --- pages


def data(*steps: str, **more: Any) -> dict[str, Any]:
    typed = {"client_id": uuid.uuid4().hex, "title": "Merajut", "of": "", "since": TODAY.isoformat(), "do": "save"}
    return typed | {f"s{number}-text": text for number, text in enumerate(steps)} | more


def new_page(knitting: Knitting) -> str:
    return reverse("procedure_new", args=[knitting.enterprise.pk])


def test_buttons_move_steps_and_lose_neither_words_nor_photos(knitting: Knitting) -> None:
    client = signed_in(knitting.owner)
    sent = SimpleUploadedFile("a.jpg", photo(), "image/jpeg")
    answer = client.post(new_page(knitting), data("Satu", "Dua", "", **{"s1-photo": sent, "do": "up-1"}))
    rows = answer.context["rows"]
    kept = Picture.objects.get()
    assert [(row["text"].value(), row.shown) for row in rows] == [("Dua", kept.pk), ("Satu", None), ("", None)]
    assert answer.context["form"]["title"].value() == "Merajut"
    assert not Procedure.objects.exists()
    follow = data("Dua", "Satu", "", **{"s0-picture": str(kept.pk)})
    assert client.post(new_page(knitting), follow).status_code == 302
    steps = queries.steps_of(ProcedureVersion.objects.get())
    assert [(step.text, step.picture) for step in steps] == [("Dua", kept), ("Satu", None)]


@pytest.mark.parametrize(
    ("act", "texts"),
    [
        ("add", ["Satu", "Dua", ""]),
        ("down-0", ["Dua", "Satu"]),
        ("remove-0", ["Dua"]),
        ("up-0", ["Satu", "Dua"]),
        ("remove-9", ["Satu", "Dua"]),
        ("nonsense", ["Satu", "Dua"]),
    ],
)
def test_each_button_does_what_it_says(knitting: Knitting, act: str, texts: list[str]) -> None:
    answer = signed_in(knitting.owner).post(new_page(knitting), data("Satu", "Dua", do=act))
    assert [row["text"].value() for row in answer.context["rows"]] == texts


def test_a_bad_photo_is_said_at_its_step_and_the_others_stay(knitting: Knitting) -> None:
    bad = SimpleUploadedFile("a.jpg", b"bukan foto", "image/jpeg")
    good = SimpleUploadedFile("b.jpg", photo(), "image/jpeg")
    answer = signed_in(knitting.owner).post(new_page(knitting), data("A", "B", **{"s0-photo": bad, "s1-photo": good}))
    assert answer.status_code == 400
    assert "bukan foto" in str(answer.context["rows"][0].errors["photo"])
    assert not Procedure.objects.exists()


def test_a_picture_stays_from_version_to_version_unless_taken_off(knitting: Knitting) -> None:
    kept = keep_picture(knitting.owner, knitting.enterprise, photo(), at=NOW)
    new = NewVersion("Merajut", [NewProcedureStep("A", kept.pk), NewProcedureStep("B", kept.pk)], TODAY)
    first = write_procedure(knitting.owner, knitting.enterprise, new, client_id="a", at=NOW)
    page = reverse("procedure_edit", args=[knitting.enterprise.pk, first.procedure_id])
    client = signed_in(knitting.owner)
    shown = client.get(page)
    assert [row.shown for row in shown.context["rows"]] == [kept.pk, kept.pk]
    typed = data(
        "A", "B", change="lebih rapi", **{f"s{n}-picture": str(kept.pk) for n in (0, 1)}, **{"s1-without": "on"}
    )
    assert client.post(page, typed).status_code == 302
    steps = queries.steps_of(first.procedure.versions.get(number=2))
    assert [step.picture for step in steps] == [kept, None]


def test_the_page_marks_those_ticked_or_all_in_the_list(knitting: Knitting) -> None:
    workers = [Worker(enterprise=knitting.enterprise, name=f"W{n:03}", key=f"w{n}", since=TODAY) for n in range(100)]
    Worker.objects.bulk_create(workers)
    version = written(knitting)
    page = reverse("procedure", args=[knitting.enterprise.pk, version.procedure_id])
    client = signed_in(knitting.owner)
    client.post(page, {"do": "mastered", "who": [str(workers[0].pk), "x"]})
    assert list(Shown.objects.values_list("worker__name", "mastered")) == [("W000", True)]
    client.post(f"{page}?siapa=belum", {"do": "shown", "all": "on"})
    assert Shown.objects.filter(mastered=False).count() == 99
    client.post(page, {"do": "unmark", "who": [str(workers[0].pk)]})
    assert Shown.objects.count() == 99


def test_a_worker_sees_the_steps_and_how_they_stand_but_nobody_else(knitting: Knitting) -> None:
    user = people.worker(knitting.enterprise)
    own = knitting.worker("Dewi", user=user)
    knitting.worker("Rahasia Prasetya")
    version = written(knitting, step=knitting.step("rajut"))
    page = reverse("procedure", args=[knitting.enterprise.pk, version.procedure_id])
    text = signed_in(user).get(page).content.decode()
    assert "Pasang benang" in text
    assert "Belum ditunjukkan kepada Anda" in text
    assert "Rahasia" not in text
    assert "Reject tiap versi" not in text
    mark_shown(knitting.owner, version, [own], mastered=True, day=TODAY, at=NOW)
    assert "Anda menguasai prosedur ini" in signed_in(user).get(page).content.decode()


def test_out_of_use_and_in_again(knitting: Knitting) -> None:
    procedure = written(knitting).procedure
    address = reverse("procedure_use", args=[knitting.enterprise.pk, procedure.pk])
    client = signed_in(knitting.owner)
    client.post(address, {"use": "stop"})
    assert not Procedure.objects.get().active
    client.post(address, {"use": "again"})
    assert Procedure.objects.get().active
    with pytest.raises(NotAllowed):
        set_use(people.worker(knitting.enterprise), procedure, False)


@pytest.mark.parametrize(
    ("many", "words"),
    [
        (3, "Pasang benang pada dua jarum lalu rajut 40 baris pertama"),
        (20, "Periksa setiap sambungan lalu potong sisa benang"),
        (MOST_STEPS, "kata " * 79),
        (1, "W" * 400),
        (1, "#panic() $x$ *tebal* <script> \\u{0} @label"),
    ],
)
def test_the_sheet_for_the_wall_is_one_page_of_a4(knitting: Knitting, many: int, words: str) -> None:
    pictures = [keep_picture(knitting.owner, knitting.enterprise, photo(color), at=NOW).pk for color in ("red", "blue")]
    steps = [NewProcedureStep(f"{words}"[:400], pictures[number % 2]) for number in range(many)]
    new = NewVersion("Merajut badan syal", steps, TODAY, step=knitting.step("rajut"))
    version = write_procedure(knitting.owner, knitting.enterprise, new, client_id="a", at=NOW)
    address = reverse("procedure_sheet", args=[knitting.enterprise.pk, version.procedure_id])
    answer = signed_in(knitting.owner).get(address)
    assert answer["Content-Type"] == "application/pdf"
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    assert len(pages) == 1
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [595, 842]
    assert len(pages[0].images) >= min(many, 2)
    text = " ".join(pages[0].extract_text().split())
    assert "Merajut badan syal" in text
    if many in {3, 20}:
        assert text.replace("-", "").count("benang") >= many - 1


def test_a_sheet_without_its_pictures_is_still_a_sheet(knitting: Knitting, settings: Any, tmp_path: Path) -> None:
    kept = keep_picture(knitting.owner, knitting.enterprise, photo(), at=NOW)
    new = NewVersion("A", [NewProcedureStep("Satu", kept.pk)], TODAY)
    version = write_procedure(knitting.owner, knitting.enterprise, new, client_id="a", at=NOW)
    settings.PICTURES = tmp_path / "elsewhere"
    address = reverse("procedure_sheet", args=[knitting.enterprise.pk, version.procedure_id])
    answer = signed_in(knitting.owner).get(address)
    assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) == 1


def test_pages_ask_as_few_questions_with_many_as_with_few(
    knitting: Knitting, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(knitting.owner)
    version = written(knitting, step=knitting.step("rajut"))
    one = reverse("procedure", args=[knitting.enterprise.pk, version.procedure_id])
    every = reverse("procedures", args=[knitting.enterprise.pk])
    for many in (2, 150):
        workers = [
            Worker(enterprise=knitting.enterprise, name=f"W{many}-{n}", key=f"{many} {n}", since=TODAY)
            for n in range(many)
        ]
        Worker.objects.bulk_create(workers)
        mark_shown(knitting.owner, version, workers[::2], mastered=True, day=TODAY, at=NOW)
        for number in range(many // 10):
            written(knitting, title=f"P {many} {number}")
        _fewest(client, one, django_assert_max_num_queries)
        _fewest(client, every, django_assert_max_num_queries)


def _fewest(client: Client, address: str, most: Any) -> None:
    with most(20):
        assert client.get(address).status_code == 200
