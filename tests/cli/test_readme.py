"""What the READMEs show of `guyub split` and `guyub parse` is what they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


@pytest.mark.parametrize(("readme", "language"), [("README.md", "en"), ("README.id.md", "id")])
def test_the_readme_shows_what_split_prints(readme: str, language: str) -> None:
    text = (PROJECT / readme).read_text(encoding="utf-8")
    command = re.search(r"\.venv/bin/guyub (split .*)", text)
    shown = re.search(r"```\n(1\. .*?)```", text, re.DOTALL)
    assert command
    assert shown
    printed = subprocess.run(
        [sys.executable, "-m", "guyub.cli.main", *command[1].split()],
        cwd=PROJECT,
        env={**os.environ, "GUYUB_LANG": language},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert [line for line in shown[1].splitlines() if line.strip() != "…" and line not in printed.splitlines()] == []


@pytest.mark.parametrize("readme", ["README.md", "README.id.md"])
def test_the_readme_shows_what_parse_prints(readme: str) -> None:
    text = (PROJECT / readme).read_text(encoding="utf-8")
    said = re.search(r"echo '(.+)' \| \.venv/bin/guyub parse", text)
    shown = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert said
    assert shown
    command = [sys.executable, "-m", "guyub.cli.main", "parse"]
    printed = subprocess.run(command, cwd=PROJECT, input=said[1], capture_output=True, text=True, check=True).stdout
    assert shown[1] == printed
