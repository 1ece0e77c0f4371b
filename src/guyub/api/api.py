"""The API itself: its topics, its description, and one answer for whatever is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.operation import Operation

from guyub import __version__
from guyub.api import problems
from guyub.api.auth import Key, Session

ROOT = "/api/v1/"
DESCRIPTION = """\
Books of workshops and sentra: accounts, entries, statements. Money is whole rupiah, days are ISO dates (2026-12-03).

An entry carries a `client_id`, a UUID that its sender chooses. Sent again with the same content it is answered with the
first entry and status 200, with other content with 409; so whatever was sent without an answer can be sent again.

Errors are `{"problems": [{"field", "words"}]}`: 401 without a valid key or session, 404 for what is not there or not
yours, 403 for a book that you may read but not write, 422 for JSON of another form than described, 400 for what the
books refuse, 409 when it is there already with other content.
"""


class Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Short names, as programs made from the description will call them."""
        return operation.view_func.__name__


api = Api(
    title="Guyub",
    version=__version__,
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    auth=[Key(), Session()],
)
problems.install(api)


def _refuse_unknown_query(operation: Callable[..., Any]) -> Callable[..., Any]:
    """A question that this operation does not know would otherwise be left unanswered without a word."""

    @wraps(operation)
    def asked(request: HttpRequest, *args: Any, **values: Any) -> Any:
        known = {
            name
            for model in operation._ninja_operation.models  # type: ignore[attr-defined]
            if model.__ninja_param_source__ == "query"
            for name in model.__ninja_flatten_map__
        }
        if unknown := sorted(request.GET.keys() - known):
            raise ValidationError([{"type": "extra_forbidden", "loc": ("query", name)} for name in unknown])
        return operation(request, *args, **values)

    return asked


api.add_decorator(_refuse_unknown_query, mode="operation")


@cache
def description() -> dict[str, Any]:
    """The OpenAPI description of every operation."""
    return dict(api.get_openapi_schema(path_prefix=ROOT))


@require_GET
def openapi(_request: HttpRequest) -> HttpResponse:
    return JsonResponse(description())


def one_shape(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Say as every other error that an address does not take this method, which ninja says in plain text."""

    @csrf_exempt  # operations check it themselves, of who has a session
    @wraps(view)
    def shaped(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        response = view(request, *args, **values)
        if response.status_code != 405:
            return response
        said = JsonResponse(problems.as_json([(None, problems.OTHER_METHOD)]), status=405)
        said["Allow"] = ", ".join(sorted(response["Allow"].split(", ")))
        return said

    return shaped


@csrf_exempt
def nothing(_request: HttpRequest, **_rest: str) -> HttpResponse:
    """An address below the API that is not there: said in its own shape, not as a page."""
    return JsonResponse(problems.as_json([(None, problems.NOT_THERE)]), status=404)
