"""Bengkel: what was made today beside what should have been, and the way to every other page of the workshop."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from guyub.books.pages.common import page_of
from guyub.kernel.measures import measured
from guyub.people.access import allowed
from guyub.people.models import User
from guyub.workshop.forms.machines import IDLE
from guyub.workshop.models import Recipe, Workshop
from guyub.workshop.pages.board_lines import machine_lines, person_lines, person_words
from guyub.workshop.pages.common import workshop_or_404
from guyub.workshop.pages.ways import ways
from guyub.workshop.queries.board import NEGATIVE, SHOWN, Board, board_of, own_board
from guyub.workshop.queries.counting import own_workers

MOST_STEPS = 12
LAST_PAGE = 1000


@login_required
def home(request: HttpRequest, enterprise: uuid.UUID) -> HttpResponse:
    """The board of today: of everybody for the owner (`?halaman=` goes on), their own for who works there."""
    shop = workshop_or_404(request, enterprise, "work")
    runs = allowed(request.user, "run workshop", shop.enterprise)
    context = {"room": "workshop", "enterprise": shop.enterprise, "runs": runs, "ways": ways(shop.pk, runs=runs)}
    told = _owner(shop, _page(request.GET.get("halaman", ""))) if runs else _worker(request, shop)
    return render(request, "workshop/board.html", context | told)


def _page(text: str) -> int:
    """`?halaman=2` as 1; the first page for anything else."""
    right = text.isascii() and text.isdigit() and len(text) < 5
    return min(max(int(text), 1), LAST_PAGE) - 1 if right else 0


def _owner(shop: Workshop, page: int) -> dict[str, Any]:
    board = board_of(shop, timezone.localtime(), page)
    stock = page_of("stock", shop.pk)
    last = (page + 1) * SHOWN
    negative = ", ".join(item.name for item in board.negative[:NEGATIVE])
    return {
        "board": board,
        "people": person_lines(shop.pk, board.people),
        "machines": machine_lines(shop.pk, board.machines),
        "totals": [(measured(total.made, total.unit), total) for total in board.totals],
        "steps": board.steps[:MOST_STEPS],
        "several": len(board.steps) > 1,
        "unusual": [step for step in board.steps if step.unusual][:NEGATIVE],
        "idle": [(IDLE[reason], minutes) for reason, minutes in sorted(board.idle.items(), key=lambda each: -each[1])],
        "negative": f"{negative}…" if len(board.negative) > NEGATIVE else negative,
        "negative_url": _of_one(shop, board) or stock,
        "teach": not board.totals
        and not board.people
        and not Recipe.objects.filter(product__enterprise=shop.pk).exists(),
        "page": page,
        "from": page * SHOWN + 1,
        "next": page + 2 if max(board.people_count, board.machines_count) > last else None,
    }


def _of_one(shop: Workshop, board: Board) -> str:
    return page_of("stock_item", shop.pk, board.negative[0].pk) if len(board.negative) == 1 else ""


def _worker(request: HttpRequest, shop: Workshop) -> dict[str, Any]:
    assert isinstance(request.user, User)  # noqa: S101
    workers = own_workers(shop.enterprise, request.user)
    if not workers:
        return {"own": None}
    own = own_board(shop, workers[0], timezone.localtime())
    made = measured(own.person.now.units.made, own.person.unit or "buah")
    return {"own": own, "made": made, "words": person_words(own.person)}
