"""What the pages of the workshop share."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest

from guyub.people.access import allowed
from guyub.sentra.models import Enterprise
from guyub.workshop.models import Workshop


def workshop_or_404(request: HttpRequest, enterprise: uuid.UUID, act: str = "run workshop") -> Workshop:
    """The workshop of this enterprise, unless there is none or this person may not do `act` there.

    One that nobody has set up yet is answered as it would begin, without writing it down.
    """
    found = Enterprise.objects.filter(pk=enterprise).first()
    if found is None or not allowed(request.user, act, found):
        raise Http404
    return Workshop.objects.filter(pk=found.pk).select_related("enterprise").first() or Workshop(enterprise=found)
