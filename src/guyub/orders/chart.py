"""The pictures of this room: the split of an order, and a sentra's year: network, chain of supply, common line."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from statistics import median_low
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from guyub.kernel import words
from guyub.kernel.charts.drawing import HISTORY, NEW
from guyub.kernel.charts.flow import Column, Ribbon, flow_svg
from guyub.kernel.charts.lines import LineWords, Series, lines_svg
from guyub.kernel.charts.network import Tie, network_svg, order_round
from guyub.kernel.charts.split import Bar, SplitWords, split_svg
from guyub.orders.network import Network, Partner
from guyub.orders.year import MemberYear, Year

MOST_LINES = 24
LEVEL = "level"


def split_chart(outcome: dict[str, Any]) -> str:
    """SVG of an outcome (see `given.outcome`): history, new share and spare capacity of every member, and the line.

    Each rule is drawn in the unit of its level, so that the line is straight: weeks of the member's own full work
    (value / weight) for catching up and by capacity, rupiah for equal shares. Only catching up starts from the year's
    history; the cheapest has no line, and shows the history beside the new share.
    """
    rule = outcome["rule"]
    members = [member for member in outcome["members"] if member["weight"]]
    ordered = sorted(members, key=lambda member: (-member["value"], member["member"]))
    from_history = rule in {"catch-up", "cheapest"}
    labels = SplitWords(
        title=gettext("Bagian setiap anggota"),
        history=gettext("Setahun ini") if from_history else "",
        new=gettext("Bagian baru"),
        spare=gettext("Masih sanggup"),
        level=gettext("garis bersama"),
        others=gettext("Bagian terbesar:"),
        description=gettext("Setiap batang: yang sudah didapat, ditambah bagian baru, lalu sisa kemampuan."),
    )
    bars = [_bar(member, _unit(rule, member), from_history) for member in ordered]
    return split_svg(bars, labels, _level(rule, ordered))


def _unit(rule: str, member: dict[str, Any]) -> int:
    """Rupiah in one unit of the picture: a week of the member's full work, or a rupiah."""
    return 1 if rule == "equal" else member["weight"]


def _bar(member: dict[str, Any], unit: int, from_history: bool) -> Bar:
    return Bar(
        name=member["member"],
        history=member["received"] / unit if from_history else 0.0,
        new=member["value"] / unit,
        spare=member["spare"] / unit,
        label=words.show_rupiah_short(member["value"], words.reader_language()) if member["value"] else "0",
    )


def _level(rule: str, members: list[dict[str, Any]]) -> float | None:
    """Where the water stands: the middle level of those whom the ideal split gives something."""
    if rule == "cheapest":
        return None
    history = rule == "catch-up"
    levels = [
        (member["received"] * history + member["ideal"]) / _unit(rule, member) for member in members if member["ideal"]
    ]
    return median_low(levels) if levels else None


def in_round(found: Network) -> list[int]:
    """The places of the members as they stand round the circle."""
    return order_round(len(found.members), [Tie(pair.one, pair.other, pair.orders) for pair in found.pairs])


def network_chart(found: Network) -> str:
    """Members round the buyers; pale lines between those who worked together, dark ones to whom they sold."""
    order = in_round(found)
    at = {member: place for place, member in enumerate(order)}
    pairs = [Tie(at[pair.one], at[pair.other], pair.orders) for pair in found.pairs]
    sales = [Tie(at[one], other, worth) for (one, other), worth in found.sold.items() if one in at]
    return network_svg(
        [found.members[member].name for member in order],
        [buyer.name for buyer in found.buyers],
        pairs,
        [tie for tie in sales if tie.other < len(found.buyers)],
        gettext("Siapa bekerja dengan siapa"),
        gettext("Angka: anggota. Huruf: pembeli. Garis makin tebal, makin sering atau makin banyak bersama."),
    )


def others(count: int) -> str:
    """What stands for those who are not shown by name."""
    return gettext("%(n)s lainnya") % {"n": words.show(count, words.reader_language())}


def with_others(partners: Sequence[Partner], count: int) -> list[str]:
    """Their names, and one more for the others if there are any."""
    return [partner.name for partner in partners] + ([others(count)] if count else [])


def supply_columns(found: Network) -> tuple[list[Column], list[Ribbon]]:
    """What the picture of supply is made of: members and buyers, and before them what the hub's book tells."""
    members = with_others(found.members, found.other_members)
    buyers = with_others(found.buyers, found.other_buyers)
    columns = [Column(gettext("Anggota"), members, 2.2), Column(gettext("Pembeli"), buyers)]
    ribbons = [Ribbon(0, one, other, worth) for (one, other), worth in found.sold.items()]
    if found.hub is None or found.hub.is_empty:
        return columns, ribbons
    hub = found.hub
    suppliers = [each.name for each in hub.bought] + ([others(hub.other_suppliers)] if hub.other_suppliers else [])
    bought = [each.amount for each in hub.bought] + ([hub.bought_elsewhere] if hub.other_suppliers else [])
    given = {place: amount for place, amount in hub.given.items() if place < len(members)}
    before = [Column(gettext("Sentra"), [gettext("Sentra")], 0.7, silent=True)]
    flowing = [Ribbon(0, 0, place, amount) for place, amount in given.items()]
    if suppliers:
        before.insert(0, Column(gettext("Pemasok"), suppliers, 1.1))
        flowing = [Ribbon(1, 0, ribbon.end, ribbon.amount) for ribbon in flowing]
        flowing += [Ribbon(0, place, 0, amount) for place, amount in enumerate(bought)]
    moved = [Ribbon(ribbon.column + len(before), ribbon.start, ribbon.end, ribbon.amount) for ribbon in ribbons]
    return [*before, *columns], [*flowing, *moved]


def supply_chart(found: Network) -> str:
    """Ribbons as wide as the rupiah."""
    return flow_svg(
        *supply_columns(found),
        gettext("Dari siapa ke siapa"),
        gettext("Lebar pita adalah nilai rupiah dalam dua belas bulan."),
    )


def drawn_members(year: Year, own: uuid.UUID | None) -> list[MemberYear]:
    """Whose lines are drawn: all, or of many some at even distances from the most to the least, and one's own."""
    compared = year.compared
    if len(compared) > MOST_LINES:
        last = len(compared) - 1
        kept = {round(n * last / (MOST_LINES - 1)) for n in range(MOST_LINES)}
        compared = [member for at, member in enumerate(compared) if at in kept or member.id == own]
    return compared


def year_chart(year: Year, drawn: Sequence[MemberYear], own: uuid.UUID | None) -> str:
    """Lines of what each had, in weeks of own full work, with the line common to all; one's own stands out."""
    ends = {drawn[0].id, drawn[-1].id} if len(drawn) > 1 else set()
    lines = [
        Series(member.weeks, HISTORY, member.name if member.id in ends else "", 1.5)
        for member in reversed(drawn)
        if member.id != own
    ]
    lines.append(Series(year.line, LEVEL, gettext("garis bersama"), 3))
    lines += [Series(member.weeks, NEW, member.name, 2.5) for member in drawn if member.id == own]
    months = [(n, date_format(month, "M")) for n, month in enumerate(year.months)]
    said = LineWords(
        title=gettext("Pesanan bersama selama setahun"),
        description=gettext(
            "Setiap garis satu anggota, dalam minggu kerja penuhnya sendiri; garis tebal: semua bersama."
        ),
        steps=months,
    )
    return lines_svg(lines, said)
