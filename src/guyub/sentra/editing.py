"""A member and the agreement, as they are changed by forms while somebody else may be changing them too."""

from __future__ import annotations

import uuid
from typing import Any

from guyub.people.merging import Editing, Finder
from guyub.people.models import RoleName
from guyub.sentra import actions
from guyub.sentra.forms import AgreementForm, MemberForm, abilities_formset
from guyub.sentra.models import Enterprise, Sentra


def member(sentra: Sentra, enterprise: Enterprise) -> Editing:
    """What is known of a member, and what it can make."""

    def lock() -> None:
        Sentra.objects.select_for_update(no_key=True).get(pk=sentra.pk)
        enterprise.refresh_from_db()

    return Editing(
        kind="member",
        thing=enterprise,
        title=enterprise.name,
        role=RoleName.OFFICER,
        place=sentra.pk,
        lock=lock,
        forms=lambda data: (MemberForm(data, initial=_initial(enterprise)), abilities_formset(data, enterprise)),
        act=lambda by, forms, at: actions.change_member(
            by, sentra, enterprise, forms[0].to_member(forms[1].to_abilities()), at=at
        ),
    )


def agreement(sentra: Sentra) -> Editing:
    """What the members agreed on: the rule and the fee."""

    def initial() -> dict[str, Any]:
        return {"rule": sentra.agreed_rule, "fee": f"{sentra.fee_basis_points / 100:g}".replace(".", ",")}

    def lock() -> None:
        Sentra.objects.select_for_update(no_key=True).get(pk=sentra.pk)
        sentra.refresh_from_db()

    return Editing(
        kind="agreement",
        thing=sentra,
        title=sentra.name,
        role=RoleName.OFFICER,
        place=sentra.pk,
        lock=lock,
        forms=lambda data: (AgreementForm(data, initial=initial()),),
        act=lambda by, forms, at: actions.agree_on(
            by, sentra, forms[0].cleaned_data["rule"], round(forms[0].cleaned_data["fee"] * 100), at=at
        ),
    )


def _initial(member: Enterprise) -> dict[str, Any]:
    return {
        "name": member.name,
        "owner_name": member.owner_name,
        "phone": member.phone,
        "address": member.address,
        "workers": "" if member.workers is None else str(member.workers),
    }


def _find_member(thing: uuid.UUID) -> Editing | None:
    found = Enterprise.objects.filter(pk=thing, memberships__until=None).first()
    sentra = found and Sentra.objects.filter(memberships__enterprise=found, memberships__until=None).first()
    return member(sentra, found) if found and sentra else None


def _find_agreement(thing: uuid.UUID) -> Editing | None:
    found = Sentra.objects.filter(pk=thing).first()
    return agreement(found) if found else None


FINDERS: dict[str, Finder] = {"member": _find_member, "agreement": _find_agreement}
