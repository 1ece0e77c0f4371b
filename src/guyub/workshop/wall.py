"""A procedure on one page for the wall: a PDF made by Typst, its letters as large as one page of A4 lets them be."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext

from guyub.kernel.words import show_date
from guyub.sentra.models import Enterprise
from guyub.workshop.actions.pictures import folder_of, path_of
from guyub.workshop.models import Picture, ProcedureStep, ProcedureVersion

TEMPLATE = Path(__file__).with_name("wall.typ")
MANY = 6  # steps; with more, small pictures are large enough
_LONG = re.compile(r"(\S{18})(?=\S)")


def wall_pdf(enterprise: Enterprise, version: ProcedureVersion, steps: Sequence[ProcedureStep], language: str) -> bytes:
    """The version as PDF bytes of exactly one page. What people typed goes in as data only, never as markup."""
    small = len(steps) > MANY
    held = gettext("Versi %(number)s, berlaku sejak %(day)s") % {
        "number": version.number,
        "day": show_date(version.since, language),
    }
    product, step = version.procedure.product, version.procedure.step
    work = [each.name for each in (product, step) if each]
    sheet = {
        "lang": language,
        "title": breakable(version.procedure.title),
        "about": " · ".join([enterprise.name, *work, held]),
        "steps": [{"text": breakable(each.text), "picture": _picture(each.picture, small=small)} for each in steps],
    }
    # Typst reads the pictures by itself, and no other file than those below this folder.
    folder = folder_of(enterprise.pk)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    compiled: Any = typst.compile  # its hints want the root to be bytes where the template is
    pdf: bytes = compiled(TEMPLATE.read_bytes(), root=folder, format="pdf", sys_inputs={"sheet": json.dumps(sheet)})
    return pdf


def breakable(text: str) -> str:
    """A text whose overlong words may go on in the next line."""
    return _LONG.sub("\\1\u200b", text)


def _picture(picture: Picture | None, *, small: bool) -> str:
    """Where Typst finds it; empty when the file is not there: a sheet without a picture is better than none."""
    path = path_of(picture, small=small) if picture else None
    return f"/{path.name}" if path and path.exists() else ""
