"""Addresses of this room. All of a workshop's begin with `bengkel/<its enterprise>/`."""

from __future__ import annotations

from django.urls import URLPattern, path

from guyub.workshop.pages import board, counting, jobs, planning, season, stock, stock_item, utilities

urlpatterns: list[URLPattern] = [
    path("bengkel/<uuid:enterprise>/", board.home, name="workshop_home"),
    path("bengkel/<uuid:enterprise>/hasil/", counting.tally, name="tally"),
    path("bengkel/<uuid:enterprise>/hasil/<uuid:tally>/batal/", counting.undo, name="tally_undo"),
    path("bengkel/<uuid:enterprise>/stok/", stock.stock, name="stock"),
    path("bengkel/<uuid:enterprise>/stok/<uuid:item>/", stock_item.stock_item, name="stock_item"),
    path("bengkel/<uuid:enterprise>/listrik-air/", utilities.utilities, name="utilities"),
    path("bengkel/<uuid:enterprise>/musim/", season.season, name="season"),
    path("bengkel/<uuid:enterprise>/pesanan/", jobs.jobs, name="jobs"),
    path("bengkel/<uuid:enterprise>/pesanan/<uuid:job>/", jobs.job, name="job"),
    path("bengkel/<uuid:enterprise>/rencana/", planning.plan, name="plan"),
]
