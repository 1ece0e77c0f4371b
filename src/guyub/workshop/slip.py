"""A slip on paper, as a picture and as text for a chat, all from the same lines."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import typst
from django.utils.translation import gettext, override

from guyub.books.rules.meaning import PLACE_NAMES
from guyub.kernel.words import SOURCE_LANGUAGE, Days, Words, render, show, show_date, show_decimal, show_rupiah
from guyub.workshop.models import PayRun, Slip, SlipLine

TEMPLATE = Path(__file__).with_name("slip.typ")
SHARP = 216  # pixels an inch: readable when a chat shrinks it


def slip_pdf(slip: Slip, language: str) -> bytes:
    """The slip as PDF bytes. What people typed goes in as data only, never as markup."""
    return typst.compile(TEMPLATE, format="pdf", sys_inputs=_inputs(slip, language))


def slip_picture(slip: Slip, language: str) -> bytes:
    """The same page as a PNG."""
    made = typst.compile(TEMPLATE, format="png", ppi=SHARP, sys_inputs=_inputs(slip, language))
    return made if isinstance(made, bytes) else made[0]


def _inputs(slip: Slip, language: str) -> dict[str, str]:
    run = slip.run
    lines = [
        [render(Words.from_json(line.words), language), _reckoned(line, language), show_rupiah(line.amount, language)]
        for line in slip.lines.all()
    ]
    sums = [[gettext("Upah"), show_rupiah(slip.gross, language)]] if slip.advance else []
    if slip.advance:
        sums.append([gettext("Kasbon dipotong"), show_rupiah(-slip.advance, language)])
    sheet = {
        "lang": language,
        "title": title_of(slip),
        "enterprise": run.enterprise.name,
        "name": slip.worker.name,
        "facts": [
            [gettext("Untuk"), _span(run, language)],
            [gettext("Dibayar"), f"{show_date(run.day, language)}, {render(PLACE_NAMES[run.place], language)}"],
        ],
        "lines": lines,
        "sums": sums,
        "net": [gettext("Diterima"), show_rupiah(slip.net, language)],
        "undone": gettext("Pembayaran ini dibatalkan.") if slip.undone_at else "",
    }
    return {"slip": json.dumps(sheet)}


def title_of(slip: Slip) -> str:
    """What the slip is called, in the reader's language."""
    return gettext("Slip THR") if slip.run.kind == PayRun.Kind.HOLIDAY else gettext("Slip upah")


def _span(run: PayRun, language: str) -> str:
    if run.kind == PayRun.Kind.HOLIDAY:
        return gettext("hari raya %(day)s") % {"day": show_date(run.last, language)}
    return show(Days(run.first, run.last), language)


def _reckoned(line: SlipLine, language: str) -> str:
    """`63 x Rp 3.000`, `134 / 12 x Rp 15.000`; empty for what is not reckoned by number and rate."""
    if line.quantity_micro is None or line.rate is None:
        return ""
    number = show_decimal(line.quantity_micro / 1_000_000, language, 3)
    per = f" / {line.rate_per}" if line.rate_per > 1 else ""
    return f"{number}{per} \N{MULTIPLICATION SIGN} {show_rupiah(line.rate, language)}"


def chat_link(slip: Slip) -> str:
    """A chat to the worker with the slip as text, always in Indonesian; without a number WhatsApp asks whom to send.

    The text is quoted whole, so nothing a person typed can become another part of the address.
    """
    return f"https://wa.me/{slip.worker.phone.lstrip('+')}?text={quote(slip_text(slip))}"


def slip_text(slip: Slip) -> str:
    """The slip as a message."""
    language = SOURCE_LANGUAGE
    with override(language):
        told = [f"*{title_of(slip)}, {slip.run.enterprise.name}*", slip.worker.name, _span(slip.run, language), ""]
        for line in slip.lines.all():
            words, how = render(Words.from_json(line.words), language), _reckoned(line, language)
            told.append(f"- {words}{f' ({how})' if how else ''}: {show_rupiah(line.amount, language)}")
        if slip.advance:
            told.append(f"- {gettext('Kasbon dipotong')}: {show_rupiah(-slip.advance, language)}")
        paid = f"{gettext('Diterima')}: {show_rupiah(slip.net, language)}"
        told += ["", f"*{paid}*", f"{gettext('Dibayar')}: {show_date(slip.run.day, language)}"]
    return "\n".join(told)
