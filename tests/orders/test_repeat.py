"""Anybody can make a published split again, on another machine and without the database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from tests.orders.conftest import Shop
from tests.support import people

from guyub.cli import repeat
from guyub.orders.models import Order
from guyub.people.models import User
from guyub.sentra.models import Sentra


@pytest.fixture
def kept(shop: Shop, tmp_path: Path) -> Path:
    """A downloaded draw of an order with ties, history and promised work."""
    shop.member("Anggrek", 20, received=3_000_000)
    for name in ("Melati", "Dahlia", "Kenanga"):
        shop.member(name, 15, min_lot=7)
    shop.accepted(shop.published(shop.taken(30)))
    order: Order = shop.published(shop.taken(101, seed=5), "catch-up")
    response = people.signed_in(shop.officer).get(reverse("order_draw", args=[order.id, 1]))
    file = tmp_path / "draw.json"
    file.write_bytes(response.content)
    return file


def test_a_downloaded_split_comes_out_the_same(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert repeat.main([str(kept)]) == repeat.SAME
    assert "Sama" in capsys.readouterr().out


def test_a_share_changed_after_the_fact_is_named(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stored = json.loads(kept.read_text())
    stored["outcome"]["shares"][0]["pieces"] += 1
    kept.write_text(json.dumps(stored))
    assert repeat.main([str(kept)]) == repeat.DIFFERENT
    assert stored["outcome"]["shares"][0]["member"] in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "[]", '{"given": {}}', '{"given": {"rule": "lucky"}, "outcome": {}}'])
def test_a_file_that_is_no_draw_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "draw.json"
    file.write_text(text)
    assert repeat.main([str(file)]) == repeat.WRONG_INPUT


def test_a_real_sentra_begins_with_one_command(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUYUB_PASSWORD", "sandi yang panjang")
    call_command("begin", "Sentra Batik", "0812", "--name", "Bu Wati")
    call_command("begin", "Sentra Batik", "0813")
    assert Sentra.objects.get().name == "Sentra Batik"
    assert User.objects.get(username="0812").places("officer") == [Sentra.objects.get().id]
    with pytest.raises(CommandError):
        call_command("begin", "Sentra Batik", "0812")
    monkeypatch.setenv("GUYUB_PASSWORD", "pendek")
    with pytest.raises(CommandError):
        call_command("begin", "Sentra Batik", "0814")
