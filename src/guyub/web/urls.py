"""Every address of the installation, room by room."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path

from guyub.web import pages, search

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("sandi/", account.password_change, name="account_change_password"),
    path("meja/", pages.desk, name="desk"),
    path("sentra/<uuid:sentra>/", pages.sentra, name="sentra"),
    path("cari/", search.search, name="search"),
    path("lainnya/", pages.more, name="more"),
    path("ui/", pages.ui, name="ui"),
    path("bahasa/", pages.choose_language, name="choose_language"),
    path("hidup/", pages.alive, name="alive"),
    path("", include("guyub.people.urls")),
    path("", include("guyub.background.urls")),
    path("", include("guyub.sentra.urls")),
    path("", include("guyub.orders.urls")),
    path("", include("guyub.books.urls")),
    path("", include("guyub.workshop.urls")),
    path("", include("guyub.openlog.urls")),
    path("", include("guyub.phone.urls")),
    path("", include("guyub.api.urls")),
]
