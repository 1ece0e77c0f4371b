"""Photos of the workshop: of rejects, and of how a thing is done."""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from guyub.kernel.photos import read_photo, smaller, store_photo
from guyub.people.access import Person
from guyub.people.models import User
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.common import locked_for, user_of
from guyub.workshop.models import Picture, Workshop

SMALL_SIDE = 480  # pixels: a picture beside a step, on a phone


@transaction.atomic
def keep_picture(by: Person, enterprise: Enterprise, content: bytes, *, at: datetime) -> Picture:
    """Keep the photo in a file somebody sent; the same photo is kept once.

    Raises NotAllowed; Problem at `photo` for what is no photo, or too large.
    """
    return keep_picture_within(locked_for(by, enterprise, "work"), content, user_of(by), at)


def keep_picture_within(workshop: Workshop, content: bytes, by: User | None, at: datetime) -> Picture:
    """As `keep_picture`, for who has checked access and holds the workshop's lock."""
    photo = read_photo(content)
    kept = Picture.objects.filter(enterprise=workshop.pk, sha256=photo.sha256).first()
    if kept is not None and path_of(kept).exists():
        return kept
    picture = kept or Picture.objects.create(
        enterprise_id=workshop.pk, sha256=photo.sha256, size=len(photo.jpeg), at=at, by=by
    )
    # Before the commit: a picture without its file would be a loss, a file without its picture is only a little waste.
    store_photo(path_of(picture, small=True), smaller(photo.jpeg, SMALL_SIDE))
    store_photo(path_of(picture), photo.jpeg)
    return picture


def path_of(picture: Picture, *, small: bool = False) -> Path:
    """Where the file of a picture lies; the small one is for pages with many."""
    return folder_of(picture.enterprise_id) / f"{picture.pk}{'.small' if small else ''}.jpg"


def folder_of(enterprise: uuid.UUID) -> Path:
    """Where the files of all its pictures lie."""
    return Path(settings.PICTURES) / str(enterprise)
