"""A new installation, made as a newcomer makes it, lets its first person in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SIGN_IN = """
import django
django.setup()
from django.test import Client
answer = Client(HTTP_HOST="127.0.0.1").post("/masuk/", {"login": "tini", "password": "benang-2026"})
print(answer.status_code, answer.headers.get("Location"))
"""


def test_what_migrate_makes_is_all_that_signing_in_needs(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "GUYUB_DATA": str(tmp_path / "data"),
        "GUYUB_PASSWORD": "benang-2026",
        "DJANGO_SETTINGS_MODULE": "guyub.web.settings",
    }

    def run(*arguments: str) -> str:
        done = subprocess.run([sys.executable, *arguments], env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("-m", "guyub.cli.main", "migrate")
    run("-m", "guyub.cli.main", "begin", "Sentra Tenun", "tini")
    assert run("-c", SIGN_IN).split() == ["302", "/"]
