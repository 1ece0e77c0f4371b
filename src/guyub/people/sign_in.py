"""How people sign in: allauth with a name or phone number and a password; nobody signs up by themselves."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "Nama masuk atau sandi tidak cocok. Periksa huruf besar dan kecilnya, lalu coba lagi."
        ),
        "too_many_login_attempts": _("Terlalu sering gagal masuk. Tunggu lima menit, lalu coba lagi."),
        "enter_current_password": _("Sandi sekarang tidak cocok."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """A person joins through the sentra's officer, not by a form on the web."""
        return False
