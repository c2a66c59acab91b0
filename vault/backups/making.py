"""Make one backup: the main database and new objects here, the keys there, under one number."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from vault import keys
from vault.backups import databases, keystore, objects
from vault.backups.objects import Copied, Tell
from vault.backups.places import FORMAT, MANIFEST, Place, check_apart, check_room
from vault.backups.sealed import facts_of, write_sealed

SPARE = 50 * 1024**2


@dataclass(frozen=True)
class Made:
    number: int
    rows: int
    keys: int
    erasures: int
    objects: Copied
    removed: list[int]


def back_up(*, main: Path, keystore_folder: Path, by: User | str, tell: Callable[[str], None]) -> Made:
    """Refused where it cannot be done; then no generation is there that was not there before."""
    check_apart(main, keystore_folder)
    keys.check_master_keys()
    here, apart = Place(main, "main"), Place(keystore_folder, "keys")
    with here.locked(), apart.locked():
        _check_room(here, apart)
        number = max([0, *here.numbers(), *apart.numbers()]) + 1
        erasures = keystore.save_erasures(apart.folder)
        run = uuid.uuid4().hex
        with here.generation(number) as folder, apart.generation(number) as keys_folder:
            rows = _main(folder, tell)
            count = keystore.dump(keys_folder)
            copied = _objects(here, folder, tell)
            _seal(folder, "main", run, rows=rows, migrations=databases.migrations(), engine=connection.vendor)
            _seal(keys_folder, "keys", run, rows={"vault.key": count})
        removed = sorted({*here.prune(), *apart.prune()})
        objects.prune(main, [here.path(each) for each in here.numbers()])
    record(by=by, action="backup.made", subject="backup", number=number, objects=copied.count, new=copied.new)
    return Made(number, sum(rows.values()), count, erasures, copied, removed)


def _check_room(here: Place, apart: Place) -> None:
    _names, new = objects.missing_from(objects.pool_of(here.folder))
    check_room(here.folder, 2 * databases.engine().size() + new + SPARE)
    check_room(apart.folder, SPARE)


def _main(folder: Path, tell: Tell) -> dict[str, int]:
    engine = databases.engine()
    tell(f"Main database: {engine.size():,} bytes.")
    rows: dict[str, int] = engine.dump(folder / engine.NAME, databases.tables(), databases.WAYS_IN)
    tell(f"Main database: {sum(rows.values()):,} rows written.")
    return rows


def _objects(here: Place, folder: Path, tell: Tell) -> Copied:
    earlier = here.numbers()
    known = objects.listed(here.path(earlier[-1])) if earlier else {}
    return objects.copy(objects.pool_of(here.folder), folder / objects.NAME, known, tell)


def _seal(folder: Path, kind: str, run: str, **facts: Any) -> None:
    files = {path.name: facts_of(path) for path in sorted(folder.iterdir())}
    about = {
        "format": FORMAT,
        "kind": kind,
        "run": run,
        "made_at": timezone.now().isoformat(),
        "files": files,
    }
    write_sealed(folder / MANIFEST, about | facts)
