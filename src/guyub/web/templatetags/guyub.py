"""Filters every template has: numbers, money and dates as the reader writes them."""

from __future__ import annotations

from typing import Any

from django import template

from guyub.kernel import words

register = template.Library()


@register.filter
def rupiah(amount: int | None) -> str:
    """`Rp 1.250.000`; nothing for None."""
    return "" if amount is None else words.show_rupiah(int(amount), words.reader_language())


@register.filter
def number(value: Any) -> str:
    """1.500 or 1,500; decimals only where there are any."""
    return "" if value is None else words.show(value, words.reader_language())


@register.filter
def day(value: Any) -> str:
    """3 Desember 2026."""
    return "" if value is None else words.show_date(value, words.reader_language())
