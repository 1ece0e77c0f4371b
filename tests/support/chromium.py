"""Where a Chromium for the browser tests is. `python -m tests.support.chromium` prints it, or fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")


def _candidates() -> Iterator[str]:
    yield os.environ.get("CHROMIUM", "")
    yield from (shutil.which(name) or "" for name in NAMES)
    own = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    yield from map(str, sorted(own.glob("chromium-*/chrome-linux*/chrome"), reverse=True))


def _works(program: str) -> bool:
    """Some distributions ship a `chromium` that only tells how to get one."""
    if not program or not Path(program).exists():
        return False
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False, timeout=60).returncode == 0
    except OSError:
        return False


def find_chromium() -> str | None:
    return next(filter(_works, _candidates()), None)


if __name__ == "__main__":
    found = find_chromium()
    sys.stdout.write(f"{found}\n" if found else "")
    sys.exit(not found)
