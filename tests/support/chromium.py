"""What the browser tests need: a Chromium, and a driver that runs.

`python -m tests.support.chromium` says what the machine lacks, and then fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# How it is started: quiet, and drawing letters and colours alike on every machine.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
)
NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")


def _candidates() -> Iterator[str]:
    yield os.environ.get("CHROMIUM", "")
    yield from (shutil.which(name) or "" for name in NAMES)
    own = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    yield from map(str, sorted(own.glob("chromium-*/chrome-linux*/chrome"), reverse=True))


def _runs(program: str | Path) -> bool:
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False, timeout=60).returncode == 0
    except OSError:
        return False


def find_chromium() -> str | None:
    """A Chromium that runs: some distributions ship one that only tells how to get one."""
    return next((program for program in _candidates() if program and _runs(program)), None)


def lacking() -> str | None:
    """The system package without which no page can be opened; None when all is there."""
    if not _runs(Path(sys.executable).with_name("playwright")):
        return "libatomic1"
    return None if find_chromium() else "chromium"


if __name__ == "__main__":
    missing = lacking()
    sys.stdout.write(f"{missing}\n" if missing else "")
    sys.exit(bool(missing))
