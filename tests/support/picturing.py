"""The page of parts as kept pictures: taken the same way everywhere, and compared part by part.

So that machines agree, letters come from one font that lies beside the pictures, nothing moves, what the browser
draws itself (the date's own words, the file's) is hidden, and pictures are a third of their size: a letter drawn a
little otherwise is gone, a label that is missing or stands elsewhere is not. One sheet for each look holds all parts;
`index.json` says where each part is. A specimen of the font tells whether this machine draws letters as the one did
that took the pictures: if not, nothing can be compared.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).parent.parent / "browser/pictures"
INDEX = FOLDER / "index.json"
SPECIMEN_NAME = "specimen"
FONT = FOLDER / "source-sans-3.woff2"
RENEW = "tools/pictures ui"
SMALLER = 3
COLOURS = 128
BLOCK = 8  # pixels of a sheet, 24 on the page
DIFFERENT = 14  # mean difference of a block's channels (0 to 255) that an eye would notice
SLACK = 1  # pixels of a sheet by which a part may be larger or smaller
SAMPLE = "Rp 1.250.000 · Sentra Rajut Kalimendong, mutu B"

STYLE = """
@font-face { font-family: "Kept"; src: url(data:font/woff2;base64,%s) format("woff2"); font-weight: 200 900; }
:root { --huruf: "Kept"; --gerak: 0s; }
.actions { position: static !important; }
::-webkit-datetime-edit, ::-webkit-calendar-picker-indicator { visibility: hidden; }
select { appearance: none !important; }
input[type=file] { color: transparent !important; }
::-webkit-scrollbar { display: none; }
"""
BOXES = """() => [...document.querySelectorAll('[data-part]')].map(each => {
  const box = each.getBoundingClientRect()
  return [each.dataset.part, ...[box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round)]
})"""
SPECIMEN = """<!doctype html><style>@font-face { font-family: "Kept"; src: url(data:font/woff2;base64,%s);
font-weight: 200 900; } p { margin: 0; font-family: "Kept"; white-space: nowrap }</style><body>%s"""
LETTERS = [(400, 13), (400, 16), (600, 13), (600, 16), (700, 16), (700, 20), (700, 30)]


@dataclass(frozen=True, slots=True)
class Look:
    """One way the page is looked at."""

    language: str
    scheme: str
    width: int
    forced: bool = False

    @property
    def name(self) -> str:
        return f"{self.language}-{'forced' if self.forced else self.scheme}-{self.width}"


LOOKS = (
    *(
        Look(language, scheme, width)
        for language in ("id", "en")
        for scheme in ("light", "dark")
        for width in (360, 1280)
    ),
    Look("id", "light", 360, forced=True),
)


@contextmanager
def open_parts(browser: Browser, address: str, language: str = "id") -> Iterator[Page]:
    """The page of parts as it is pictured, in a language; `turn` it to a look."""
    context = browser.new_context(
        base_url=address,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Asia/Jakarta",
        bypass_csp=True,  # for the font and the style of the test, which no page of ours may bring along
    )
    context.add_cookies([{"name": "django_language", "value": language, "url": address}])
    page = context.new_page()
    page.goto("/ui/")
    page.add_style_tag(content=STYLE % _font())
    page.evaluate("document.fonts.ready")
    yield page
    context.close()


def turn(page: Page, look: Look) -> None:
    """Show the page as this look has it."""
    page.set_viewport_size({"width": look.width, "height": 800})
    scheme: Any = look.scheme
    page.emulate_media(color_scheme=scheme, forced_colors="active" if look.forced else "none")


def looked_at(browser: Browser, address: str) -> dict[str, dict[str, Image.Image]]:
    """The parts in every look."""
    found: dict[str, dict[str, Image.Image]] = {}
    for language in dict.fromkeys(look.language for look in LOOKS):
        with open_parts(browser, address, language) as page:
            for look in LOOKS:
                if look.language == language:
                    turn(page, look)
                    found[look.name] = parts_of(page)
    return found


def specimen(browser: Browser) -> Image.Image:
    """Lines of the kept font, without anything of ours: how this machine's browser draws letters."""
    lines = (f'<p style="font-weight: {weight}; font-size: {size}px">{SAMPLE}</p>' for weight, size in LETTERS)
    context = browser.new_context(viewport={"width": 720, "height": 240})
    page = context.new_page()
    page.set_content(SPECIMEN % (_font(), "".join(lines)))
    page.evaluate("document.fonts.ready")
    picture = _smaller(Image.open(BytesIO(page.screenshot())).convert("RGB"))
    context.close()
    return picture


def _font() -> str:
    return base64.b64encode(FONT.read_bytes()).decode()


def _smaller(picture: Image.Image) -> Image.Image:
    size = (max(picture.width // SMALLER, 1), max(picture.height // SMALLER, 1))
    return picture.resize(size, Image.Resampling.BOX)


def parts_of(page: Page) -> dict[str, Image.Image]:
    """Every part as a small picture."""
    whole = Image.open(BytesIO(page.screenshot(full_page=True, animations="disabled", caret="hide"))).convert("RGB")
    found = {}
    for name, x, y, wide, high in page.evaluate(BOXES):
        found[str(name)] = _smaller(whole.crop((x, y, x + wide, y + high)))
    return found


def _keep(looks: Mapping[str, dict[str, Image.Image]]) -> None:
    """Write a sheet for each look, and the index."""
    index: dict[str, dict[str, list[int]]] = {}
    for name, parts in looks.items():
        sheet = Image.new("RGB", (max(p.width for p in parts.values()), sum(p.height for p in parts.values())), "white")
        places, y = {}, 0
        for part, picture in parts.items():
            sheet.paste(picture, (0, y))
            places[part] = [y, picture.width, picture.height]
            y += picture.height
        colours = sheet.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        colours.save(FOLDER / f"{name}.png", optimize=True)
        index[name] = places
    INDEX.write_text(json.dumps(index, separators=(",", ":")) + "\n")


def kept() -> dict[str, dict[str, Image.Image]]:
    """The kept parts by look."""
    looks = {}
    for name, places in json.loads(INDEX.read_text()).items():
        sheet = Image.open(FOLDER / f"{name}.png").convert("RGB")
        looks[name] = {part: sheet.crop((0, y, wide, y + high)) for part, (y, wide, high) in places.items()}
    return looks


def differences(before: Mapping[str, Image.Image], now: Mapping[str, Image.Image]) -> Iterator[str]:
    """What an eye would notice, in words."""
    for name in before.keys() | now.keys():
        if name not in now or name not in before:
            yield f"{name}: {'is gone' if name in before else 'is new'}"
            continue
        one, other = before[name], now[name]
        if max(abs(one.width - other.width), abs(one.height - other.height)) > SLACK:
            yield f"{name}: was {_size(one)}, is {_size(other)}"
        elif spots := _spots(one, other):
            x, y = spots[0]
            yield f"{name}: looks different in {len(spots)} places, the first {x} px from the left, {y} px from the top"


def _size(picture: Image.Image) -> str:
    return f"{picture.width * SMALLER} × {picture.height * SMALLER} px"


def _spots(one: Image.Image, other: Image.Image) -> list[tuple[int, int]]:
    """Where blocks of the two differ, in pixels of the page."""
    wide, high = min(one.width, other.width), min(one.height, other.height)
    apart = np.abs(np.asarray(one, np.int16)[:high, :wide] - np.asarray(other, np.int16)[:high, :wide]).max(axis=2)
    corners = [(x, y) for y in range(0, high, BLOCK) for x in range(0, wide, BLOCK)]
    spots = [(x, y) for x, y in corners if apart[y : y + BLOCK, x : x + BLOCK].mean() > DIFFERENT]
    return [(x * SMALLER, y * SMALLER) for x, y in spots]


def renew(browser: Browser, address: str) -> None:
    """Take all pictures anew."""
    _keep({SPECIMEN_NAME: {"letters": specimen(browser)}, **looked_at(browser, address)})
