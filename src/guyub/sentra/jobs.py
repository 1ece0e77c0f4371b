"""What a sentra leaves to the background: reading a long list of members, and taking it in."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.urls import reverse

from guyub.background.actions import Outcome, begin, handlers
from guyub.background.models import Job
from guyub.background.progress import Progress, sent_file
from guyub.background.rules import takes_long
from guyub.kernel.spreadsheets import LIMITS
from guyub.kernel.tables import read_table
from guyub.kernel.words import _
from guyub.people.access import Person, require
from guyub.sentra import actions
from guyub.sentra.models import Import, Membership, Sentra

READ, TAKE = "members.read", "members.import"


def register() -> None:
    """Tell the background who does what."""
    handlers.update({READ: _read, TAKE: _take})


def is_slow_to_read(size: int | None) -> bool:
    """Whether a file of so many bytes is read in the background. What is too big for us is refused at once."""
    return size is not None and size <= LIMITS.size and takes_long("file", size)


def read_later(by: Person, sentra: Sentra, name: str, content: bytes, at: datetime) -> Job:
    """Read a list in the background and keep it for preview."""
    words = _("Membaca berkas %(file)s", file=name[:120])
    origin = reverse("import_upload", args=[sentra.id])
    arguments = {"sentra": str(sentra.id), "name": name[:200]}
    about = f"{sentra.id} {hashlib.sha256(content).hexdigest()}"
    return begin(by, READ, arguments, about=about, words=words, at=at, origin=origin, file=content)


def _read(job: Job, tell: Progress) -> Outcome:
    sentra = Sentra.objects.get(pk=job.arguments["sentra"])
    require(job.by, "manage sentra", sentra)
    # By a worker that died before it could say so: every job has an instant of its own.
    kept = Import.objects.filter(sentra=sentra, by=job.by, at=job.begun_at).first()
    if kept is None:
        tell(0, 0, _("Membaca berkas"))
        table = read_table(sent_file(job.id).read_bytes(), job.arguments["name"])
        kept = actions.upload_members(job.by, sentra, table, at=job.begun_at)
    words = _("Berkas sudah terbaca. Periksa dulu, baru disimpan.")
    return Outcome(words, reverse("import", args=[kept.id]))


def rows_in(listed: Import) -> int:
    """How many rows the file of an import has."""
    return sum(len(sheet["rows"]) for sheet in listed.table.get("sheets", []))


def take_later(by: Person, listed: Import, at: datetime) -> Job:
    """Take the good rows of a list in, in the background."""
    words = _("Memasukkan anggota dari %(file)s", file=listed.file_name)
    origin = reverse("import", args=[listed.id])
    return begin(by, TAKE, {"import": str(listed.id)}, about=str(listed.id), words=words, at=at, origin=origin)


def _take(job: Job, tell: Progress) -> Outcome:
    listed = Import.objects.select_related("sentra").get(pk=job.arguments["import"])
    require(job.by, "manage sentra", listed.sentra)
    if listed.state == Import.State.DONE:  # by a worker that died before it could say so
        count = Membership.objects.filter(from_import=listed).count()
    else:
        count = actions.confirm_import(job.by, listed, at=job.begun_at, tell=tell)
    return Outcome(_("%(n)s anggota dimasukkan.", n=count), reverse("import", args=[listed.id]))
