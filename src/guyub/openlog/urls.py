"""Addresses of this room."""

from django.urls import URLPattern, path

from guyub.openlog import pages

urlpatterns: list[URLPattern] = [
    path("sentra/<uuid:sentra>/catatan/", pages.log, name="open_log"),
    path("sentra/<uuid:sentra>/catatan/periksa/", pages.check, name="open_log_check"),
    path("sentra/<uuid:sentra>/catatan.jsonl", pages.download, name="open_log_download"),
]
