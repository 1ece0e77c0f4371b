"""What waits for the person who has just opened Guyub: the first thing the first page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from guyub.books.queries.money import Waiting
from guyub.kernel.words import _, reader_language, show_number
from guyub.orders.desk import Desk
from guyub.orders.models import Order
from guyub.orders.queries import MyWork
from guyub.people.models import User
from guyub.people.queries import count_disagreements

Item = tuple[str, str, str]  # title, sentence, address


def waiting_for(user: User, books: Iterable[Waiting], work: Iterable[MyWork], desks: Iterable[Desk]) -> list[Item]:
    """Offers to answer, pieces to make, what an officer's open orders need next, and what the books need."""
    return [*_differing(user), *_for_workshops(work), *_for_officer(desks), *_in_books(list(books))]


def _differing(user: User) -> Iterator[Item]:
    """What two people changed differently."""
    if count := count_disagreements(user):
        sentence = ngettext(
            "%(n)s isian diubah dua orang dengan isi berbeda. Pilih yang dipakai.",
            "%(n)s isian diubah dua orang dengan isi berbeda. Pilih yang dipakai.",
            count,
        )
        yield gettext("Dua isian berbeda"), sentence % {"n": _n(count)}, reverse("differences")


def _in_books(books: Sequence[Waiting]) -> Iterator[Item]:
    """What each book needs, by its matter; whose book it is only who has several must be told."""
    for each in books:
        whose = f" · {each.book.name}" if len(books) > 1 else ""
        for attention in each.attentions:
            about = [] if attention.about is None else [attention.about]
            yield (
                f"{attention.title}{whose}",
                str(attention.words),
                reverse(attention.page, args=[attention.place or each.book.id, *about]),
            )


def _for_workshops(found: Iterable[MyWork]) -> Iterator[Item]:
    for work in found:
        if work.pending:
            sentence = str(_("%(n)s buah ditawarkan kepada Anda. Sanggup?", n=work.pending))
            yield work.order.buyer, sentence, reverse("my_offer", args=[work.order.id, work.enterprise_id])
        if work.to_make > 0:
            sentence = str(_("%(n)s buah belum jadi. Catat yang jadi hari ini.", n=work.to_make))
            yield work.order.buyer, sentence, reverse("order_work", args=[work.order.id])


def _for_officer(desks: Iterable[Desk]) -> Iterator[Item]:
    for desk in desks:
        for sentence, page in _needs(desk):
            yield desk.order.buyer, sentence, reverse(page, args=[desk.order.id])


def _needs(desk: Desk) -> Iterator[tuple[str, str]]:
    """Sentence and page of each thing that waits in one order."""
    if desk.order.state == Order.State.DRAFT:
        yield gettext("Belum dibagi. Bandingkan caranya lalu umumkan."), "order_split"
        return
    if desk.left:
        yield str(_("%(n)s buah belum dipegang siapa pun.", n=desk.left)), "order_offers"
    if desk.pending:
        yield str(_("%(n)s buah menunggu jawaban anggota.", n=desk.pending)), "order_offers"
    if desk.to_inspect:
        yield str(_("%(n)s buah perlu diperiksa.", n=desk.to_inspect)), "order_work"
    if desk.ready:
        yield str(_("%(n)s buah siap diantar.", n=desk.ready)), "order_lots"
    if desk.unbilled:
        yield str(_("%(n)s kiriman belum ditagih.", n=desk.unbilled)), "order_lots"
    if desk.unpaid:
        yield str(_("%(n)s tagihan belum lunas.", n=desk.unpaid)), "order_lots"


def _n(number: int) -> str:
    return show_number(number, reader_language())
