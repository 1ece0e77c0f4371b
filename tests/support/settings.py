"""The installation's settings as the tests use them: a folder of their own, nothing shared with a real one."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="guyub-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
(_folder / "static").mkdir()
os.environ["GUYUB_DATA"] = str(_folder)
os.environ["GUYUB_SECRET_KEY"] = "only for the tests"
# A file, not memory: then threads and browsers each have a connection of their own, as on a real installation.
os.environ["GUYUB_TEST_SQLITE"] = str(_folder / "test.sqlite3")

from guyub.web.settings import *  # noqa: E402, F403

# One round instead of many: the tests sign in often and guard nothing.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# What is left to the background is done at once, when the transaction is there.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# Pages through the client need no collected files; the browser's server collects them as a real one does.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
