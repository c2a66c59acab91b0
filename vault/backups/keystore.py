"""Generations of the keystore, and beside them the list of erasures, which outlives every generation."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap
from django.db import connections, transaction

from vault import keys, tombstones
from vault.backups.sealed import Refused, make_durable, read_sealed, write_sealed
from vault.batches import BATCH, each
from vault.models import Key, Tombstone
from vault.router import KEYSTORE
from vault.tombstones import Line

NAME = "keys.jsonl"
ERASURES = "erasures.json"


def dump(folder: Path) -> int:
    """Every wrapped key as it is at one moment. Gives how many."""
    count, target = 0, folder / NAME
    target.touch(mode=0o600)
    with transaction.atomic(using=KEYSTORE), target.open("w", encoding="utf-8") as sink:
        if connections[KEYSTORE].vendor == "postgresql":
            with connections[KEYSTORE].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for key in each(Key.objects.all()):
            parent = key.parent.hex if key.parent else ""
            row = [key.pk.hex, parent, key.master, bytes(key.wrapped).hex(), key.created_at.isoformat()]
            sink.write(json.dumps(row) + "\n")
            count += 1
    make_durable(target)
    return count


def check_opens(folder: Path) -> None:
    """The master keys that are here open what this generation holds."""
    masters, tried = keys.master_keys(), set()
    for key in _rows(folder):
        if not key.master or key.master in tried:
            continue
        tried.add(key.master)
        if key.master not in masters:
            raise Refused(f"The master key {key.master} is missing. Put its file back first.")
        try:
            aes_key_unwrap(masters[key.master], bytes(key.wrapped))
        except InvalidUnwrap as error:
            raise Refused(f"The master key {key.master} is not the one that sealed these keys.") from error


def restore(folder: Path) -> None:
    with transaction.atomic(using=KEYSTORE):
        Key.objects.all().delete()
        some: list[Key] = []
        for key in _rows(folder):
            some.append(key)
            if len(some) == BATCH:
                Key.objects.bulk_create(some)
                some = []
        Key.objects.bulk_create(some)
    keys.forget_old_pages()


def save_erasures(folder: Path) -> int:
    """All that are written down in either place, in both. Gives how many."""
    bring_back_erasures(folder)
    stones = Tombstone.objects.order_by("pk").values_list("kind", "subject", "at", "key")
    lines = [[kind, subject, at.isoformat(), key.hex if key else ""] for kind, subject, at, key in stones]
    write_sealed(folder / ERASURES, {"erasures": lines})
    return len(lines)


def bring_back_erasures(folder: Path) -> None:
    if (folder / ERASURES).exists():
        tombstones.remember_all(erasures_in(folder))


def erasures_in(folder: Path) -> list[Line]:
    rows = read_sealed(folder / ERASURES)["erasures"]
    return [
        (kind, subject, datetime.fromisoformat(at), UUID(key) if key else None)
        for kind, subject, at, key in rows
    ]


def _rows(folder: Path) -> Iterator[Key]:
    with (folder / NAME).open(encoding="utf-8") as source:
        for line in source:
            yield _key(json.loads(line))


def _key(row: list[Any]) -> Key:
    key_id, parent, master, wrapped, created_at = row
    return Key(
        id=UUID(key_id),
        parent=UUID(parent) if parent else None,
        master=master,
        wrapped=bytes.fromhex(wrapped),
        created_at=datetime.fromisoformat(created_at),
    )
