"""How the main pages do on a cheap phone with a slow line, as Lighthouse judges them.

`python benchmarks/lighthouse.py [--times 3] [--page write]` installs Lighthouse (npm, Node 18 to 22) beside this file
on its first run, serves the demo from a database of its own, and opens each page as a first visit on the throttled
phone of Lighthouse's mobile profile (slow 4G, a processor four times slower); the server has answered each page
once before. It prints the three scores, bytes over
the wire and seconds until the page can be used, medians of `--times`, beside the limits, and fails when one is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(tempfile.mkdtemp(prefix="guyub-lighthouse-"))
HERE = Path(__file__).resolve().parent / "lighthouse"
os.environ.update(
    GUYUB_DATA=str(FOLDER),
    DATABASE_URL="",
    DJANGO_SETTINGS_MODULE="guyub.web.settings",
    GUYUB_DEBUG="",
    GUYUB_HOSTS="*",
)
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from tests.support.chromium import find_chromium  # noqa: E402

from guyub.orders.links import link_token  # noqa: E402
from guyub.orders.models import Order, Share  # noqa: E402
from guyub.people.models import User  # noqa: E402
from guyub.sentra.models import Sentra  # noqa: E402

SCORES = ("performance", "accessibility", "best-practices")
LEAST_SCORE, MOST_BYTES, MOST_SECONDS = 95, 50_000, 2.0


@dataclass(frozen=True)
class Visit:
    """One opening of a page."""

    scores: tuple[int, ...]
    size: int  # bytes over the wire
    interactive: float  # seconds
    faults: tuple[str, ...]  # rules of accessibility and good practice that the page breaks


def pages() -> dict[str, tuple[str, str]]:
    """By name: who opens it, and where it is."""
    sentra = Sentra.objects.get()
    owner = User.objects.get(username="pemilik")
    draft = Order.objects.filter(state=Order.State.DRAFT).first()
    offer = Share.objects.filter(line__order__state=Order.State.PUBLISHED).select_related("line").first()
    assert draft is not None
    assert offer is not None
    return {
        "welcome": ("", reverse("home")),
        "sign in": ("", reverse("account_login")),
        "offer by link": ("", reverse("offer", args=[link_token(offer.line.order_id, offer.enterprise_id)])),
        "usaha": ("pemilik", reverse("home")),
        "write": ("pemilik", reverse("write")),
        "tally": ("pemilik", reverse("tally", args=[owner.places("owner")[0]])),
        "workshop": ("pemilik", reverse("workshop_home", args=[owner.places("owner")[0]])),
        "desk": ("pengurus", reverse("home")),
        "sentra": ("pengurus", reverse("sentra", args=[sentra.id])),
        "split": ("pengurus", reverse("order_split", args=[draft.id])),
    }


def cookie_of(name: str) -> str:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def serving() -> Iterator[str]:
    """The demo on a free port of this machine, as `guyub serve` serves it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "guyub.cli.main", "serve", "--bind", place]
    server = subprocess.Popen(command)
    try:
        for _try in range(120):
            try:
                urllib.request.urlopen(f"http://{place}/hidup/", timeout=5).close()
                break
            except OSError:
                time.sleep(0.5)
        yield f"http://{place}"
    finally:
        server.terminate()
        server.wait()


def seen_once(url: str, cookie: str) -> None:
    """Have the server work out what it keeps for everybody, such as the four splits of a draft."""
    asked = urllib.request.Request(url, headers={"Cookie": cookie})  # noqa: S310 - this machine
    urllib.request.urlopen(asked, timeout=180).close()  # noqa: S310


def visit(url: str, cookie: str) -> Visit:
    """Open the page once, with nothing kept from before."""
    report = FOLDER / "report.json"
    flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
    command = [str(HERE / "node_modules" / ".bin" / "lighthouse"), url, "--quiet", "--output=json"]
    command += [f"--output-path={report}", f"--only-categories={','.join(SCORES)}", f"--chrome-flags={flags}"]
    if cookie:
        command.append("--extra-headers=" + json.dumps({"Cookie": cookie}))
    environment = {**os.environ, "CHROME_PATH": find_chromium() or ""}
    subprocess.run(command, check=True, env=environment)
    told: dict[str, Any] = json.loads(report.read_text())
    requests = told["audits"]["network-requests"]["details"]["items"]
    return Visit(
        tuple(round(100 * (told["categories"][name]["score"] or 0)) for name in SCORES),
        int(sum(each.get("transferSize", 0) for each in requests)),
        told["audits"]["interactive"]["numericValue"] / 1000,
        tuple(_faults(told)),
    )


def _faults(told: dict[str, Any]) -> Iterator[str]:
    for name in SCORES[1:]:
        for rule in told["categories"][name]["auditRefs"]:
            if rule["weight"] and told["audits"][rule["id"]]["score"] == 0:
                items = told["audits"][rule["id"]].get("details", {}).get("items", [{}])
                yield f"{rule['id']}: {items[0].get('node', {}).get('snippet', '')}"


def median(visits: list[Visit]) -> Visit:
    return Visit(
        tuple(int(statistics.median(scores)) for scores in zip(*(each.scores for each in visits), strict=True)),
        int(statistics.median(each.size for each in visits)),
        statistics.median(each.interactive for each in visits),
        tuple(dict.fromkeys(fault for each in visits for fault in each.faults)),
    )


def is_within(name: str, seen: Visit) -> bool:
    in_time = name != "write" or seen.interactive <= MOST_SECONDS
    return min(seen.scores) >= LEAST_SCORE and seen.size <= MOST_BYTES and in_time


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--page", default="", help="only pages whose name contains this")
    given = parser.parse_args()
    if not (HERE / "node_modules").exists():
        npm = ["npm", "ci", "--omit=dev", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(npm, cwd=HERE, check=True)
    call_command("migrate", verbosity=0)
    call_command("demo", verbosity=0)
    print(f"{'page':>14} {'perform.':>9} {'access.':>8} {'practices':>10} {'bytes':>7} {'usable in s':>12}")
    missed = []
    with serving() as address:
        for name, (person, path) in pages().items():
            if given.page not in name:
                continue
            cookie = cookie_of(person) if person else ""
            seen_once(address + path, cookie)
            seen = median([visit(address + path, cookie) for _time in range(given.times)])
            within = is_within(name, seen)
            missed += [] if within else [name]
            performance, access, practices = seen.scores
            row = f"{name:>14} {performance:>9} {access:>8} {practices:>10} {seen.size:>7} {seen.interactive:>12.2f}"
            print(row if within else f"{row}  beyond the limit", *seen.faults, sep="\n  ", flush=True)
    least = " ".join(f"{LEAST_SCORE:>{width}}" for width in (9, 8, 10))
    print(f"{'limit':>14} {least} {MOST_BYTES:>7} {MOST_SECONDS:>12.2f} (write)")
    return 1 if missed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
