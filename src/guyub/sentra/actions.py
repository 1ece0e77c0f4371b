"""What can be done with a sentra and its members: the only writers of this room."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import ProtectedError

from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.tables import Table
from guyub.kernel.telling import Tell, nobody
from guyub.kernel.words import _
from guyub.openlog.actions import record
from guyub.people.access import Person, require
from guyub.people.actions import give_role, take_roles
from guyub.people.models import Role, RoleName, User
from guyub.sentra.directory import DIRECTORY_COLUMNS, Directory, DirectoryRow, read_directory
from guyub.sentra.models import Ability, Enterprise, Import, JointWork, Membership, Sentra
from guyub.sentra.rules import name_key, product_key

# Rooms above may keep a member from leaving, for example while it holds shares of an open order. Each check raises
# Conflict with the reason.
leaving_checks: list[Callable[[Sentra, Enterprise], None]] = []
# The same before a member's abilities are replaced: with the products (see `product_key`) it can still make.
ability_checks: list[Callable[[Enterprise, set[str]], None]] = []


@dataclass(frozen=True, slots=True)
class NewAbility:
    product: str
    capacity: Fraction  # pieces a week
    grade: str = ""
    min_lot: int = 1
    ask: int | None = None


@dataclass(frozen=True, slots=True)
class NewMember:
    name: str
    owner_name: str = ""
    phone: str = ""
    address: str = ""
    workers: int | None = None
    received: int = 0
    abilities: tuple[NewAbility, ...] = ()


def today_in(sentra: Sentra, at: datetime) -> date:
    """The business day of `at` where the sentra is."""
    return at.astimezone(ZoneInfo(sentra.time_zone)).date()


@transaction.atomic
def add_member(by: Person, sentra: Sentra, new: NewMember, *, at: datetime) -> Enterprise:
    """Take one enterprise into the sentra."""
    actor = _officer(by, sentra)
    _lock(sentra)
    _check_name(sentra, new.name)
    enterprise = _admit(sentra, [new], today_in(sentra, at), None)[0]
    words = _("%(name)s menjadi anggota.", name=enterprise.name)
    body = {"received": new.received, "abilities": _abilities_to_json(new)}
    record(sentra.id, actor, "add-member", ("enterprise", enterprise.id), words, body, at)
    return enterprise


@transaction.atomic
def change_member(by: Person, sentra: Sentra, enterprise: Enterprise, new: NewMember, *, at: datetime) -> None:
    """Replace what is known of a member: name, owner, phone, address and what it can make."""
    actor = _officer(by, sentra)
    _lock(sentra)
    _membership(sentra, enterprise)
    if name_key(new.name) != name_key(enterprise.name):
        _check_name(sentra, new.name)
    for check in ability_checks:
        check(enterprise, {product_key(ability.product) for ability in new.abilities if ability.capacity})
    before = enterprise.name
    enterprise.name, enterprise.owner_name, enterprise.phone = new.name, new.owner_name, new.phone
    enterprise.address, enterprise.workers = new.address, new.workers
    enterprise.save()
    enterprise.abilities.all().delete()
    Ability.objects.bulk_create(_ability(enterprise, ability) for ability in new.abilities)
    words = _("Data %(name)s diubah.", name=before)
    body = {"name": new.name, "abilities": _abilities_to_json(new)}
    record(sentra.id, actor, "change-member", ("enterprise", enterprise.id), words, body, at)


@transaction.atomic
def end_membership(by: Person, sentra: Sentra, enterprise: Enterprise, *, at: datetime) -> None:
    """Let a member leave. Refused while it holds work of an open order."""
    actor = _officer(by, sentra)
    _lock(sentra)
    membership = _membership(sentra, enterprise)
    for check in leaving_checks:
        check(sentra, enterprise)
    membership.until = today_in(sentra, at)
    membership.save(update_fields=["until"])
    owners = [
        role.user for role in Role.objects.filter(place=enterprise.id, role=RoleName.OWNER).select_related("user")
    ]
    take_roles(sentra.id, RoleName.MEMBER, owners)
    words = _("%(name)s tidak lagi menjadi anggota.", name=enterprise.name)
    record(sentra.id, actor, "end-membership", ("enterprise", enterprise.id), words, {}, at)


@transaction.atomic
def let_owner_in(
    by: Person, sentra: Sentra, enterprise: Enterprise, username: str, password: str, *, at: datetime
) -> User:
    """Give a member's owner a sign-in: their phone number or a short name, and a first password."""
    actor = _officer(by, sentra)
    _membership(sentra, enterprise)
    if User.objects.filter(username__iexact=username.strip()).exists():
        raise Problem(_("Nama masuk %(username)s sudah dipakai.", username=username), "username")
    user = User.objects.create_user(username, enterprise.owner_name or enterprise.name, password)
    give_role(user, RoleName.OWNER, enterprise.id)
    give_role(user, RoleName.MEMBER, sentra.id)
    words = _("Pemilik %(name)s diberi jalan masuk.", name=enterprise.name)
    record(sentra.id, actor, "let-owner-in", ("enterprise", enterprise.id), words, {}, at)
    return user


@transaction.atomic
def upload_members(by: Person, sentra: Sentra, table: Table, *, at: datetime) -> Import:
    """Keep an uploaded list for preview. Raises Problem when no column of names or no row is found."""
    actor = _officer(by, sentra)
    read_directory(table, ())
    return Import.objects.create(sentra=sentra, by=actor, at=at, file_name=table.name[:200], table=table.to_json())


def read_import(listed: Import) -> Directory:
    """The list as it stands with the officer's corrections. Reads only."""
    table = Table.from_json(listed.table)
    cells = {int(row): changed for row, changed in listed.changes.get("cells", {}).items()}
    left_out = listed.changes.get("left_out", [])
    if cells or left_out:
        table = table.corrected(table.listing(DIRECTORY_COLUMNS), cells, left_out)
    return read_directory(table, _current_names(listed.sentra))


@transaction.atomic
def correct_import(by: Person, listed: Import, cells: Mapping[int, Mapping[str, str]], left_out: Iterable[int]) -> None:
    """Keep what the officer mended or left out, by row number; earlier corrections stay."""
    listed = _preview(by, listed)
    kept: dict[str, Any] = {**listed.changes.get("cells", {})}
    for row, changed in cells.items():
        kept[str(row)] = {**kept.get(str(row), {}), **changed}
    left = sorted({*listed.changes.get("left_out", []), *left_out})
    listed.changes = {"cells": kept, "left_out": left}
    listed.save(update_fields=["changes"])


@transaction.atomic
def confirm_import(by: Person, listed: Import, *, at: datetime, tell: Tell = nobody) -> int:
    """Take every good row of the list into the sentra. Returns how many members came in."""
    listed = _preview(by, listed)
    sentra = listed.sentra
    _lock(sentra)
    tell(0, 0, _("Membaca berkas"))
    rows = read_import(listed).rows
    tell(0, len(rows), _("Memasukkan anggota"))
    if not rows:
        raise Problem(_("Tidak ada baris yang bisa dimasukkan."))
    _admit(sentra, [_new_member(row) for row in rows], today_in(sentra, at), listed)
    listed.state = Import.State.DONE
    listed.save(update_fields=["state"])
    words = _("%(n)s anggota dimasukkan dari berkas %(file)s.", n=len(rows), file=listed.file_name)
    body = {"members": [[row.name, row.received or 0] for row in rows]}
    record(sentra.id, _officer(by, sentra), "import-members", ("import", listed.id), words, body, at)
    tell(len(rows), len(rows), _("Memasukkan anggota"))
    return len(rows)


@transaction.atomic
def undo_import(by: Person, listed: Import, *, at: datetime) -> int:
    """Take a whole import back. Refused, whole, when a member from it already has work, people or books."""
    actor = _officer(by, listed.sentra)
    listed = Import.objects.select_for_update(of=("self",)).select_related("sentra").get(pk=listed.pk)
    if listed.state != Import.State.DONE:
        raise Conflict(_("Impor ini sudah ditarik atau belum disimpan."))
    found = Enterprise.objects.filter(memberships__from_import=listed)
    count = found.count()
    in_use = Role.objects.filter(place__in=found.values("id"))
    if in_use.exists():
        raise Conflict(_("Ada anggota dari impor ini yang sudah bisa masuk, jadi impornya tidak bisa ditarik."))
    try:
        Enterprise.objects.filter(pk__in=list(found.values_list("pk", flat=True))).delete()
    except ProtectedError as error:
        raise Conflict(
            _("Ada anggota dari impor ini yang sudah punya pekerjaan atau buku, jadi impornya tidak bisa ditarik.")
        ) from error
    listed.state = Import.State.UNDONE
    listed.save(update_fields=["state"])
    words = _("Impor %(file)s ditarik: %(n)s anggota dikeluarkan.", file=listed.file_name, n=count)
    record(listed.sentra_id, actor, "undo-import", ("import", listed.id), words, {}, at)
    return count


@transaction.atomic
def agree_on(by: Person, sentra: Sentra, rule: str, fee_basis_points: int, *, at: datetime) -> None:
    """Note what the members agreed: how orders are split, and the hub's fee. Later orders follow it."""
    actor = _officer(by, sentra)
    if not 0 <= fee_basis_points <= 5_000:
        raise Problem(_("Iuran jasa antara 0 dan 50 persen."), "fee")
    sentra.agreed_rule, sentra.fee_basis_points, sentra.agreed_on = rule, fee_basis_points, today_in(sentra, at)
    sentra.save(update_fields=["agreed_rule", "fee_basis_points", "agreed_on"])
    body = {"rule": rule, "fee_basis_points": fee_basis_points}
    words = _("Kesepakatan anggota tentang cara membagi dan iuran jasa dicatat.")
    record(sentra.id, actor, "agree", ("sentra", sentra.id), words, body, at)


def _officer(by: Person, sentra: Sentra) -> User:
    require(by, "manage sentra", sentra)
    assert isinstance(by, User)  # noqa: S101 - require lets only users through
    return by


def _lock(sentra: Sentra) -> None:
    Sentra.objects.select_for_update(no_key=True).get(pk=sentra.pk)


def _membership(sentra: Sentra, enterprise: Enterprise) -> Membership:
    found = Membership.objects.filter(sentra=sentra, enterprise=enterprise, until=None).first()
    if found is None:
        raise Conflict(_("%(name)s bukan anggota lagi.", name=enterprise.name))
    return found


def _preview(by: Person, listed: Import) -> Import:
    _officer(by, listed.sentra)
    listed = Import.objects.select_for_update(of=("self",)).select_related("sentra").get(pk=listed.pk)
    if listed.state != Import.State.PREVIEW:
        raise Conflict(_("Daftar ini sudah disimpan atau ditarik."))
    return listed


def _current_names(sentra: Sentra) -> list[str]:
    return list(
        Enterprise.objects.filter(memberships__in=sentra.memberships.filter(until=None)).values_list("name", flat=True)
    )


def _check_name(sentra: Sentra, name: str) -> None:
    """Names tell members apart in splits and in the log, so each is there once."""
    if not name_key(name):
        raise Problem(_("Tulis nama usaha."), "name")
    if name_key(name) in {name_key(other) for other in _current_names(sentra)}:
        raise Problem(_("Sudah ada anggota bernama %(name)s. Tambahkan pembeda.", name=name), "name")


def _admit(sentra: Sentra, members: list[NewMember], day: date, listed: Import | None) -> list[Enterprise]:
    enterprises = [
        Enterprise(name=new.name, owner_name=new.owner_name, phone=new.phone, address=new.address, workers=new.workers)
        for new in members
    ]
    Enterprise.objects.bulk_create(enterprises)
    Membership.objects.bulk_create(
        Membership(sentra=sentra, enterprise=enterprise, since=day, from_import=listed) for enterprise in enterprises
    )
    both = list(zip(enterprises, members, strict=True))
    Ability.objects.bulk_create(_ability(enterprise, made) for enterprise, new in both for made in new.abilities)
    JointWork.objects.bulk_create(
        JointWork(sentra=sentra, enterprise=enterprise, day=day, value=new.received, source=f"before:{uuid.uuid4()}")
        for enterprise, new in both
        if new.received
    )
    return enterprises


def _abilities_to_json(new: NewMember) -> list[list[Any]]:
    return [[made.product, str(made.capacity), made.grade, made.min_lot, made.ask] for made in new.abilities]


def _ability(enterprise: Enterprise, new: NewAbility) -> Ability:
    return Ability(
        enterprise=enterprise,
        product=new.product,
        capacity_milli=round(new.capacity * 1000),
        grade=new.grade,
        min_lot=new.min_lot,
        ask=new.ask,
    )


def _new_member(row: DirectoryRow) -> NewMember:
    return NewMember(
        name=row.name,
        owner_name=row.owner,
        phone=row.phone,
        address=row.address,
        workers=row.workers,
        received=row.received or 0,
        abilities=tuple(
            NewAbility(made.product, made.capacity or Fraction(0), made.grade, made.min_lot, made.ask)
            for made in row.abilities
        ),
    )
