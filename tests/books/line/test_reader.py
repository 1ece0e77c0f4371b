"""What a kind and an amount do not show: who, when, how paid, what is asked, what the owner's history teaches."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError
from datetime import date
from typing import Any

import pytest
from tests.books.line.judging import TODAY, understand

from guyub.books.line import Known, read


def _one(text: str) -> dict[str, Any]:
    reading = understand(text)
    assert len(reading.entries) == 1
    return reading.to_json()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jual 12 syal @45rb ke bu Tini", {"quantity": 12, "unit_price": 45_000, "party": "bu Tini", "item": "syal"}),
        ("beli benang 1,5jt utang", {"kind": "purchase", "amount": 1_500_000, "settlement": "credit"}),
        ("kirim roti ke Warung Pak Budi, termin 2 minggu, Rp1.200.000", {"due_days": 14, "party": "Warung Pak Budi"}),
        ("jual meja 4jt DP 1jt sisanya nanti", {"amount": 4_000_000, "settlement": "part", "paid": 1_000_000}),
        ("beli kayu 5jt bayar 2jt dulu sisanya tempo", {"settlement": "part", "paid": 2_000_000}),
        ("Transfer 200rb dari BCA ke ShopeePay", {"kind": "transfer", "source": "bank", "target": "ewallet"}),
        ("tarik tunai 500rb", {"kind": "transfer", "source": "bank", "target": "cash"}),
        ("setor tunai ke BCA 3jt", {"kind": "transfer", "source": "cash", "target": "bank"}),
        ("cicilan KUR: pokok 1jt + bunga 150rb", {"amount": 1_150_000, "principal": 1_000_000, "interest": 150_000}),
        ("terima DP 500rb dari pak Adi", {"kind": "deposit", "direction": "in", "party": "pak Adi"}),
        ("bayar DP kayu ke pak Mulyono 2jt", {"kind": "deposit", "direction": "out", "party": "pak Mulyono"}),
        ("bayar listrik 150rb", {"category": "power"}),
        ("isi bensin 50rb qris", {"category": "transport", "settlement": "ewallet"}),
        ("makan siang 35rb pake gopay", {"category": "food", "settlement": "ewallet", "item": "makan siang"}),
        ("beli 2,5 kg gula 40rb", {"quantity": 2.5, "unit": "kg", "amount": 40_000}),
        ("kopi 25rb", {"kind": "expense", "amount": 25_000, "item": "kopi"}),
        ("senin lalu jual tas 90rb", {"date": "2026-11-16"}),
        ("tgl 25 jual tas 90rb", {"date": "2026-10-25"}),
        ("3/11 jual tas 90rb", {"date": "2026-11-03"}),
        ("kemarin lusa jual tas 90rb", {"day": -2}),
        ("bayar listrik bulan ini 125ribu", {"kind": "expense", "amount": 125_000}),
        ("bayr listrk 200rb", {"kind": "expense", "corrected": {"listrk": "listrik"}}),
    ],
)
def test_details(text: str, expected: dict[str, Any]) -> None:
    got = _one(text)
    assert {name: got.get(name) for name in expected} == expected


def test_a_day_that_is_not_said_is_not_there() -> None:
    assert not {"day", "date", "party", "settlement"} & _one("bayar listrik bulan ini 125ribu").keys()


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("jual 2 kodi kaos @60rb", {120_000, 2_400_000}),  # 3.000 a piece or 60.000 a piece: both are prices
        ("jual 10 kaos @50rb total 450rb", {450_000, 500_000}),
        ("bensin 30", {30, 30_000}),
        ("10000 dan 5000", {10_000, 5_000}),
        ("4m", {4_000_000, 4_000_000_000}),
    ],
)
def test_what_has_two_readings_is_asked_with_both(text: str, amounts: set[int]) -> None:
    reading = understand(text)
    (entry,) = reading.entries
    assert entry.kind is None
    assert entry.question is not None
    assert {choice.amount for choice in entry.choices} in (amounts, set())


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("jual 2 kodi kaos @30rb", 1_200_000),  # 1.500 for a shirt is no price, so it is 30.000 each
        ("jual 2 kodi kaos @900rb", 1_800_000),
        ("jual 2 kodi kaos @60rb per potong", 2_400_000),
        ("jual 2 kodi kaos @60rb/kodi", 120_000),
        ("jual 2 kodi kaos 600rb", 600_000),
    ],
)
def test_a_price_beside_kodi_is_per_piece_unless_that_is_absurd(text: str, amount: int) -> None:
    assert (_one(text)["kind"], _one(text)["amount"]) == ("sale", amount)


def test_whose_debt_it_is_is_asked() -> None:
    entry = understand("utang Budi 50rb").entries[0]
    assert (entry.kind, entry.amount, entry.party) == (None, 50_000, "Budi")
    assert {choice.kind for choice in entry.choices} >= {"sale", "loan"}
    assert "Budi" in str(entry.question)


def test_entries_share_the_day_and_the_way_of_paying() -> None:
    entries = understand("kemarin ayam geprek 25k, es teh 5k, kerupuk 3k pakai cash").entries
    assert [(entry.day, entry.settlement) for entry in entries] == [(-1, "cash")] * 3


def test_several_entries_stand_under_one_name() -> None:
    got = understand("beli kopi 25rb sama bensin 30rb, terus utang Budi 50rb").to_json()
    assert got.keys() == {"entries", "question"}
    assert [entry["amount"] for entry in got["entries"]] == [25_000, 30_000, 50_000]


class TestKnown:
    """The owner's own words win over the vocabulary."""

    KNOWN = Known(
        products=["Kemben Lurik", "Tas Mendong"],
        people={"Siti": "worker", "bu Tini": "customer", "Sinar": "supplier", "Mekar": "lender"},
        habits={"malam": ("purchase", None, "credit"), "kopi": ("purchase", None, None)},
    )

    @pytest.mark.parametrize(
        ("text", "kind", "amount"),
        [
            ("Siti 600rb", "wage", 600_000),
            ("Sinar 300rb", "payment", 300_000),
            ("kemben lurik 150rb", "sale", 150_000),
            ("kopi 250rb", "purchase", 250_000),
            ("bayar Siti 600rb", "wage", 600_000),
        ],
    )
    def test_what_history_teaches(self, text: str, kind: str, amount: int) -> None:
        (entry,) = read(text, TODAY, self.KNOWN).entries
        assert (entry.kind, entry.amount) == (kind, amount)

    def test_a_habit_brings_its_way_of_paying(self) -> None:
        assert read("malam 10 kg 350rb", TODAY, self.KNOWN).entries[0].settlement == "credit"

    def test_own_goods_are_corrected(self) -> None:
        (entry,) = read("jual kembne 3 150rb", TODAY, self.KNOWN).entries
        assert dict(entry.corrected) == {"kembne": "kemben"}

    def test_without_history_it_asks(self) -> None:
        assert understand("Siti 600rb").entries[0].kind is None


def test_readings_are_values() -> None:
    reading = understand("jual syal 45rb")
    assert reading == understand("jual syal 45rb")
    with pytest.raises(FrozenInstanceError):
        reading.entries[0].amount = 1  # type: ignore[misc]
    assert json.loads(json.dumps(reading.to_json())) == reading.to_json()


def test_the_day_of_writing_matters_and_nothing_else() -> None:
    text = "tgl 31 jual tas 90rb"
    assert read(text, date(2026, 11, 23)).entries[0].date == date(2026, 10, 31)
    assert read(text, date(2026, 12, 31)).entries[0].date == date(2026, 12, 31)
