"""One photo of the workshop, for who works there."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from guyub.books.pages.common import photo_answer
from guyub.workshop.actions.pictures import path_of
from guyub.workshop.models import Picture
from guyub.workshop.pages.common import workshop_or_404


@login_required
def picture(request: HttpRequest, enterprise: uuid.UUID, picture: uuid.UUID) -> HttpResponseBase:
    """The photo itself; with `?kecil` a small one, for a page with many."""
    shop = workshop_or_404(request, enterprise, "work")
    found = Picture.objects.filter(pk=picture, enterprise=shop.pk).first()
    if found is None:
        raise Http404
    small = "kecil" in request.GET
    return photo_answer(request, path_of(found, small=small), f"{found.sha256}{'-small' if small else ''}")
