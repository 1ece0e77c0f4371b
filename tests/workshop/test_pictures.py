"""Photos of the workshop: kept small and once, with nothing the camera knew; hostile files are refused at the field."""

from __future__ import annotations

import uuid
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from PIL import Image
from tests.support import people
from tests.support.knitting import NOW, Knitting
from tests.support.people import signed_in

from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.photos import LARGEST_FILE
from guyub.workshop.actions.common import locked
from guyub.workshop.actions.pictures import SMALL_SIDE, keep_picture, keep_picture_within, path_of
from guyub.workshop.models import Picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.PICTURES = tmp_path / "pictures"
    return tmp_path / "pictures"


def photo(kind: str = "JPEG", size: tuple[int, int] = (900, 600), color: str = "red", **options: Any) -> bytes:
    into = BytesIO()
    Image.new("RGB", size, color).save(into, kind, **options)
    return into.getvalue()


def test_a_photo_is_kept_once_in_two_sizes_and_nothing_else_is_left(knitting: Knitting, folder: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Telepon Rahasia"
    content = photo(exif=exif, comment=b"catatan rahasia")
    first = keep_picture(knitting.owner, knitting.enterprise, content, at=NOW)
    again = keep_picture_within(locked(knitting.enterprise), content, None, NOW)
    assert first == again
    assert Picture.objects.count() == 1
    kept = path_of(first).read_bytes()
    assert b"ahasia" not in kept
    assert first.size == len(kept)
    assert max(Image.open(path_of(first, small=True)).size) == SMALL_SIDE
    assert sorted(path.name for path in folder.rglob("*.*")) == sorted([f"{first.pk}.jpg", f"{first.pk}.small.jpg"])


def test_a_photo_whose_file_was_lost_is_kept_anew(knitting: Knitting) -> None:
    first = keep_picture(knitting.owner, knitting.enterprise, photo(), at=NOW)
    path_of(first).unlink()
    assert keep_picture(knitting.owner, knitting.enterprise, photo(), at=NOW) == first
    assert path_of(first).exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 bukan foto",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"<html><script>alert(1)</script></html>",
        b"\xff\xd8\xff" + bytes(1000),
        photo()[:300],
        photo("GIF"),
        bytes(LARGEST_FILE + 1),
        # A PNG that says it is a hundred thousand pixels wide and high.
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\x86\xa0\0\1\x86\xa0\x08\2\0\0\0" + bytes(20),
    ],
)
def test_a_hostile_file_is_refused_at_the_field_and_leaves_nothing(
    knitting: Knitting, folder: Path, content: bytes
) -> None:
    with pytest.raises(Problem) as told:
        keep_picture(knitting.owner, knitting.enterprise, content, at=NOW)
    assert told.value.field == "photo"
    assert not Picture.objects.exists()
    assert not list(folder.rglob("*.*"))


def test_only_who_works_there_keeps_and_sees_it(knitting: Knitting) -> None:
    stranger = people.stranger("Tamu")
    with pytest.raises(NotAllowed):
        keep_picture(stranger, knitting.enterprise, photo(), at=NOW)
    kept = keep_picture(knitting.owner, knitting.enterprise, photo(), at=NOW)
    address = reverse("picture", args=[knitting.enterprise.pk, kept.pk])
    assert signed_in(stranger).get(address).status_code == 404
    worker = signed_in(people.worker(knitting.enterprise))
    answer = worker.get(address)
    assert answer["Cache-Control"].startswith("private")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "image/jpeg"
    assert b"".join(answer.streaming_content) == path_of(kept).read_bytes()
    small = worker.get(f"{address}?kecil")
    assert b"".join(small.streaming_content) == path_of(kept, small=True).read_bytes()
    assert small["ETag"] != answer["ETag"]
    assert worker.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert worker.get(reverse("picture", args=[knitting.enterprise.pk, uuid.uuid4()])).status_code == 404
