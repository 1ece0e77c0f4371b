"""Photos of receipts: read, made small, freed of all that the camera knew (where, when, which phone), and kept.

A photo is trusted in nothing: what it is is told by its content, its size in pixels is read before it is unpacked,
and what is kept is painted anew.
"""

from __future__ import annotations

import hashlib
import io
import os
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401 - readers

from guyub.books import writing
from guyub.books.models import Book, Entry, Receipt
from guyub.kernel.errors import Problem
from guyub.kernel.ids import new_id
from guyub.kernel.words import _
from guyub.people.access import Person, require
from guyub.people.models import User

LARGEST_FILE = 15 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1600
QUALITY = 80
# Their readers are loaded above; that of JPEG also reads the double pictures that some phones make.
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo ready to be kept: JPEG, and the SHA-256 of the file it was made from."""

    jpeg: bytes
    sha256: str


def read_photo(content: bytes) -> Photo:
    """The photo in a file somebody sent. Raises Problem at `photo` for what is no photo, or too large."""
    if len(content) > LARGEST_FILE:
        raise Problem(_("Foto paling besar %(most)s MB.", most=LARGEST_FILE // 2**20), "photo")
    try:
        jpeg = _painted(content)
    except Problem:
        raise
    except Exception as error:
        raise Problem(_("Berkas ini bukan foto yang bisa dibaca. Kirim foto JPEG, PNG, atau WebP."), "photo") from error
    return Photo(jpeg, hashlib.sha256(content).hexdigest())


def attach(by: Person, book: Book, number: int, photo: Photo, *, at: datetime | None = None) -> Receipt:
    """Keep a photo with the entry `number`; the same photo is kept once. Raises NotAllowed, Entry.DoesNotExist."""
    require(by, "keep books", book)
    with transaction.atomic():
        Entry.objects.get(book=book, number=number)
        return attach_within(by, book, number, photo, at=at)


def attach_within(by: Person, book: Book, number: int, photo: Photo, *, at: datetime | None = None) -> Receipt:
    """As `attach`, in a transaction of the caller, who has checked access and that the entry is there."""
    writing.lock(book)
    kept = Receipt.objects.filter(book=book, number=number, sha256=photo.sha256).first()
    if kept is not None:
        return kept
    assert isinstance(by, User)  # noqa: S101 - who may keep books has signed in
    receipt = Receipt.objects.create(
        id=new_id(),
        book=book,
        number=number,
        sha256=photo.sha256,
        size=len(photo.jpeg),
        at=at or timezone.now(),
        by=by,
    )
    # Before the commit: a receipt without its file would be a loss, a file without its receipt is only a little waste.
    _store(path_of(book.id, receipt.id), photo.jpeg)
    return receipt


def path_of(book: uuid.UUID, receipt: uuid.UUID) -> Path:
    """Where the file of a receipt lies."""
    return Path(settings.RECEIPTS) / str(book) / f"{receipt}.jpg"


def _painted(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=FORMATS) as image:
        wide, high = image.size
        if wide * high > MOST_PIXELS:
            raise Problem(_("Foto ini terlalu besar: %(wide)s × %(high)s titik.", wide=wide, high=high), "photo")
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # lets JPEG unpack no more than is needed
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        seen = ImageOps.exif_transpose(image).convert("RGBA")
        paper = Image.new("RGB", seen.size, "white")
        paper.paste(seen, mask=seen)
    into = io.BytesIO()
    paper.save(into, "JPEG", quality=QUALITY, optimize=True)
    return into.getvalue()


def _store(path: Path, content: bytes) -> None:
    """Write the whole file or none, and be sure that it is on disk."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_suffix(f".{uuid.uuid4().hex}.part")
    try:
        with half.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        with suppress(FileNotFoundError):
            half.unlink()
