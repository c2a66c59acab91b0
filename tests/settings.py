"""Settings of the test suite: the product's own, with quick hashing and a scratch folder."""

import os
import tempfile

os.environ.setdefault("ATTUNE_MODE", "test")
os.environ.setdefault("ATTUNE_SECRET_KEY", "tests-only-" + "x" * 50)
os.environ.setdefault("ATTUNE_DATA_DIR", tempfile.mkdtemp(prefix="attune-tests-"))

from vig.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
