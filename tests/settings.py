"""Settings of the test suite: the product's own, with quick hashing and a scratch folder."""

import atexit
import os
import shutil
import tempfile

# Test processes that run side by side inherit the folder of the one that started them; each needs its own.
if "ATTUNE_DATA_DIR" not in os.environ or (
    "PYTEST_XDIST_WORKER" in os.environ and "attune-tests-first-" in os.environ["ATTUNE_DATA_DIR"]
):
    prefix = f"attune-tests-{os.environ.get('PYTEST_XDIST_WORKER', 'first')}-"
    os.environ["ATTUNE_DATA_DIR"] = tempfile.mkdtemp(prefix=prefix)
    atexit.register(shutil.rmtree, os.environ["ATTUNE_DATA_DIR"], ignore_errors=True)
os.environ.setdefault("ATTUNE_MODE", "test")
os.environ.setdefault("ATTUNE_SECRET_KEY", "tests-only-" + "x" * 50)

from vig.settings import *  # noqa: F403, TID251
from vig.settings import CACHES, DATA_DIR, DATABASES, STORAGES  # noqa: TID251

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# Tests empty their cache, which is not that of the process beside this one.
if "LOCATION" in CACHES["default"]:
    beside = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{CACHES['default']['LOCATION'].removesuffix('/1')}/{beside + 1}"

# Real files, not memory: the live server's threads and the worker see the same rows as in the product.
for name, database in DATABASES.items():
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"] = {"NAME": DATA_DIR / f"test-{name}.sqlite3"}
        database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

# Empty on purpose: static files come from the finders; nothing collected earlier can hide a mistake.
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
