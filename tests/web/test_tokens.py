"""Colours, sizes and steps of space come from tokens.css alone, and can be read in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guyub import web

STATIC = Path(web.__file__).parent / "static"
SHEETS = {name: (STATIC / f"{name}.css").read_text() for name in ("tokens", "guyub", "print")}
RULES = re.sub(r"/\*.*?\*/", "", SHEETS["guyub"] + SHEETS["print"], flags=re.DOTALL)
INKS = ("arang", "abu", "nila", "soga", "daun", "saga")
GROUNDS = ("gading", "melati", "nila-tipis", "soga-tipis", "daun-tipis", "saga-tipis")
SIZES = {"t13": 13, "t16": 16, "t20": 20, "t24": 24, "t30": 30}
SYSTEM = {"canvas", "canvastext", "highlight", "highlighttext", "graytext", "linktext", "buttontext"}


def tokens(media: str = "") -> dict[str, str]:
    """What `:root` says under a condition; without one, the light theme."""
    found = re.search(
        re.escape(media) + r" \{\s*:root \{(.*?)\}" if media else r"^:root \{(.*?)\}", TOKENS, re.M | re.S
    )
    assert found, media
    return {name: value.strip() for name, value in re.findall(r"--([\w-]+):([^;]+);", found[1])}


TOKENS = re.sub(r"/\*.*?\*/", "", SHEETS["tokens"], flags=re.DOTALL)
LIGHT = tokens()
DARK = LIGHT | tokens("@media (prefers-color-scheme: dark)")
PAPER = LIGHT | tokens("@media print")
THEMES = {"light": LIGHT, "dark": DARK, "paper": PAPER}
STRONG = {name: theme | tokens("@media (prefers-contrast: more)") for name, theme in THEMES.items()}


def colour(theme: dict[str, str], name: str) -> str:
    """The colour behind a token, through those that stand for another."""
    value = theme[name]
    return colour(theme, value[6:-1]) if value.startswith("var(") else value


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(theme: dict[str, str], one: str, other: str) -> float:
    dark, light = sorted((luminance(colour(theme, one)), luminance(colour(theme, other))))
    return (light + 0.05) / (dark + 0.05)


def declared() -> list[tuple[str, dict[str, str]]]:
    """Every rule of the stylesheets as its selector and what it declares."""
    blocks = re.findall(r"([^{};]+)\{([^{}]*)\}", RULES)
    return [
        (
            selector.strip(),
            {name.strip(): value.strip() for name, __, value in (d.partition(":") for d in body.split(";")) if value},
        )
        for selector, body in blocks
    ]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_ink_can_be_read_on_every_ground(name: str, ground: str) -> None:
    theme = THEMES[name]
    for ink in INKS:
        assert contrast(theme, ink, ground) >= 4.5, ink
    assert contrast(theme, "batas", ground) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_who_asks_for_more_contrast_gets_it(name: str) -> None:
    theme = STRONG[name]
    for ground in GROUNDS:
        assert contrast(theme, "abu", ground) >= 7
        assert contrast(theme, "garis", ground) >= 3


def test_words_are_written_in_inks_only_and_stand_on_grounds_only() -> None:
    """So that the pairs tried above are all there are; what names both is tried by itself."""
    for selector, said in declared():
        ink = re.fullmatch(r"var\(--([\w-]+)\)", said.get("color", ""))
        ground = re.fullmatch(r"var\(--([\w-]+)\)", said.get("background", ""))
        if ink and ground:
            for theme in (LIGHT, DARK):
                assert contrast(theme, ink[1], ground[1]) >= 4.5, selector
        elif ink:
            assert ink[1] in INKS, selector
        words = re.fullmatch(r"var\(--([\w-]+)\)", said.get("fill", ""))
        if words and "text" in selector:
            on_blue = words[1] == "atas-nila" and min(contrast(each, words[1], "nila") for each in (LIGHT, DARK)) >= 4.5
            assert words[1] in INKS or on_blue, selector


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_a_picture_means_can_be_told_from_the_card(theme: dict[str, str]) -> None:
    for mark in ("nila", "daun", "saga", "soga"):
        assert contrast(theme, mark, "melati") >= 3
    # History is pale on purpose, yet where it ends and the new share begins is plain to see.
    assert contrast(theme, "nila", "soga-muda") >= 2
    assert contrast(theme, "soga-muda", "melati") >= 1.5


def test_only_the_tokens_name_colours_sizes_and_steps() -> None:
    raw = re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", RULES)
    assert not raw
    for selector, said in declared():
        sizes = said.get("font-size", "") + said.get("font", "").partition("/")[0]
        assert not re.search(r"\d(px|rem|em|pt)", sizes), selector
        for name, value in said.items():
            if re.match(r"(margin|padding|gap|row-gap|column-gap)", name):
                steps = [int(step) for step in re.findall(r"(?<![\w(])-?(\d+)px", value) if int(step) > 2]
                assert not steps, f"{selector}: {name}: {value}"


def test_sizes_and_steps_are_the_houses() -> None:
    assert {name: float(LIGHT[name].removesuffix("rem")) * 16 for name in LIGHT if re.fullmatch(r"t\d+", name)} == SIZES
    steps = [int(value.removesuffix("px")) for name, value in LIGHT.items() if re.fullmatch(r"j\d+", name)]
    assert steps == sorted(steps)
    assert all(step % 4 == 0 for step in steps)


def test_motion_is_short_and_stops_for_whom_it_troubles() -> None:
    assert int(LIGHT["gerak"].removesuffix("ms")) < 200
    assert tokens("@media (prefers-reduced-motion: reduce)")["gerak"] == "0s"
    for selector, said in declared():
        for name in ("transition", "animation"):
            assert "var(--gerak)" in said.get(name, "var(--gerak)"), selector


def test_forced_colours_are_the_systems() -> None:
    forced = {name: value.lower() for name, value in tokens("@media (forced-colors: active)").items()}
    assert set(forced.values()) <= SYSTEM
    named = {name for name, value in LIGHT.items() if value.startswith("#")}
    assert named <= set(forced)
    assert named == {name for name, value in DARK.items() if value.startswith("#")}


def test_every_token_that_is_asked_for_exists_and_is_asked_for() -> None:
    asked = set(re.findall(r"var\(--([\w-]+)", RULES + TOKENS))
    assert asked == set(LIGHT)
