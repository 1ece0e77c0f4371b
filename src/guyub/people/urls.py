"""Addresses of this room."""

from django.urls import URLPattern, path

from guyub.people import pages

urlpatterns: list[URLPattern] = [
    path("beda/", pages.differences, name="differences"),
    path("lainnya/kunci/", pages.api_keys, name="api_keys"),
    path("lainnya/kunci/<uuid:key>/cabut/", pages.api_key_revoke, name="api_key_revoke"),
]
