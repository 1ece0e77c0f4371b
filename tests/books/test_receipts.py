"""Photos of receipts: kept small, once, without what the camera knew; what is no photo is refused at the field."""

from __future__ import annotations

import uuid
import warnings
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from PIL import Image, PngImagePlugin
from tests.support.people import signed_in
from tests.support.world import World

from guyub.books.actions.attaching import attach, path_of
from guyub.books.actions.noting import NewNote, note, note_all
from guyub.books.actions.posting import open_book
from guyub.books.models import Book, Entry, Receipt
from guyub.books.rules.meaning import EventKind
from guyub.kernel.errors import NotAllowed, Problem
from guyub.kernel.photos import LARGEST_FILE, MOST_PIXELS, read_photo

SALE = NewNote(EventKind.SALE, 45_000, date(2026, 11, 23), text="jual syal 45rb")
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.RECEIPTS = tmp_path / "receipts"
    return tmp_path / "receipts"


@pytest.fixture
def book(world: World) -> Book:
    return open_book(world.enterprise)


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    into = BytesIO()
    Image.new(mode, size, "red").save(into, kind, **options)
    return into.getvalue()


def with_secrets() -> bytes:
    """A photo as a phone makes it: lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Telepon Rahasia"
    exif.get_ifd(0x8825)[1] = "S"
    exif.get_ifd(0x8825)[2] = (7.0, 21.0, 30.0)
    return picture(exif=exif, comment=b"catatan rahasia", icc_profile=b"profil rahasia")


def bomb(wide: int, high: int) -> bytes:
    """A PNG that says it is huge; its content does not even have to follow."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)

    header = wide.to_bytes(4) + high.to_bytes(4) + bytes([8, 2, 0, 0, 0])
    body = zlib.compress(bytes(10_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_what_the_camera_knew_is_gone_and_the_photo_stands_upright() -> None:
    kept = read_photo(with_secrets()).jpeg
    for secret in (b"rahasia", b"Rahasia", b"Exif", b"ICC_PROFILE", b"GPS"):
        assert secret not in kept
    image = Image.open(BytesIO(kept))
    assert image.size == (40, 60)
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    "content",
    [
        picture("PNG"),
        picture("PNG", mode="RGBA"),
        picture("PNG", mode="P"),
        picture("PNG", mode="1"),
        picture("PNG", mode="I;16") if "I;16" in Image.MODES else picture("PNG", mode="L"),
        picture("WEBP"),
        picture("JPEG", mode="CMYK"),
        picture("JPEG", mode="L"),
        picture("JPEG", size=(1, 1)),
        picture("JPEG", size=(4000, 10)),
    ],
)
def test_photos_of_many_makes_become_small_jpegs(content: bytes) -> None:
    image = Image.open(BytesIO(read_photo(content).jpeg))
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert max(image.size) <= 1600


def test_a_large_photo_is_made_small() -> None:
    kept = read_photo(picture(size=(6000, 4000))).jpeg
    assert Image.open(BytesIO(kept)).size == (1600, 1067)
    assert len(kept) < 100_000


def _with_text_bomb() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("x", "a" * 20_000_000, zip=True)
    return picture("PNG", pnginfo=info)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        b"%PDF-1.7 not a photo",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        picture("GIF", mode="P"),
        picture("TIFF"),
        picture()[:300],
        picture("PNG")[:60],
        bytes(LARGEST_FILE + 1),
        bomb(MOST_PIXELS // 1000 + 1, 1000),
        bomb(2**31 - 1, 2**31 - 1),
        bomb(0, 10),
        b"\xff\xd8\xff" + bytes(1000),
        b"\x00\x00\x00\x18ftypheic" + bytes(1000),
    ],
)
def test_what_is_no_photo_or_too_large_is_refused_at_the_field(content: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(Problem) as told:
            read_photo(content)
    assert told.value.field == "photo"


def test_a_picture_stuffed_with_text_is_refused() -> None:
    with pytest.raises(Problem):
        read_photo(_with_text_bomb())


def test_a_photo_is_kept_once_beside_its_entry(world: World, book: Book, folder: Path) -> None:
    owner, photo = world.people["owner"], read_photo(with_secrets())
    entry = note(owner, book, SALE, client_id=uuid.uuid4())
    first = attach(owner, book, entry.number, photo)
    assert attach(owner, book, entry.number, photo) == first
    assert path_of(book.id, first.id).read_bytes() == photo.jpeg
    assert first.size == len(photo.jpeg)
    assert [path.suffix for path in folder.rglob("*") if path.is_file()] == [".jpg"]
    other = note(owner, book, SALE, client_id=uuid.uuid4())
    attach(owner, book, other.number, photo)
    assert Receipt.objects.count() == 2
    with pytest.raises(Entry.DoesNotExist):
        attach(owner, book, 99, photo)


def test_a_photo_comes_with_a_line_or_neither_is_kept(world: World, book: Book) -> None:
    owner, photo, client_id = world.people["owner"], read_photo(picture()), uuid.uuid4()
    for __ in range(2):
        note_all(owner, book, [SALE], client_id=client_id, photo=photo)
    assert Receipt.objects.get().number == Entry.objects.get().number
    blocked = path_of(book.id, uuid.uuid4()).parent
    for path in blocked.iterdir():
        path.unlink()
    blocked.rmdir()
    blocked.write_text("a file where the folder should be")
    with pytest.raises(OSError, match=r"."):
        note_all(owner, book, [SALE], client_id=uuid.uuid4(), photo=photo)
    assert Entry.objects.count() == Receipt.objects.count() == 1


def test_only_the_owner_attaches_and_sees(world: World, book: Book) -> None:
    owner = world.people["owner"]
    entry = note(owner, book, SALE, client_id=uuid.uuid4())
    receipt = attach(owner, book, entry.number, read_photo(picture()))
    for name, person in world.people.items():
        if name == "owner":
            continue
        page = signed_in(person).get(reverse("receipt", args=[receipt.id]))
        assert page.status_code in {302, 404}
        if person:
            with pytest.raises(NotAllowed):
                attach(person, book, entry.number, read_photo(picture()))
    client = signed_in(owner)
    page = client.get(reverse("receipt", args=[receipt.id]))
    assert page.status_code == 200
    assert b"".join(page.streaming_content)[:3] == b"\xff\xd8\xff"
    assert page["Content-Type"] == "image/jpeg"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Content-Disposition"].startswith("inline")
    assert "private" in page["Cache-Control"]
    again = client.get(reverse("receipt", args=[receipt.id]), headers={"if-none-match": page["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    path_of(book.id, receipt.id).unlink()
    assert client.get(reverse("receipt", args=[receipt.id])).status_code == 404
