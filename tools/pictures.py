"""The pictures of the README and of docs/: pages of the demo, as a phone and a desk show them.

`tools/pictures` prepares the folder GUYUB_DATA and calls this. The demo is told and shown on one working morning, so
that a picture changes only with the page.
"""

from __future__ import annotations

import base64
import io
import socket
import struct
import subprocess
import sys
import time
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import django
import numpy as np
import time_machine
from django.core.management import call_command
from playwright.sync_api import Browser, Page, sync_playwright
from tests.support.chromium import FLAGS, find_chromium
from tests.support.picturing import renew

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PHONE = (360, 740)
DESK = (1280, 720)
SHARPNESS = {PHONE: 2.0, DESK: 1.0}
LANGUAGES = {"id": "id-ID", "en": "en-GB"}
LARGEST = 120_000  # bytes
PATIENCE = 180_000  # milliseconds: the first look at a split computes it under all four rules
MORNING = datetime(2026, 11, 26, 10, 40, tzinfo=ZoneInfo("Asia/Jakarta"))  # a Thursday
ON_THAT_MORNING = f"""
import datetime, time_machine
time_machine.travel(datetime.datetime.fromisoformat("{MORNING.isoformat()}")).start()
from gunicorn.app.wsgiapp import run
run()
"""
# The demo's orders, the newest first, as the list of orders shows them.
DRAFT, ON_ITS_WAY, SETTLED = 0, 1, 2


@contextmanager
def serving() -> Iterator[str]:
    """The demo on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    options = ["--bind", place, "--timeout", "300", "--no-control-socket", "--log-level", "error"]
    options += ["--worker-class", "gthread", "--threads", "4", "guyub.web.wsgi:application"]
    server = subprocess.Popen([sys.executable, "-c", ON_THAT_MORNING, *options])  # noqa: S603 - our own program
    try:
        _wait_for(f"http://{place}/hidup/")
        yield f"http://{place}"
    finally:
        server.terminate()
        server.wait()


def _wait_for(url: str) -> None:
    for _try in range(120):
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - this machine
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit(f"{url} does not answer")


PIXELS = """async address => {
  const image = new Image(); image.src = address; await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
  const pen = canvas.getContext("2d"); pen.drawImage(image, 0, 0);
  const blob = new Blob([pen.getImageData(0, 0, canvas.width, canvas.height).data]);
  const reader = new FileReader();
  await new Promise(done => { reader.onload = done; reader.readAsDataURL(blob); });
  return [canvas.width, canvas.height, reader.result.split(",")[1]];
}"""


def in_few_colours(page: Page, picture: bytes) -> bytes:
    """The same picture as a PNG of at most 256 colours: a third of the size, and no eye sees it on these pages."""
    width, height, raw = page.evaluate(PIXELS, _inline(picture))
    pixels = np.frombuffer(base64.b64decode(raw), np.uint8).reshape(-1, 4).copy()
    pixels[:, 3] = np.where(pixels[:, 3] < 128, 0, 255)
    kinds, where, often = np.unique(pixels.view(np.uint32).ravel(), return_inverse=True, return_counts=True)
    colours = kinds.view(np.uint8).reshape(-1, 4)
    kept = np.argsort(-often, kind="stable")[:256]
    far = (colours[:, None].astype(np.int32) - colours[kept][None]) ** 2
    nearest = far.sum(axis=2).argmin(axis=1).astype(np.uint8)
    rows = np.zeros((height, width + 1), np.uint8)
    rows[:, 1:] = nearest[where].reshape(height, width)
    chosen = colours[kept]
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0),
        b"PLTE": chosen[:, :3].tobytes(),
        b"tRNS": chosen[:, 3].tobytes(),
        b"IDAT": zlib.compress(rows.tobytes(), 9),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts.items()
    )


def _inline(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


class Visit:
    """Somebody of the demo, looking at it through a window of some size in some language."""

    def __init__(self, browser: Browser, address: str, language: str) -> None:
        self.browser, self.address, self.language = browser, address, language

    def page(self, size: tuple[int, int], name: str = "pengurus", theme: str = "light") -> Page:
        """A window, signed in, by default as the officer by daylight."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=SHARPNESS[size],
            locale=LANGUAGES[self.language],
            timezone_id="Asia/Jakarta",
            color_scheme=theme,
            service_workers="block",
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "django_language", "value": self.language, "url": self.address}])
        page = context.new_page()
        page.goto("/masuk/")
        page.fill("[name=login]", name)
        page.fill("[name=password]", "guyub-demo")
        page.click("main form .button")
        page.wait_for_url(self.address + "/")
        return page

    def order(self, size: tuple[int, int], which: int, part: str = "") -> Page:
        """A page of one of the demo's orders."""
        page = self.page(size)
        sentra = page.locator("a[href^='/sentra/']").first.get_attribute("href") or ""
        page.goto(f"{sentra}pesanan/")
        order = page.locator("main a[href^='/pesanan/']").nth(which).get_attribute("href") or ""
        page.goto(order + part)
        return page


def split(visit: Visit) -> bytes:
    """Two phones: the figures of a split, and its drawing."""
    page = visit.order(PHONE, DRAFT, "pembagian/")
    top = page.screenshot()
    page.evaluate("document.querySelector('.chart').scrollIntoView()")
    return _beside(page, top, page.screenshot())


def order(visit: Visit) -> bytes:
    """Two phones: an order on its way, and who makes what."""
    page = visit.order(PHONE, ON_ITS_WAY)
    top = page.screenshot()
    page.evaluate("document.querySelectorAll('main section.card')[1].scrollIntoView()")
    return _beside(page, top, page.screenshot())


def settlement(visit: Visit) -> bytes:
    """A settlement on a desk, with one member's account open."""
    page = visit.order(DESK, SETTLED, "bagi-hasil/")
    page.locator("details.fold").nth(1).click()
    page.mouse.move(0, 0)
    shot = page.screenshot()
    page.goto("about:blank")
    return in_few_colours(page, shot)


def books(visit: Visit) -> bytes:
    """Two phones: a line and what was understood of it, and the owner's money today."""
    page = visit.page(PHONE, "pemilik")
    book = page.locator("main a[href^='/buku/']").first.get_attribute("href") or ""
    page.goto("/catat/")
    page.locator("[name=text]").press_sequentially("jual 12 syal @45rb")
    page.get_by_text("540").first.wait_for()
    line = page.screenshot(animations="disabled", caret="hide")
    page.goto(book)
    return _beside(page, line, page.screenshot())


# The main pages: who looks, and how they get there from their home.
MAIN = {
    "usaha": ("pemilik", ""),
    "catat": ("pemilik", "/catat/?teks=jual%2012%20syal%20@45rb"),
    "bengkel": ("pemilik", "a[href^='/bengkel/']"),
    "hasil": ("pemilik", "a[href$='/hasil/']"),
    "sentra": ("pengurus", "a[href^='/sentra/']"),
    "meja": ("pengurus", ""),
}
THEMES = ("light", "dark")


def _main_page(visit: Visit, size: tuple[int, int], name: str) -> list[bytes]:
    """A main page by day and by night."""
    person, way = MAIN[name]
    shots = []
    for theme in THEMES:
        page = visit.page(size, person, theme)
        if way.startswith("/"):
            page.goto(way)
        elif way:
            page.goto(page.locator(way).first.get_attribute("href") or "")
        shots.append(page.screenshot(animations="disabled", caret="hide"))
        page.context.close()
    return shots


def on_phones(name: str) -> Callable[[Visit], bytes]:
    """Two phones, one by day and one by night."""
    return lambda visit: _beside(visit.page(PHONE), *_main_page(visit, PHONE, name))


def on_desks(name: str) -> Callable[[Visit], bytes]:
    """A desk by day, and below it by night."""
    return lambda visit: _below(visit.page(DESK), *_main_page(visit, DESK, name))


PICTURES: dict[str, Callable[[Visit], bytes]] = {
    "split": split,
    "order": order,
    "settlement": settlement,
    "books": books,
    **{f"{name}-phone": on_phones(name) for name in MAIN},
    **{f"{name}-desk": on_desks(name) for name in MAIN},
}


def _beside(page: Page, *shots: bytes) -> bytes:
    """Screenshots of a phone side by side, framed."""
    frame = f"width:{PHONE[0]}px;height:{PHONE[1]}px;border:2px solid #b9b1a2;border-radius:18px;display:block"
    images = "".join(f'<img style="{frame}" src="{_inline(shot)}">' for shot in shots)
    drawing = page.context.new_page()
    drawing.set_viewport_size({"width": 800, "height": PHONE[1] + 40})
    drawing.set_content(f'<div id="all" style="display:inline-flex;gap:24px;padding:4px">{images}</div>')
    return in_few_colours(drawing, drawing.locator("#all").screenshot(omit_background=True))


def _below(page: Page, *shots: bytes) -> bytes:
    """Screenshots of a desk one below the other."""
    images = "".join(f'<img style="width:{DESK[0]}px;display:block" src="{_inline(shot)}">' for shot in shots)
    drawing = page.context.new_page()
    drawing.set_content(f'<div id="all" style="display:grid;gap:12px;width:{DESK[0]}px">{images}</div>')
    return in_few_colours(drawing, drawing.locator("#all").screenshot())


def _keep(name: str, picture: bytes) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / name).write_bytes(picture)
    heavy = f"  (more than {LARGEST:,})" if len(picture) > LARGEST else ""
    print(f"docs/pictures/{name}: {len(picture):,} bytes{heavy}")


def main(wanted: str) -> None:
    """Make all pictures whose name begins with `wanted`; `ui` takes those of the page of parts, for the tests."""
    django.setup()
    with time_machine.travel(MORNING):
        call_command("demo", stdout=io.StringIO())
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        if wanted == "ui":
            browser.close()
            renew(playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS)), address)
            return
        for language in LANGUAGES:
            for name, draw in PICTURES.items():
                if name.startswith(wanted):
                    _keep(f"{name}.{language}.png", draw(Visit(browser, address, language)))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
