"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from guyub.background import pages

urlpatterns: list[URLPattern] = [
    path("pekerjaan/<uuid:job>/", pages.job, name="background_job"),
    path("pekerjaan/<uuid:job>/berkas/", pages.made, name="background_file"),
    path("pemberitahuan/", pages.notices, name="notices"),
    path("pemberitahuan/dibaca/", pages.read_all, name="notices_read"),
    path("pemberitahuan/<uuid:notice>/", pages.read, name="notice_read"),
    path("pemberitahuan/hp/", pages.subscribe, name="push_subscribe"),
    path("pemberitahuan/hp/lepas/", pages.unsubscribe, name="push_unsubscribe"),
]
