"""Bengkel: what was made today beside what should have been, and the way to every other page of the workshop."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from guyub.books.pages.common import page_of
from guyub.people.access import allowed
from guyub.workshop.pages.common import workshop_or_404

# Title, sentence, address.
Way = tuple[str, str, str]


@login_required
def home(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """The board of today."""
    shop = workshop_or_404(request, enterprise, "work")
    runs = allowed(request.user, "run workshop", shop.enterprise)
    context = {"room": "workshop", "enterprise": shop.enterprise, "runs": runs, "ways": ways(shop.pk, runs=runs)}
    return render(request, "workshop/board.html", context)


def ways(enterprise: uuid.UUID, *, runs: bool) -> list[tuple[str, list[Way]]]:
    """The other pages of the workshop in groups; who does not run it is shown what is for everybody who works here."""
    grouped = [
        (
            gettext("Pekerjaan"),
            [
                ("jobs", gettext("Pesanan"), gettext("yang harus dibuat, dan sudah sampai mana"), False),
                ("plan", gettext("Rencana"), gettext("apa dikerjakan kapan, apa yang terlambat"), False),
                ("tasks", gettext("Tugas hari ini"), gettext("siapa membuat apa"), True),
                ("stock", gettext("Stok"), gettext("bahan dan barang jadi"), False),
            ],
        ),
        (
            gettext("Orang"),
            [
                ("workers", gettext("Pekerja"), gettext("siapa bekerja, dan dibayar bagaimana"), False),
                ("pay", gettext("Upah"), gettext("bayar dan slip"), False),
                ("my_pay", gettext("Upah saya"), gettext("slip dan yang belum dibayar"), not runs),
                ("team", gettext("Kelompok"), gettext("siapa mengurus apa"), False),
                ("procedures", gettext("Prosedur"), gettext("cara kerja yang benar, langkah demi langkah"), True),
            ],
        ),
        (
            gettext("Cara membuat"),
            [
                ("products", gettext("Barang dan resep"), gettext("langkah, bahan, biaya, harga"), False),
                ("machines", gettext("Mesin"), gettext("paling banyak, target, dan waktu berhenti"), False),
                ("utilities", gettext("Listrik dan air"), gettext("pemakaian per bulan"), False),
                ("season", gettext("Musim"), gettext("bulan ramai dan sepi"), False),
                ("workshop_settings", gettext("Atur bengkel"), gettext("jam kerja, hari kerja, biaya jam"), False),
            ],
        ),
    ]
    shown = [
        (
            title,
            [
                (label, sentence, page_of(name, enterprise) or page_of(name))
                for name, label, sentence, all_ in rows
                if runs or all_
            ],
        )
        for title, rows in grouped
    ]
    there = [(title, [way for way in found if way[2]]) for title, found in shown]
    return [(title, found) for title, found in there if found]
