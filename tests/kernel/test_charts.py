"""The charts draw what they are given, whatever they are given."""

from __future__ import annotations

import subprocess
import sys
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guyub.kernel.charts.bars import Amount, bars_svg
from guyub.kernel.charts.progress import Line, ProgressWords, bar_svg, progress_svg
from guyub.kernel.charts.split import MOST_ROWS, Bar, SplitWords, split_svg

SVG = "{http://www.w3.org/2000/svg}"
WORDS = SplitWords("Pembagian", "12 bulan", "jatah baru", "sisa kapasitas", "sama rata", "yang lain di tabel")
LINE_WORDS = ProgressWords("Kemajuan", "dikirim", "lulus", "jadi", "belum")

amounts = st.one_of(st.just(0.0), st.floats(0, 1e12), st.sampled_from([float("nan"), float("inf"), -1.0]))
# What XML cannot hold at all is refused long before, where names are read.
names = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn", "Cc"]), max_size=40)
members = st.builds(Bar, names, amounts, amounts, amounts, names, names)


def drawn(svg: str) -> ElementTree.Element:
    """The picture, having made sure that it is sound: valid, nothing outside, no number that is none."""
    root = ElementTree.fromstring(svg)  # noqa: S314 our own text
    assert not any(word in svg for word in ('"nan', '"inf', "-inf", 'style="'))
    for strip in root.iter(f"{SVG}rect"):
        start, width = strip.get("x", "0"), strip.get("width", "")
        assert not start.startswith("-")
        if width.endswith("%"):
            assert float(start.removesuffix("%")) + float(width.removesuffix("%")) <= 100.3
        assert float(strip.get("height", "0")) >= 0
    return root


def said(root: ElementTree.Element) -> set[str]:
    return {text.text or "" for text in root.iter(f"{SVG}text")}


@given(st.lists(members, max_size=80), st.one_of(st.none(), amounts))
def test_any_split_can_be_drawn(bars: list[Bar], level: float | None) -> None:
    drawn(split_svg(bars, WORDS, level))


@given(st.lists(st.builds(Line, names, amounts, amounts, amounts, amounts, names), max_size=12))
def test_any_progress_can_be_drawn(lines: list[Line]) -> None:
    drawn(progress_svg(lines, LINE_WORDS))


@given(st.lists(st.builds(Amount, names, st.floats(-1e12, 1e12) | amounts, names), max_size=12))
def test_any_amounts_can_be_drawn(several: list[Amount]) -> None:
    drawn(bars_svg(several, "Sisa uang"))


def test_a_name_cannot_carry_markup_into_the_page() -> None:
    bad = "<script>alert('x')</script>&"
    svg = split_svg([Bar(bad, 1, 1, 1, bad, bad)], SplitWords(bad, bad, bad, bad, bad, bad, bad), 2)
    assert "<script" not in svg + bar_svg(1, 2, bad) + bars_svg([Amount(bad, 1, bad)], bad, bad)
    assert bad in said(drawn(svg))


def bars_of(root: ElementTree.Element, kind: str) -> list[tuple[float, float]]:
    """Start and width of the bars of one kind, without the patch of the legend."""
    groups = [group for group in root.iter(f"{SVG}g") if group.get("class") == f"c-{kind}"]
    strips = [strip for group in groups for strip in group if strip.get("width", "").endswith("%")]
    return [(float(s.get("x", "0").rstrip("%")), float(s.get("width", "0").rstrip("%"))) for s in strips]


def test_the_new_share_begins_where_the_history_ends_and_reaches_the_common_line() -> None:
    root = drawn(split_svg([Bar("A", 2, 6, 2, "60"), Bar("B", 5, 3, 2, "30")], WORDS, level=8))
    assert bars_of(root, "history") == [(0, 20), (0, 50)]
    assert bars_of(root, "new") == [(20, 60), (50, 30)]
    assert bars_of(root, "spare") == [(80, 20), (80, 20)]
    (line,) = root.iter(f"{SVG}line")
    assert line.get("x1") == "80%"


def test_twenty_four_members_are_all_named_in_few_bytes() -> None:
    bars = [Bar(f"Konveksi Sumber Rejeki {n}", n / 3, 9 - n / 3, 4, str(20 * n)) for n in range(24)]
    svg = split_svg(bars, WORDS, 9)
    assert {bar.name for bar in bars} <= said(drawn(svg))
    assert len(svg) < 8_000


def test_a_large_sentra_is_drawn_as_one_shore_line_with_the_largest_shares_named() -> None:
    bars = [Bar(f"Bengkel {n}", 1, n, 4, str(n)) for n in range(5_000)]
    svg = split_svg(bars, WORDS, 9)
    assert {"Bengkel 4999", WORDS.others} <= said(drawn(svg))
    assert "Bengkel 10" not in said(drawn(svg))
    assert len(svg) < 30_000
    assert len(bars) > MOST_ROWS


def test_one_giant_does_not_flatten_the_others() -> None:
    small = [Bar(f"Kecil {n}", 1, 1, 0, "1") for n in range(5)]
    root = drawn(split_svg([*small, Bar("Raksasa", 1_000, 0, 0, "0")], WORDS, 2))
    assert all(width > 10 for __, width in bars_of(root, "history"))


@pytest.mark.parametrize(("done", "whole", "filled"), [(26, 40, 65), (0, 40, 0), (50, 40, 100), (1, 0, 0)])
def test_a_bar_is_as_full_as_the_work(done: float, whole: float, filled: float) -> None:
    bars = bars_of(drawn(bar_svg(done, whole, "")), "done")
    assert (bars[0][1] if bars else 0) == filled


def test_debts_go_left_of_zero() -> None:
    root = drawn(bars_svg([Amount("a", 30, ""), Amount("b", -10, "")], "Sisa"))
    assert bars_of(root, "done") == [(25, 75)]
    assert bars_of(root, "out") == [(0, 25)]


def test_charts_need_no_django() -> None:
    """They are drawn on the command line and into PDFs too."""
    code = (
        "import sys; import guyub.kernel.charts.split, guyub.kernel.charts.progress; assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
