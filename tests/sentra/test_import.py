"""An officer brings members in from a spreadsheet as it is, mends what is bad, and can take it all back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.support import people

from guyub.kernel.errors import Conflict, NotAllowed
from guyub.kernel.tables import read_table
from guyub.openlog.models import Record
from guyub.sentra import actions
from guyub.sentra.models import Enterprise, Import, JointWork, Sentra

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MESSY = """DAFTAR ANGGOTA,,,,,
,,,,,
Nama Usaha,Pemilik,No HP,Produk,Kapasitas,Diterima
 Rajut Melati ,SRI WAHYUNI,0812-3456-7890 / 0857 1111 2222,Syal,"1.500",2500000
Rajut Kenanga,Tuti,-,"Syal, Topi",60,
Rajut Dahlia,Ani,,Topi,-5,
Rajut Anggrek,Wati,,Topi,banyak,
JUMLAH,,,,1560,
"""


@pytest.fixture
def sentra() -> Sentra:
    return Sentra.objects.create(name="Sentra Rajut")


def _listed(sentra: Sentra, text: str = MESSY) -> tuple[Import, object]:
    officer = people.officer(sentra)
    table = read_table(text.encode(), "anggota.csv")
    return actions.upload_members(officer, sentra, table, at=NOW), officer


def test_good_rows_come_in_bad_rows_stay_out_with_their_reason(sentra: Sentra) -> None:
    listed, officer = _listed(sentra)
    directory = actions.read_import(listed)
    assert {problem.row for problem in directory.problems} == {6, 7}
    assert actions.confirm_import(officer, listed, at=NOW) == 2
    melati = Enterprise.objects.get(name="Rajut Melati")
    assert (melati.owner_name, melati.phone) == ("Sri Wahyuni", "+6281234567890")
    assert melati.abilities.get().capacity == 1500
    assert JointWork.objects.get(enterprise=melati).value == 2_500_000
    assert set(Enterprise.objects.values_list("name", flat=True)) == {"Rajut Melati", "Rajut Kenanga"}


def test_nothing_is_taken_in_before_the_officer_confirms(sentra: Sentra) -> None:
    _listed(sentra)
    assert not Enterprise.objects.exists()


def test_a_bad_row_can_be_mended_or_left_out(sentra: Sentra) -> None:
    listed, officer = _listed(sentra)
    actions.correct_import(officer, listed, {6: {"capacity": "5"}}, [7])
    listed.refresh_from_db()
    directory = actions.read_import(listed)
    assert not directory.problems
    assert [row.name for row in directory.rows] == ["Rajut Melati", "Rajut Kenanga", "Rajut Dahlia"]


def test_a_whole_import_can_be_taken_back(sentra: Sentra) -> None:
    listed, officer = _listed(sentra)
    actions.confirm_import(officer, listed, at=NOW)
    assert actions.undo_import(officer, listed, at=NOW) == 2
    assert not Enterprise.objects.exists()
    assert not JointWork.objects.exists()
    assert list(Record.objects.order_by("number").values_list("act", flat=True)) == ["import-members", "undo-import"]
    with pytest.raises(Conflict):
        actions.undo_import(officer, listed, at=NOW)


def test_an_import_whose_members_can_sign_in_is_not_taken_back(sentra: Sentra) -> None:
    listed, officer = _listed(sentra)
    actions.confirm_import(officer, listed, at=NOW)
    actions.let_owner_in(officer, sentra, Enterprise.objects.get(name="Rajut Melati"), "0812", "sandi panjang", at=NOW)
    with pytest.raises(Conflict):
        actions.undo_import(officer, listed, at=NOW)
    assert Enterprise.objects.count() == 2


def test_the_same_list_again_brings_in_nobody_twice(sentra: Sentra) -> None:
    listed, officer = _listed(sentra)
    actions.confirm_import(officer, listed, at=NOW)
    again = actions.upload_members(officer, sentra, read_table(MESSY.encode(), "anggota.csv"), at=NOW)
    directory = actions.read_import(again)
    assert not directory.rows
    assert {problem.row for problem in directory.problems} == {4, 5, 6, 7}


def test_an_officer_of_another_sentra_cannot_import_here(sentra: Sentra) -> None:
    listed, __ = _listed(sentra)
    stranger = people.officer(Sentra.objects.create(name="Lain"))
    with pytest.raises(NotAllowed):
        actions.confirm_import(stranger, listed, at=NOW)


def test_the_pages_lead_from_upload_to_members_and_give_bad_rows_back(sentra: Sentra) -> None:
    client = people.signed_in(people.officer(sentra))
    file = SimpleUploadedFile("anggota.csv", MESSY.encode())
    there = client.post(reverse("import_upload", args=[sentra.id]), {"file": file})
    page = client.get(there.url)
    assert "Rajut Melati" in page.content.decode()
    assert "Baris 6" in page.content.decode()
    listed = Import.objects.get()
    client.post(there.url, {"cell-6-capacity": "12", "leave-7": "1"})
    rejects = client.get(reverse("import_rejects", args=[listed.id]))
    assert rejects["Content-Type"].endswith("sheet")
    client.post(reverse("import_confirm", args=[listed.id]))
    members = client.get(reverse("members", args=[sentra.id])).content.decode()
    assert all(name in members for name in ("Rajut Melati", "Rajut Kenanga", "Rajut Dahlia"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "kosong"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "bukan"),
        (b"produk,kapasitas\nSyal,3\n", "tidak ditemukan"),
        (b"x" * (50 * 1024 * 1024), "besar"),
    ],
    ids=["empty", "picture", "missing column", "50 MB"],
)
def test_a_file_that_cannot_be_read_says_so_at_the_field(sentra: Sentra, content: bytes, says: str) -> None:
    client = people.signed_in(people.officer(sentra))
    page = client.post(
        reverse("import_upload", args=[sentra.id]), {"file": SimpleUploadedFile("anggota.xlsx", content)}
    )
    assert page.status_code == 400
    assert says in page.content.decode()
    assert 'id="id_file_error"' in page.content.decode()
    assert not Import.objects.exists()


def test_the_demo_list_comes_in_with_its_faults_named(sentra: Sentra) -> None:
    officer = people.officer(sentra)
    file = Path(__file__).parents[2] / "examples" / "anggota.xlsx"
    listed = actions.upload_members(officer, sentra, read_table(file), at=NOW)
    directory = actions.read_import(listed)
    assert len(directory.rows) >= 20
    assert directory.problems
    assert actions.confirm_import(officer, listed, at=NOW) == len(directory.rows)
