"""Recounting orders: what the counters of every share say against the tallies, inspections and lots behind them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from guyub.books import chart
from guyub.books.models import Book, Entry, Transfer
from guyub.kernel.words import Words, _
from guyub.orders.models import DeliveryItem, Inspection, Settlement, SettlementRow, Share, Tally


def verify_orders() -> Iterator[tuple[Words, list[Words]]]:
    """What was recounted, and a sentence for every share or settlement that does not add up. Counted in SQL."""
    yield _("%(n)s bagian pesanan bersama dihitung ulang.", n=Share.objects.count()), list(_wrong_counters())
    yield _("%(n)s bagi hasil dicocokkan dengan buku.", n=Settlement.objects.count()), list(_wrong_settlements())


def _sum_of(rows: type[Tally] | type[Inspection] | type[DeliveryItem], field: str) -> Coalesce:
    standing = rows.objects.filter(undone_at=None) if rows is Tally else rows.objects.all()
    found = standing.filter(share=OuterRef("pk")).order_by().values("share")
    return Coalesce(Subquery(found.annotate(all=Sum(field)).values("all")), 0)


def _wrong_counters() -> Iterator[Words]:
    counted = Share.objects.annotate(
        count_made=_sum_of(Tally, "made"),
        count_spoiled=_sum_of(Tally, "spoiled"),
        count_passed=_sum_of(Inspection, "passed"),
        count_failed=_sum_of(Inspection, "failed"),
        count_delivered=_sum_of(DeliveryItem, "pieces"),
        count_returned=_sum_of(DeliveryItem, "returned"),
    )
    same = Q()
    for name in ("made", "spoiled", "passed", "failed", "delivered", "returned"):
        same &= Q(**{name: F(f"count_{name}")})
    for share in counted.exclude(same).select_related("enterprise", "line__order").iterator():
        yield _(
            "Pesanan %(order)s, %(name)s, %(product)s: hitungan bagian tidak cocok dengan catatannya.",
            order=share.line.order.number,
            name=share.enterprise.name,
            product=share.line.product,
        )


def _wrong_settlements() -> Iterator[Words]:
    """What a settlement's rows say against what left the hub's book and what came into the members' books."""
    for settlement in Settlement.objects.select_related("order").iterator():
        rows = SettlementRow.objects.filter(settlement=settlement)
        net = rows.aggregate(all=Sum("net"))["all"] or 0
        hub = _posted(settlement, Book.objects.filter(sentra=settlement.order.sentra_id))
        members = _posted(settlement, Book.objects.filter(enterprise__in=rows.values("enterprise")))
        paid = _total(hub.filter(credit__in=chart.MONEY))
        received = _total(members.filter(debit__in=chart.MONEY))
        if not net == paid == received:
            yield _("Bagi hasil pesanan %(order)s tidak cocok dengan buku.", order=settlement.order.number)


def _posted(settlement: Settlement, books: QuerySet[Book]) -> QuerySet[Transfer]:
    """The transfers of a settlement in these books."""
    entry = Entry.objects.filter(book=OuterRef("book"), number=OuterRef("number"), source_id=settlement.id)
    numbers = Entry.objects.filter(book__in=books, source_id=settlement.id)
    return Transfer.objects.filter(Exists(entry), book__in=books, number__in=numbers.values("number"))


def _total(transfers: QuerySet[Transfer]) -> int:
    return transfers.aggregate(all=Sum("amount"))["all"] or 0
