"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from guyub.sentra import import_pages, pages

urlpatterns: list[URLPattern] = [
    path("sentra/<uuid:sentra>/anggota/", pages.members, name="members"),
    path("sentra/<uuid:sentra>/anggota/baru/", pages.new_member, name="member_new"),
    path("sentra/<uuid:sentra>/anggota/<uuid:enterprise>/", pages.member, name="member"),
    path("sentra/<uuid:sentra>/anggota/<uuid:enterprise>/keluar/", pages.leave, name="member_leave"),
    path("sentra/<uuid:sentra>/anggota/<uuid:enterprise>/bisa-masuk/", pages.let_in, name="member_let_in"),
    path("sentra/<uuid:sentra>/kesepakatan/", pages.agreement, name="agreement"),
    path("sentra/<uuid:sentra>/impor/", import_pages.upload, name="import_upload"),
    path("impor/<uuid:listed>/", import_pages.preview, name="import"),
    path("impor/<uuid:listed>/simpan/", import_pages.confirm, name="import_confirm"),
    path("impor/<uuid:listed>/tarik/", import_pages.undo, name="import_undo"),
    path("impor/<uuid:listed>/ditolak.xlsx", import_pages.rejects, name="import_rejects"),
]
