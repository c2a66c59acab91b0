"""Steps of `test_rotation.py`, run in their own process: `python -m tests.vault.rotation_scene STEP`."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from io import StringIO  # noqa: E402

from cryptography.hazmat.primitives.keywrap import aes_key_wrap  # noqa: E402
from django.core.management import call_command  # noqa: E402

from vault import keys  # noqa: E402
from vault.models import Key  # noqa: E402

MANY = 2500


def begin() -> None:
    """The keys of many cases, and what rotating them needs: an audit trail."""
    call_command("migrate", "audit", verbosity=0, skip_checks=True)
    call_command("migrate", "vault", database="keystore", verbosity=0, skip_checks=True)
    name = keys.create_master()
    master = keys.master_keys()[name]
    rows = (Key(master=name, wrapped=aes_key_wrap(master, os.urandom(32))) for _ in range(MANY))
    Key.objects.bulk_create(rows, batch_size=1000)


def rotate() -> None:
    call_command("rotate_keys", stdout=StringIO(), skip_checks=True)


if __name__ == "__main__":
    {"begin": begin, "rotate": rotate}[sys.argv[1]]()
