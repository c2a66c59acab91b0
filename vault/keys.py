"""Keys: a master key from a file wraps each case's key, that its recordings' keys, those their files' keys.

Wrapped keys live in the keystore database. Nothing here caches: a deleted key is gone at the next request.
"""

import hmac
import os
import re
import secrets
import uuid
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from vault.batches import batches
from vault.models import Key
from vault.router import KEYSTORE
from vault.storage import sync_folder

KEY_BYTES = 32
MASTER_NAME = re.compile(r"[a-z0-9-]{1,32}")
UPWARDS = """
WITH RECURSIVE chain (id, parent, master, wrapped, height) AS (
    SELECT id, parent, master, wrapped, 0 FROM vault_key WHERE id = %s
    UNION ALL
    SELECT above.id, above.parent, above.master, above.wrapped, height + 1
    FROM vault_key AS above JOIN chain ON above.id = chain.parent
)
SELECT id, parent, master, wrapped FROM chain ORDER BY height DESC
"""


class KeysUnavailable(Exception):
    """A master key is missing or wrong: nothing is lost, but an administrator must put the key file back."""


class KeyDestroyed(Exception):
    """The key was destroyed, and with it everything that it sealed."""


def master_keys() -> dict[str, bytes]:
    """Every master key by its id, oldest first."""
    folder = Path(settings.MASTER_KEY_DIR)
    found = {path.stem: path.read_bytes() for path in sorted(folder.glob("*.key"))}
    if not found:
        raise KeysUnavailable(
            f"There is no master key in {folder}. Put the key file back, or, on a new installation, "
            "run `manage.py create_master_key`."
        )
    for name, key in found.items():
        if len(key) != KEY_BYTES or not MASTER_NAME.fullmatch(name):
            raise KeysUnavailable(f"The master key file {name}.key in {folder} is damaged.")
    return found


def create_master() -> str:
    """Make the first master key and return its id; where one exists already, return the newest."""
    folder = Path(settings.MASTER_KEY_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return max(master_keys()) if any(folder.glob("*.key")) else add_master()


def add_master() -> str:
    """Make another master key, which seals from now on, and return its id. Durable when it returns."""
    folder = Path(settings.MASTER_KEY_DIR)
    name = f"{timezone.now():%Y%m%d%H%M%S%f}-{secrets.token_hex(4)}"
    newest = max((path.stem for path in folder.glob("*.key")), default="")
    if name <= newest:
        raise KeysUnavailable(
            f"The master key {newest} seems to be from the future. Look at this machine's clock."
        )
    part = folder / f"{name}.part"
    file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "wb") as target:
        target.write(secrets.token_bytes(KEY_BYTES))
        target.flush()
        os.fsync(target.fileno())
    part.rename(folder / f"{name}.key")
    sync_folder(folder)
    return name


def check_master_keys() -> int:
    """How many there are. KeysUnavailable where they are not the ones that sealed what is kept here."""
    cases = Key.objects.exclude(master="")
    for name in cases.values_list("master", flat=True).distinct():
        unwrap(cases.filter(master=name).latest("created_at").pk)
    return len(master_keys())


def signature(content: bytes, master: str = "") -> tuple[str, str]:
    """Proves that a backup is whole and ours: the id of a master key, the newest unless named, and a seal."""
    masters = master_keys()
    master = master or max(masters)
    derived = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"attune backup").derive(masters[master])
    return master, hmac.new(derived, content, "sha256").hexdigest()


def ensure_case_key(key_id: uuid.UUID) -> None:
    """Make the key of a case unless it exists. Nothing is sealed with a master key that is not ours."""
    if Key.objects.filter(pk=key_id).exists():
        return
    check_master_keys()
    masters = master_keys()
    newest = max(masters)
    wrapped = aes_key_wrap(masters[newest], secrets.token_bytes(KEY_BYTES))
    Key.objects.get_or_create(pk=key_id, defaults={"master": newest, "wrapped": wrapped})


def create_under(parent: uuid.UUID) -> uuid.UUID:
    """Make a key wrapped by its parent and return its id."""
    wrapped = aes_key_wrap(unwrap(parent), secrets.token_bytes(KEY_BYTES))
    return Key.objects.create(parent=parent, wrapped=wrapped).pk


def unwrap(key_id: uuid.UUID) -> bytes:
    opened: bytes | None = None
    for row in _from_the_top(key_id):
        try:
            opened = aes_key_unwrap(opened or _master_of(row), bytes(row.wrapped))
        except InvalidUnwrap as error:
            raise KeysUnavailable(
                f"The master key {row.master} is not the one that sealed this."
                if row.master
                else "Damaged key."
            ) from error
    if opened is None:
        raise KeyDestroyed(f"Key {key_id} does not exist any more.")
    return opened


def _from_the_top(key_id: uuid.UUID) -> list[Key]:
    """The key and all above it, the case's first; nothing where one of them was destroyed."""
    number = Key._meta.pk.get_db_prep_value(key_id, connections[KEYSTORE])
    rows = list(Key.objects.raw(UPWARDS, [number]))
    return rows if rows and rows[0].parent is None else []


def _master_of(row: Key) -> bytes:
    masters = master_keys()
    if row.master not in masters:
        raise KeysUnavailable(f"The master key {row.master} is missing from {settings.MASTER_KEY_DIR}.")
    return masters[row.master]


def destroy(key_id: uuid.UUID) -> None:
    """Delete a key and all that it wraps. Repeating it is harmless."""
    with transaction.atomic(using=KEYSTORE):
        doomed = [key_id]
        while doomed:
            below = list(Key.objects.filter(parent__in=doomed).values_list("pk", flat=True))
            Key.objects.filter(pk__in=doomed).delete()
            doomed = below
    forget_old_pages()


def forget_old_pages() -> None:
    """Let nothing that was deleted or overwritten be read from the keystore's own files."""
    connection = connections[KEYSTORE]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            # The write-ahead log would keep the deleted row readable until it happens to be overwritten.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def below_cases() -> Iterator[list[Key]]:
    """All keys but those of cases, in batches."""
    return batches(Key.objects.exclude(parent=None))
