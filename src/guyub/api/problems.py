"""Errors in one shape, `{"problems": [{"field", "words"}]}`, in the language of the request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel, Field

from guyub.kernel.errors import Conflict, NotAllowed, Problem, Problems
from guyub.kernel.words import Words, _


class ProblemOut(BaseModel):
    field: str | None = Field(description="Where: `day`, `transfers.0.amount`; null when it is about all of it.")
    words: str = Field(description="For people, in the language of Accept-Language.")


class ProblemsOut(BaseModel):
    problems: list[ProblemOut]


# What operations may answer besides what they are for.
UNREADABLE = {400: ProblemsOut, 422: ProblemsOut}
STRANGER = {401: ProblemsOut}
OF_BOOK = {401: ProblemsOut, 404: ProblemsOut}
READING = {**OF_BOOK, 422: ProblemsOut}
WRITING = {**OF_BOOK, **UNREADABLE, 403: ProblemsOut, 409: ProblemsOut}

NOT_SIGNED_IN = _("Masuk dulu, atau kirim kunci API yang berlaku.")
NOT_THERE = _("Tidak ada, atau bukan milik Anda.")
NOT_JSON = _("Kiriman ini tidak bisa dibaca sebagai JSON.")
OTHER_METHOD = _("Alamat ini tidak menerima cara kirim yang ini.")
TOO_BIG = _("Kiriman ini terlalu besar.")
STRANGE = _("Nilai ini tidak bisa dibaca.")

# What pydantic found, in our words; the values are its own.
FOUND: Mapping[str, Words] = {
    "missing": _("Mohon diisi."),
    "extra_forbidden": _("Kolom ini tidak dikenal."),
    "int_type": _("Tulis bilangan bulat."),
    "int_parsing": _("Tulis bilangan bulat."),
    "int_from_float": _("Tulis bilangan bulat."),
    "int_parsing_size": _("Bilangan ini terlalu besar."),
    "bool_type": _("Tulis true atau false."),
    "string_type": _("Tulis teks."),
    "string_unicode": _("Ada huruf yang tidak bisa dibaca."),
    "string_pattern_mismatch": _("Bentuknya tidak benar, atau kosong."),
    "list_type": _("Tulis daftar."),
    "model_type": _("Tulis objek JSON."),
    "model_attributes_type": _("Tulis objek JSON."),
    "transfers_or_lines": _("Tulis transfers atau lines, salah satu."),
    "day": _("Tulis tanggal seperti 2026-12-03."),
    "uuid_type": _("Tulis UUID, misalnya 0198a1c2-7d3e-7b41-9c55-2f6d8e0a1b3c."),
    "uuid_parsing": _("Tulis UUID, misalnya 0198a1c2-7d3e-7b41-9c55-2f6d8e0a1b3c."),
}


def install(api: NinjaAPI) -> None:
    """Let every error that an operation raises be answered in the one shape."""

    def of_rules(request: HttpRequest, error: Any) -> HttpResponse:
        return _answer(api, request, _of_problem(error), status(error))

    def of_shape(request: HttpRequest, error: Any) -> HttpResponse:
        return _answer(api, request, _of_shape(error), 422)

    api.add_exception_handler(Problem, of_rules)
    api.add_exception_handler(ValidationError, of_shape)
    said: list[tuple[type[Exception], Words, int]] = [
        (AuthenticationError, NOT_SIGNED_IN, 401),
        (Http404, NOT_THERE, 404),
        (HttpError, NOT_JSON, 400),
        (RequestDataTooBig, TOO_BIG, 400),
    ]
    for kind, words, code in said:
        api.add_exception_handler(kind, _always(api, words, code))


def status(problem: Problem) -> int:
    if isinstance(problem, NotAllowed):
        return 403
    return 409 if isinstance(problem, Conflict) else 400


def as_json(problems: list[tuple[str | None, Words]]) -> dict[str, Any]:
    return {"problems": [{"field": field, "words": str(words)} for field, words in problems]}


def _always(api: NinjaAPI, words: Words, code: int) -> Any:
    def handle(request: HttpRequest, _error: Exception) -> HttpResponse:
        response = _answer(api, request, [(None, words)], code)
        if code == 401:
            response["WWW-Authenticate"] = "Bearer"
        return response

    return handle


def _answer(api: NinjaAPI, request: HttpRequest, problems: list[tuple[str | None, Words]], code: int) -> HttpResponse:
    return api.create_response(request, as_json(problems), status=code)


def _of_problem(error: Problem) -> list[tuple[str | None, Words]]:
    each = error.problems if isinstance(error, Problems) else [error]
    return [(one.field, one.words) for one in each]


def _of_shape(error: ValidationError) -> list[tuple[str | None, Words]]:
    return [(_field(found["loc"]), _said(found)) for found in error.errors]


def _field(place: tuple[str | int, ...]) -> str | None:
    """`transfers.0.amount` for ("body", "new", "transfers", 0, "amount"); a query or path names its field itself."""
    inner = place[2:] if place[:1] == ("body",) else place[1:]
    return ".".join(map(str, inner)) or None


def _said(found: Mapping[str, Any]) -> Words:
    context = found.get("ctx", {})
    match found["type"]:
        case "greater_than_equal":
            return _("Paling sedikit %(least)s.", least=context["ge"])
        case "less_than_equal":
            return _("Paling besar %(most)s.", most=context["le"])
        case "string_too_long" | "too_long":
            return _("Paling panjang %(most)s.", most=context["max_length"])
        case "enum" | "literal_error":
            return _("Pilih salah satu: %(these)s.", these=context["expected"])
        case kind:
            return FOUND.get(kind, STRANGE)
