"""What an owner settles once for their book: a target, their own salary, who the taxpayer is, what the house shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from guyub.books import writing
from guyub.books.models import TAXPAYERS, Book, SharedCost
from guyub.books.rules.meaning import CATEGORIES
from guyub.kernel.errors import Problem
from guyub.kernel.numbers import MOST_RUPIAH
from guyub.kernel.words import Rupiah, _
from guyub.people.access import Person, require

# The final income tax of small firms began in July 2013 (PP 46/2013).
FIRST_TAX_YEAR = 2013
SHARED_ACCOUNTS = tuple(dict.fromkeys(CATEGORIES.values()))


@dataclass(frozen=True, slots=True)
class Settings:
    """All of them, as they shall be. Rupiah a month; None and "" for what is not said.

    `shared` is the workshop's percentage of a cost by account; an account that is missing, or at 100, is not shared.
    """

    sales_target: int | None
    owner_salary: int | None
    taxpayer: str
    taxed_since: int | None
    shared: Mapping[str, int]


def settings_of(book: Book) -> Settings:
    """How they are now."""
    shared = dict(SharedCost.objects.filter(book=book).values_list("account", "business_percent"))
    return Settings(book.sales_target, book.owner_salary, book.taxpayer, book.taxed_since, shared)


@transaction.atomic
def save_settings(by: Person, book: Book, new: Settings, *, today: date) -> None:
    """Keep the settings; they count from the next entry on. Raises NotAllowed, and Problem at the field."""
    require(by, "keep books", book)
    _check(new, today)
    writing.lock(book)
    book.sales_target, book.owner_salary = new.sales_target, new.owner_salary
    book.taxpayer, book.taxed_since = new.taxpayer, new.taxed_since
    book.save(update_fields=["sales_target", "owner_salary", "taxpayer", "taxed_since"])
    SharedCost.objects.filter(book=book).delete()
    SharedCost.objects.bulk_create(
        SharedCost(book=book, account=account, business_percent=percent)
        for account, percent in sorted(new.shared.items())
        if percent < 100
    )


def save_salary(by: Person, book: Book, salary: int | None) -> None:
    """Keep what the owner means to take home each month, in rupiah; None for no fixed salary."""
    require(by, "keep books", book)
    _check_rupiah(salary, "owner_salary")
    book.owner_salary = salary
    book.save(update_fields=["owner_salary"])


def _check(new: Settings, today: date) -> None:
    _check_rupiah(new.sales_target, "sales_target")
    _check_rupiah(new.owner_salary, "owner_salary")
    if new.taxpayer and new.taxpayer not in TAXPAYERS:
        raise Problem(_("Pilih bentuk usahanya."), "taxpayer")
    if new.taxed_since is not None and not FIRST_TAX_YEAR <= new.taxed_since <= today.year:
        raise Problem(
            _("Isi tahun antara %(first)s dan %(last)s.", first=str(FIRST_TAX_YEAR), last=str(today.year)),
            "taxed_since",
        )
    for account, percent in new.shared.items():
        if account not in SHARED_ACCOUNTS or not 0 <= percent <= 100:
            raise Problem(_("Isi bagian usaha antara 0 dan 100 persen."), f"share_{account}")


def _check_rupiah(amount: int | None, field: str) -> None:
    if amount is not None and not 0 <= amount <= MOST_RUPIAH:
        raise Problem(_("Isi antara nol dan %(most)s.", most=Rupiah(MOST_RUPIAH)), field)
