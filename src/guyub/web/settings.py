"""Settings of one installation. All that differs between machines comes from the environment."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

from guyub.kernel.languages import languages, name_of

PACKAGE = Path(__file__).resolve().parent.parent
PROJECT = PACKAGE.parent.parent
DATA = Path(os.environ.get("GUYUB_DATA") or PROJECT / "data")


def _secret_key() -> str:
    """The key of this installation: from GUYUB_SECRET_KEY, or made once and kept beside the data."""
    if given := os.environ.get("GUYUB_SECRET_KEY"):
        return given
    kept = DATA / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


def _database() -> dict[str, object]:
    """PostgreSQL when DATABASE_URL says so, otherwise SQLite in the data folder."""
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    if url.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.lstrip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": unquote(url.hostname or ""),
            "PORT": str(url.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(url.query)),  # such as sslmode=require
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(DATA / "guyub.sqlite3"),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A writer takes its lock at the start, waits for its turn, and is on disk when it is answered.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
        "TEST": {"NAME": os.environ.get("GUYUB_TEST_SQLITE") or None},
    }


DATA.mkdir(parents=True, exist_ok=True)
SECRET_KEY = _secret_key()
DEBUG = os.environ.get("GUYUB_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("GUYUB_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("GUYUB_ORIGINS", "").split(",") if origin]
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "guyub.people",
    "guyub.background",
    "guyub.openlog",
    "guyub.sentra",
    "guyub.books",
    "guyub.workshop",
    "guyub.orders",
    "guyub.phone",
    "guyub.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "guyub.web.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "guyub.phone.middleware.Arrivals",
    "guyub.web.middleware.ProblemMiddleware",
]

ROOT_URLCONF = "guyub.web.urls"
WSGI_APPLICATION = "guyub.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "guyub.web.context.shell",
            ],
            "builtins": ["guyub.web.templatetags.guyub", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # so that our own select.html is used

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "guyub.people.sign_in.SignInAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
# How many of our own proxies stand before us: sign-in limits count the address that the outermost one saw.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("GUYUB_PROXIES", "0"))
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}

# Rate limits of sign-in live in the cache; in the database they hold across server processes.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("GUYUB_HTTPS") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "id"
# One for each catalogue in the folder (kernel/languages.py), by the name it calls itself.
LANGUAGES = [(code, name_of(code)) for code in languages()]
LOCALE_PATHS = [PACKAGE / "locale"]
# In a language that Django does not know, dates and numbers are written as in Indonesian.
DATE_FORMAT, MONTH_DAY_FORMAT, YEAR_MONTH_FORMAT, SHORT_DATE_FORMAT = "j F Y", "j F", "F Y", "d-m-Y"
TIME_FORMAT, DATETIME_FORMAT, SHORT_DATETIME_FORMAT = "G.i", "j F Y, G.i", "d-m-Y G.i"
DECIMAL_SEPARATOR, THOUSAND_SEPARATOR, FIRST_DAY_OF_WEEK = ",", ".", 1
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Errors go to standard error at once: when, at which address, and the traceback; never what a person typed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}

# Photos of receipts, one file each.
RECEIPTS = DATA / "receipts"
# Photos of the workshop: rejects, steps of procedures.
PICTURES = DATA / "pictures"

# Work in the background stands in a queue in the database, which `guyub worker` empties.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# How far jobs are, and the files they were given and made. Server and workers share this folder.
JOBS = DATA / "jobs"
# The key pair by which push services know this installation, and whom they may write to about it.
PUSH_KEY = DATA / "push_key.pem"
PUSH_CONTACT = os.environ.get("GUYUB_PUSH_CONTACT") or next(
    (origin for origin in CSRF_TRUSTED_ORIGINS if origin.startswith("https://")), "mailto:guyub@localhost"
)
PUSH_TO_THIS_MACHINE = False  # only tests push to 127.0.0.1

# A spreadsheet of the size we accept fits; what is larger is refused while it arrives (kernel/tables.py says why).
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
