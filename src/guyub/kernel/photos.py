"""Photos that people send: read, made small, freed of all that the camera knew (where, when, which phone), and kept.

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
from pathlib import Path

from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401 - readers

from guyub.kernel.errors import Problem
from guyub.kernel.words import _

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


def store_photo(path: Path, content: bytes) -> None:
    """Write the whole file or none, and be sure that it is on disk. Raises OSError."""
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


def smaller(jpeg: bytes, longest: int) -> bytes:
    """A photo of ours with no side longer than `longest` pixels: for paper, where many stand side by side."""
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
        if max(image.size) <= longest:
            return jpeg
        image.draft("RGB", (longest, longest))
        image.thumbnail((longest, longest))
        into = io.BytesIO()
        image.convert("RGB").save(into, "JPEG", quality=QUALITY, optimize=True)
    return into.getvalue()


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
