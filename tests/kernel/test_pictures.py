"""Lines, flows and networks: whatever is given, they are sound, stay inside, add up and come out the same."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from guyub.kernel.charts.drawing import PHONE, length
from guyub.kernel.charts.flow import Column, Ribbon, flow_svg, place
from guyub.kernel.charts.lines import LineWords, Mark, Series, lines_svg
from guyub.kernel.charts.network import Tie, letter_of, network_svg, order_round

SVG = "{http://www.w3.org/2000/svg}"
KINDS = ["new", "out", "done", "history", "level"]
names = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn", "Cc"]), max_size=60)
values = st.one_of(st.floats(-1e12, 1e12), st.sampled_from([float("nan"), float("inf"), 0.0]))
amounts = st.one_of(st.floats(0, 1e12), st.sampled_from([float("nan"), float("inf"), -1.0]))


def sound_picture(svg: str) -> ElementTree.Element:
    """Valid, named, without a style of its own or a number that is none, and with all its words inside."""
    root = ElementTree.fromstring(svg)  # noqa: S314 our own text
    # In attributes only: a name may say anything.
    attributes = [value for each in root.iter() for value in each.attrib.values()]
    assert not [value for value in attributes if re.search(r"\b(nan|inf)\b", value)]
    assert not [each for each in root.iter() if "style" in each.attrib]
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title") is not None
    tall = float(root.get("height", "0"))
    for each in root.iter(f"{SVG}text"):
        for part in each.findall(f"{SVG}tspan") or [each]:
            x, y = part.get("x", each.get("x", "0")), float(each.get("y", "0"))
            _stays_inside(part.text or "", x, y, tall, each)
    return root


def _stays_inside(words: str, x: str, y: float, tall: float, each: ElementTree.Element) -> None:
    at = float(x.rstrip("%")) / 100 * PHONE if x.endswith("%") else float(x)
    wide = length(words) * float(each.get("font-size", "13")) / 13
    start = {"end": at - wide, "middle": at - wide / 2}.get(each.get("text-anchor", ""), at)
    assert start >= -1, (words, x)
    assert start + wide <= PHONE + 1, (words, x)
    assert 8 <= y <= tall, (words, y)


@st.composite
def flows(draw: st.DrawFn) -> tuple[list[Column], list[Ribbon]]:
    columns = [
        Column(draw(names), draw(st.lists(names, min_size=1, max_size=14)), draw(st.floats(0.5, 2)))
        for __ in range(draw(st.integers(2, 4)))
    ]
    ends = st.integers(0, len(columns) - 2).flatmap(
        lambda at: st.builds(
            Ribbon,
            st.just(at),
            st.integers(0, len(columns[at].names) - 1),
            st.integers(0, len(columns[at + 1].names) - 1),
            amounts,
        )
    )
    return columns, draw(st.lists(ends, max_size=20, unique_by=lambda each: (each.column, each.start, each.end)))


@given(flows())
@settings(max_examples=60, deadline=None)
def test_any_flow_stays_inside_and_comes_out_the_same(given_: tuple[list[Column], list[Ribbon]]) -> None:
    svg = flow_svg(*given_, "Rantai pasok", "Siapa ke siapa")
    sound_picture(svg)
    assert svg == flow_svg(*given_, "Rantai pasok", "Siapa ke siapa")


@given(st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 4)), st.integers(1, 10**9), min_size=1))
def test_ribbons_are_as_wide_as_their_amounts_and_add_up_at_both_ends(sold: dict[tuple[int, int], int]) -> None:
    columns = [Column("Anggota", [str(n) for n in range(7)]), Column("Pembeli", [str(n) for n in range(5)])]
    ribbons = [Ribbon(0, start, end, amount) for (start, end), amount in sold.items()]
    (members, buyers), height = place(columns, ribbons, 240 / sum(sold.values()))
    assert abs(sum(node.height for node in members) - 240) < 1e-6
    assert abs(sum(node.height for node in buyers) - 240) < 1e-6
    for nodes in (members, buyers):
        assert all(one.y + one.height <= other.y for one, other in itertools.pairwise(nodes))
        assert nodes[-1].y + nodes[-1].height <= height
    root = sound_picture(flow_svg(columns, ribbons, "Rantai pasok"))
    assert len(list(root.iter(f"{SVG}path"))) == len(sold)


series = st.builds(Series, st.lists(values, max_size=30), st.sampled_from(KINDS), names)


@given(st.lists(series, max_size=12), st.none() | st.builds(Mark, st.integers(0, 40), values, names, st.just("out")))
@settings(deadline=None)
def test_any_line_stays_inside(several: list[Series], mark: Mark | None) -> None:
    words = LineWords("Uang", "Turun lalu naik", [(n, f"{n} Des") for n in range(0, 30, 3)])
    root = sound_picture(lines_svg(several, words, mark))
    for path in root.iter(f"{SVG}path"):
        heights = [float(y) for y in re.findall(r"[ML]-?[\d.]+ (-?[\d.]+)", path.get("d", ""))]
        assert all(0 <= y <= float(root.get("height", "0")) for y in heights)


def test_the_marked_point_is_where_the_line_is() -> None:
    svg = lines_svg([Series([10, 5, -5, 20], "new")], LineWords("Uang"), Mark(2, -5, "9 Des", "out"))
    root = sound_picture(svg)
    (dot,) = root.iter(f"{SVG}circle")
    line = next(path.get("d", "") for path in root.iter(f"{SVG}path") if path.get("class") == "l-new")
    x, y = re.findall(r"[ML]([\d.]+) ([\d.]+)", line)[2]
    assert dot.get("cy") == y
    # The line is drawn 1000 units wide over 98 % of the picture.
    assert abs(float(dot.get("cx", "").rstrip("%")) - float(x) / 1000 * 98) < 0.1


ties = st.lists(st.builds(Tie, st.integers(0, 30), st.integers(0, 30), amounts), max_size=80)


@given(st.lists(names, max_size=28), st.lists(names, max_size=8), ties, ties)
@settings(deadline=None)
def test_any_network_stays_inside_and_nobody_covers_another(
    members: list[str], buyers: list[str], pairs: list[Tie], sales: list[Tie]
) -> None:
    svg = network_svg(members, buyers, pairs, sales, "Jaringan")
    root = sound_picture(svg)
    assert svg == network_svg(members, buyers, pairs, sales, "Jaringan")
    spots = [
        (float(c.get("cx", "0")), float(c.get("cy", "0")), float(c.get("r", "0"))) for c in root.iter(f"{SVG}circle")
    ]
    assert len(spots) == len(members) + len(buyers)
    for n, (x, y, r) in enumerate(spots):
        assert r <= x <= PHONE - r
        assert r <= y <= PHONE - r
        for x2, y2, r2 in spots[n + 1 :]:
            assert (x - x2) ** 2 + (y - y2) ** 2 >= (r + r2) ** 2


def test_who_works_together_stands_together() -> None:
    pairs = [Tie(0, 5, 9), Tie(5, 3, 8), Tie(1, 2, 5)]
    order = order_round(6, pairs)
    assert sorted(order) == list(range(6))
    places = {who: at for at, who in enumerate(order)}
    assert abs(places[0] - places[5]) == 1
    assert abs(places[5] - places[3]) <= 2
    assert abs(places[1] - places[2]) == 1


def test_letters_go_on_after_z() -> None:
    assert [letter_of(n) for n in (0, 25, 26, 52)] == ["A", "Z", "AA", "BA"]
