"""A worker in a process of its own, at the database and the folder of the tests: named in the environment."""

import os

from guyub.web.settings import *  # noqa: F403
from guyub.web.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["GUYUB_TEST_DATABASE"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
