"""Filters and parts every template has: numbers as the reader writes them, and the pieces pages are made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField, CheckboxInput, RadioSelect
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from guyub.kernel import words
from guyub.kernel.charts.progress import bar_svg

register = template.Library()


@register.filter
def rupiah(amount: int | None) -> str:
    """`Rp 1.250.000`; nothing for None."""
    return "" if amount is None else words.show_rupiah(int(amount), words.reader_language())


@register.filter
def rupiah_short(amount: int | None) -> str:
    """`Rp 28,6 jt`, for a chart or a warning where the exact amount stands beside it in a table."""
    return "" if amount is None else words.show_rupiah_short(int(amount), words.reader_language())


@register.filter
def number(value: Any) -> str:
    """1.500 or 1,500; decimals only where there are any."""
    if isinstance(value, Decimal):  # with the zeros that a table keeps
        return words.show_decimal(float(value), words.reader_language(), 3)
    return "" if value is None else words.show(value, words.reader_language())


@register.filter
def pieces(count: int | None) -> str:
    """`1.500 buah`."""
    if count is None:
        return ""
    return ngettext("%(n)s buah", "%(n)s buah", count) % {"n": number(count)}


@register.filter
def quantity(micro: int | None) -> str:
    """Millionths of a unit as a number of units: 2,5 for 2500000."""
    return "" if micro is None else words.show_decimal(micro / 1_000_000, words.reader_language(), 3)


@register.filter
def percent(share: float | Fraction | None) -> str:
    """`64 %` for 0.64; one decimal where it says something (`0,3 %`)."""
    if share is None:
        return ""
    hundred = float(share) * 100
    shown = words.show_decimal(hundred, words.reader_language(), 0 if abs(hundred) >= 10 else 1)
    return f"{shown}\N{NO-BREAK SPACE}%"


@register.filter
def percent_fine(share: float | Fraction | None) -> str:
    """As `percent`, for what is small by nature: `0,02 %`, and `kurang dari 0,001 %` rather than a false zero."""
    if share is None:
        return ""
    hundred = abs(float(share)) * 100
    if hundred >= 1 or hundred == 0:
        return percent(share)
    language = words.reader_language()
    if hundred < 0.001:
        least = f"{words.show_decimal(0.001, language, 3)}\N{NO-BREAK SPACE}%"
        return gettext("kurang dari %(least)s") % {"least": least}
    return f"{words.show_decimal(float(share) * 100, language, 3)}\N{NO-BREAK SPACE}%"


@register.simple_tag
def languages() -> list[tuple[str, str]]:
    """The languages there are, each by the name it calls itself."""
    return list(settings.LANGUAGES)


@register.filter
def day(value: Any) -> str:
    """3 Desember 2026."""
    return "" if value is None else words.show_date(value, words.reader_language())


@register.simple_tag
def today() -> str:
    """The date of today, as `day` writes it."""
    return day(timezone.localdate())


@register.filter
def moment(value: datetime | None) -> str:
    """3 Desember 2026, 14.05, in the current time zone."""
    if value is None:
        return ""
    here = timezone.localtime(value)
    language = words.reader_language()
    return f"{words.show_date(here.date(), language)}, {words.show_time(here.hour, here.minute, language)}"


@register.filter
def say(value: Any) -> str:
    """Words (also as kept in a JSON field) in the reader's language; several are joined by spaces."""
    if isinstance(value, Mapping) and "text" in value:
        return str(words.Words.from_json(value))
    if isinstance(value, list | tuple):
        return " ".join(say(each) for each in value)
    return "" if value is None else str(value)


@register.filter
def unbroken(text: object) -> int:
    """The length of the longest part of a text that cannot go on the next line."""
    return max(map(len, str(text).split(" ")))


@register.filter
def initials(name: str) -> str:
    """`RM` for Rajut Melati."""
    first = [word[0] for word in str(name).split() if word[0].isalnum()]
    return "".join(first[:2]).upper()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of static/icons.svg; always beside words that say the same."""
    return _icon(static("icons.svg"), name)


@lru_cache(maxsize=200)  # a page has some thirty
def _icon(file: str, name: str) -> SafeString:
    return format_html(
        '<svg class="icon" width="20" height="20" aria-hidden="true"><use href="{}#{}"/></svg>', file, name
    )


@register.simple_tag
def progress(done: float, whole: float, label: str) -> SafeString:
    """A bar that is filled as far as `done` of `whole`; `label` says it in words at its right."""
    return mark_safe(bar_svg(done, whole, label))  # noqa: S308 bar_svg escapes


@register.simple_block_tag
def table(content: str, caption: str, hide_caption: bool = False) -> SafeString:
    """A table that scrolls sideways by itself where it is too wide, reachable by keyboard."""
    return format_html(
        '<div class="table" role="region" tabindex="0" aria-label="{}"><table><caption{}>{}</caption>{}</table></div>',
        caption,
        mark_safe(' class="sr"') if hide_caption else "",
        caption,
        content,
    )


@register.inclusion_tag("parts/field.html")
def field(
    bound: BoundField,
    label: str = "",
    help: str = "",
    pills: bool = False,
    optional: bool | None = None,
    **attributes: Any,
) -> dict[str, Any]:
    """A form field with its label, help and error tied to it. Further arguments become attributes of the input.

    A field that may stay empty says so; `optional=False` keeps that quiet, for instance in a form's spare rows.
    """
    id_ = bound.auto_id
    explained = help or bound.help_text
    errors = list(bound.errors)
    described = " ".join(f"{id_}_{part}" for part, there in (("helptext", explained), ("error", errors)) if there)
    widget = bound.field.widget
    attrs = {name.replace("_", "-"): value for name, value in attributes.items()}
    if described:
        attrs["aria-describedby"] = described
    if bound.field.required:
        attrs["data-need"] = True  # as `required`, which some forms do not use, because a fold may hide the field
    return {
        "id": id_,
        "label": label or bound.label,
        "help": explained,
        "errors": errors,
        "described": described,
        "hidden": bound.is_hidden,
        "single_check": isinstance(widget, CheckboxInput),
        "group": bound.subwidgets if bound.use_fieldset and not bound.is_hidden else None,
        "pills": pills and isinstance(widget, RadioSelect),
        "optional": not bound.field.required if optional is None else optional,
        "widget": bound.as_widget(attrs=attrs),
    }


@register.inclusion_tag("parts/problems.html")
def problems(*forms: BaseForm | list[BaseForm], focus: bool = True) -> dict[str, Any]:
    """Everything to be mended in these forms (or lists of them), with a link to each field; read out at once."""
    general: list[str] = []
    fields: list[dict[str, str]] = []
    for form in [form for some in forms for form in (some if isinstance(some, list) else [some])]:
        for name, messages in form.errors.items():
            if name == "__all__" or form[name].is_hidden:
                general += [str(message) for message in messages]
                continue
            bound = form[name]
            where = bound.auto_id if bound.use_fieldset else bound.id_for_label
            fields += [{"id": where, "label": str(bound.label), "message": str(message)} for message in messages]
    return {"general": general, "fields": fields, "count": len(general) + len(fields), "focus": focus}
