"""Closing a month and opening it again: in order, once, and with all that belongs to it in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from guyub.books import chart, writing
from guyub.books.actions.posting import Source, post_within
from guyub.books.models import Book, Closing
from guyub.books.queries.closing import last_closing, plan_of
from guyub.books.queries.opening import day_before_opening
from guyub.books.queries.stock import refuse_kept
from guyub.books.rules.closing import (
    DEPRECIATION,
    LONGEST_REASON,
    STOCK_COUNT,
    Move,
    Plan,
    between,
    count_words,
    counted,
    tax_words,
    wear_words,
)
from guyub.books.rules.ledger import LARGEST_AMOUNT, client_id_for, last_day
from guyub.books.rules.taxes import ACCRUAL, tax_month_id
from guyub.kernel.errors import Conflict, Problem
from guyub.kernel.words import Rupiah, Words, _
from guyub.people.access import Person, require
from guyub.people.models import User


def close_month(
    by: Person,
    book: Book,
    *,
    month: date,
    client_id: uuid.UUID,
    material: int | None = None,
    goods: int | None = None,
    at: datetime | None = None,
) -> Closing:
    """Close `month`, the oldest that is open: write depreciation, tax owed and the count, then let nothing more in.

    `material` and `goods` are rupiah counted at hand, None when nobody counted. The same `client_id` is answered with
    the first closing. Raises NotAllowed; Problem at `month` for one that has not ended or is not next, at `material`
    or `goods` for a count that cannot be, or where the stock is kept elsewhere; Conflict when somebody else
    closed it, or it was opened again since.
    """
    require(by, "keep books", book)
    with transaction.atomic():
        writing.lock(book)
        book.refresh_from_db(fields=["closed_until", "taxpayer", "taxed_since"])
        # One sender's id may come for several months and from several books; a closing's is taken once among all.
        id_ = client_id_for(book.id, "closing", month.isoformat(), str(client_id))
        first = Closing.objects.filter(pk=id_).first()
        if first is not None:
            return _still_closed(first)
        plan = _checked(book, month, timezone.localdate(at))
        user = by if isinstance(by, User) else None
        _write(book, plan, id_, {"material": material, "goods": goods}, user, at)
        book.closed_until = plan.end
        book.save(update_fields=["closed_until"])
        if user is None:
            raise TypeError("only a person closes a month")
        return Closing.objects.create(pk=id_, book=book, month=month, at=at or timezone.now(), by=user)


def open_again(by: Person, book: Book, *, month: date, why: str, at: datetime | None = None) -> Closing:
    """Open `month`, the last closed one, again. What closing wrote stays; closing again writes only what differs.

    Raises NotAllowed, Problem at `why` without a reason, Conflict when it is not the last closed month.
    """
    require(by, "keep books", book)
    reason = " ".join(why.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Problem(_("Mohon isi alasannya, paling banyak %(most)s huruf.", most=LONGEST_REASON), "why")
    with transaction.atomic():
        writing.lock(book)
        closing = last_closing(book)
        if closing is None or closing.month != month or not isinstance(by, User):
            raise Conflict(_("Hanya bulan terakhir yang ditutup bisa dibuka lagi."))
        closing.opened_at, closing.opened_by, closing.why_opened = at or timezone.now(), by, reason
        closing.save(update_fields=["opened_at", "opened_by", "why_opened"])
        before = last_closing(book)
        book.closed_until = last_day(before.month) if before else day_before_opening(book)
        book.save(update_fields=["closed_until"])
    return closing


def _still_closed(closing: Closing) -> Closing:
    if closing.opened_at is not None:
        raise Conflict(_("Bulan itu sudah dibuka lagi. Mohon muat ulang halamannya."))
    return closing


def _checked(book: Book, month: date, today: date) -> Plan:
    """The plan for `month`, if that is the one to close."""
    if book.closed_until is not None and last_day(month) <= book.closed_until:
        raise Conflict(_("Bulan itu sudah ditutup."))
    plan = plan_of(book, today)
    if plan is None or plan.month != month:
        raise Problem(_("Bulan ditutup berurutan, mulai dari yang paling lama."), "month")
    if not plan.ready:
        raise Problem(_("Bulan ini belum selesai; bisa ditutup sesudah %(day)s.", day=plan.end), "month")
    return plan


def _write(
    book: Book, plan: Plan, closing: uuid.UUID, counts: dict[str, int | None], user: User | None, at: datetime | None
) -> None:
    def post(what: str, words: Words, moves: Sequence[Move], source: Source) -> None:
        if moves:
            id_ = client_id_for(closing, what)
            post_within(book, client_id=id_, day=plan.end, words=words, transfers=moves, source=source, by=user, at=at)

    for each in plan.wear:
        moves = between(chart.DEPRECIATION, chart.DEPRECIATION_SO_FAR, each.amount)
        post(f"wear {each.id}", wear_words(each.name, plan.month), moves, (DEPRECIATION, each.id))
    for field, account, in_books in (
        ("material", chart.MATERIAL_STOCK, plan.material),
        ("goods", chart.FINISHED_STOCK, plan.goods),
    ):
        at_hand = counts[field]
        if at_hand is not None:
            refuse_kept(book, field)
            if not 0 <= at_hand <= LARGEST_AMOUNT:
                raise Problem(_("Jumlah uang paling besar %(most)s.", most=Rupiah(LARGEST_AMOUNT)), field)
            moves = counted(account, at_hand, in_books)
            post(f"count {field}", count_words(plan.month), moves, (STOCK_COUNT, closing))
    source = (ACCRUAL, tax_month_id(book.id, plan.month))
    post("tax", tax_words(plan.month), between(chart.TAX, chart.TAX_PAYABLE, plan.tax or 0), source)
