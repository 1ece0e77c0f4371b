"""The lines that stand in what was asked for, and those of the demonstration: each is understood without asking."""

from __future__ import annotations

from typing import Any

import pytest
from tests.books.line.judging import understand

BAG = 25_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jual 12 syal @45rb", {"kind": "sale", "amount": 540_000, "quantity": 12, "unit_price": 45_000}),
        (
            "beli benang 1,5jt utang pak Budi",
            {"kind": "purchase", "amount": 1_500_000, "settlement": "credit", "party": "pak Budi", "item": "benang"},
        ),
        ("gaji Siti 600rb", {"kind": "wage", "amount": 600_000, "party": "Siti"}),
        ("ambil buat dapur 250rb", {"kind": "drawing", "amount": 250_000}),
        ("bu Tini bayar utang 500rb", {"kind": "receipt", "amount": 500_000, "party": "bu Tini"}),
        (
            "kemarin jual 2 kodi kaos @30rb transfer",
            {"kind": "sale", "amount": 1_200_000, "settlement": "bank", "day": -1, "unit": "kodi"},
        ),
        ("jual meja 4jt DP 1jt", {"kind": "sale", "amount": 4_000_000, "settlement": "part", "paid": 1_000_000}),
        (
            "beli benang 1,5jt utang toko Benang Jaya",
            {"kind": "purchase", "settlement": "credit", "party": "toko Benang Jaya"},
        ),
        (
            "bu Tini ambil 20 syal @42rb bon",
            {"kind": "sale", "amount": 840_000, "settlement": "credit", "party": "bu Tini"},
        ),
        ("cair KUR BRI 8 juta ke rekening", {"kind": "loan", "amount": 8_000_000, "settlement": "bank"}),
        ("beli mesin rajut 6,5jt transfer", {"kind": "asset", "amount": 6_500_000, "settlement": "bank"}),
        (
            "cicilan KUR BRI pokok 400rb + bunga 60rb transfer",
            {"kind": "loan_repayment", "amount": 460_000, "principal": 400_000, "interest": 60_000},
        ),
        (
            "setor tunai ke BRI 1,5jt",
            {"kind": "transfer", "amount": 1_500_000, "source": "cash", "target": "bank"},
        ),
        (
            "toko Melati ambil 15 sweter @175rb DP 1jt",
            {"kind": "sale", "amount": 2_625_000, "settlement": "part", "paid": 1_000_000, "party": "toko Melati"},
        ),
        ("retur syal 2 biji dari bu Tini 84rb", {"kind": "sale_return", "amount": 84_000, "party": "bu Tini"}),
        ("bantuan dinas 1jt transfer", {"kind": "grant", "amount": 1_000_000, "settlement": "bank"}),
        (
            "toko Melati bayar utang 800rb transfer",
            {"kind": "receipt", "amount": 800_000, "party": "toko Melati", "settlement": "bank"},
        ),
        (
            "bayar utang toko Benang Jaya 1jt transfer",
            {"kind": "payment", "amount": 1_000_000, "party": "toko Benang Jaya", "settlement": "bank"},
        ),
        ("Siti bayar kasbon 100rb", {"kind": "receipt", "amount": 100_000, "party": "Siti"}),
        ("kasbon Siti 200rb", {"kind": "advance", "amount": 200_000, "party": "Siti"}),
        ("servis mesin rajut 150rb", {"kind": "expense", "amount": 150_000, "category": "repair"}),
        ("bayar sekolah anak 400rb", {"kind": "drawing", "amount": 400_000}),
        ("jual 7 topi @35rb qris", {"kind": "sale", "amount": 245_000, "settlement": "ewallet"}),
        ("bensin 30rb", {"kind": "expense", "amount": 30_000, "category": "transport"}),
        ("makan siang 45rb", {"kind": "expense", "amount": 45_000, "category": "food"}),
        ("beli kancing 50rb", {"kind": "purchase", "amount": 50_000}),
        ("tarik ATM 700rb buat bayar tukang", {"kind": "transfer", "amount": 700_000, "target": "cash"}),
        ("token listrik workshop 200rb", {"kind": "expense", "amount": 200_000}),
        ("ambil kain 3 roll di pak Ahin 5,4jt, bayarnya bulan depan", {"kind": "purchase", "settlement": "credit"}),
        ("Menyetorkan kas ke bank Rp2.000.000", {"kind": "transfer", "amount": 2_000_000}),
        ("Penyertaan modal Rp5.000.000", {"kind": "capital", "amount": 5_000_000}),
    ],
)
def test_examples_are_understood(text: str, expected: dict[str, Any]) -> None:
    (entry,) = understand(text).entries
    got = entry.to_json()
    assert entry.question is None
    assert {name: got.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("spelled", "value"),
    [
        ("25rb", BAG),
        ("25 ribu", BAG),
        ("25k", BAG),
        ("25.000", BAG),
        ("Rp 25.000,-", BAG),
        ("dua puluh lima ribu", BAG),
        ("duapuluh lima ribu", BAG),
        ("jigo", BAG),
        ("1.250.000", 1_250_000),
        ("1,5jt", 1_500_000),
        ("2jt5", 2_500_000),
        ("2 jt", 2_000_000),
        ("3 juta", 3_000_000),
        ("setengah juta", 500_000),
        ("sejuta", 1_000_000),
        ("gopek", 500),
        ("ceban", 10_000),
        ("goban", 50_000),
        ("tigapuluh rebu", 30_000),
        ("45rban", 45_000),
    ],
)
def test_amounts_as_people_write_them(spelled: str, value: int) -> None:
    (entry,) = understand(f"jual tas {spelled}").entries
    assert (entry.kind, entry.amount) == ("sale", value)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM jual WHERE harga=50000",
        "'; DROP TABLE jual; INSERT INTO kas VALUES (50000); --",
        "besok beli benang 200rb",
        "gaji Siti 600rb lusa",
        "Penyusutan peralatan Rp100.000",
        "kulit sekarang 21rb, naik lagi",
        "jangan lupa gaji Siti 600rb",
    ],
)
def test_what_records_nothing_is_asked_about(text: str) -> None:
    (entry,) = understand(text).entries
    assert entry.kind is None
    assert entry.question is not None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("jual kaos 10 biji 40rb satunya", 400_000),
        ("beli gesper 50 biji 3500an", 175_000),
        ("opak 11 biji @4rb", 44_000),
    ],
)
def test_a_price_of_each_is_multiplied(text: str, amount: int) -> None:
    assert understand(text).entries[0].amount == amount


@pytest.mark.parametrize(("text", "kind"), [("+50rb jual kaos", "sale"), ("-20rb parkir", "expense")])
def test_a_leading_sign_says_in_or_out(text: str, kind: str) -> None:
    assert understand(text).entries[0].kind == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "jual 3 lusin kaos 25rb dp 500rb bu Ani",
            {"kind": "sale", "amount": 900_000, "settlement": "part", "paid": 500_000, "party": "bu Ani"},
        ),
        (
            "jual 3 lusin kaos @25rb dp 500rb bu Ani",
            {"kind": "sale", "amount": 900_000, "settlement": "part", "paid": 500_000, "party": "bu Ani"},
        ),
        (
            "bu Rina pesan 20 syal @40rb dp 200rb",
            {"kind": "deposit", "amount": 200_000, "direction": "in", "party": "bu Rina"},
        ),
        ("bayar upah borongan 4 orang masing2 150rb", {"kind": "wage", "amount": 600_000}),
        ("upah 4 orang masing-masing 150rb", {"kind": "wage", "amount": 600_000}),
        ("upah 4 orang per orang 150rb", {"kind": "wage", "amount": 600_000}),
        ("upah 4 orang tiap orang 150rb", {"kind": "wage", "amount": 600_000}),
        ("upah 4 orang seorang 150rb", {"kind": "wage", "amount": 600_000}),
        ("upah 4 orang @150rb", {"kind": "wage", "amount": 600_000}),
        ("pindah 2jt dari bank ke kas", {"kind": "transfer", "amount": 2_000_000, "source": "bank", "target": "cash"}),
        (
            "bayar cicilan KUR 850rb bunga 50rb",
            {"kind": "loan_repayment", "amount": 850_000, "principal": 800_000, "interest": 50_000},
        ),
        ("beli kancing 3 gross 45.000", {"kind": "purchase", "amount": 45_000}),
        ("bayar listrik bulan lalu 300rb", {"kind": "expense", "amount": 300_000}),
    ],
)
def test_no_amount_is_dropped_or_taken_for_another(text: str, expected: dict[str, Any]) -> None:
    (entry,) = understand(text).entries
    assert {name: getattr(entry, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("jual 3 kodi kaos 25rb", [1_500_000, 75_000, 25_000]),
        ("jual kaos 25rb dp 500rb", [25_000, 500_000]),
        ("bulan lalu jual syal 45rb", [45_000]),
        ("jual 10 kaos", [None]),
        ("nitip jual 10 syal", [None]),
    ],
)
def test_what_cannot_be_known_is_asked_with_its_choices(text: str, amounts: list[int | None]) -> None:
    (entry,) = understand(text).entries
    assert entry.kind is None
    assert entry.question is not None
    assert [(choice.kind, choice.amount) for choice in entry.choices] == [("sale", amount) for amount in amounts]


def test_an_advance_cut_from_a_wage_is_kept_beside_it() -> None:
    wage, cut = understand("gaji Siti 600rb potong kasbon 200rb").entries
    assert (wage.kind, wage.amount, wage.party) == ("wage", 600_000, "Siti")
    assert (cut.kind, [choice.kind for choice in cut.choices]) == (None, ["receipt", "advance"])
