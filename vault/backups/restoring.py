"""Bring a backup back: everything is looked at before anything is written."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from vault.backups import databases, keystore, objects
from vault.backups.objects import Fact, Tell
from vault.backups.places import OLDEST, Place, age_of, check_room
from vault.backups.sealed import Refused
from vault.models import Key

DATABASE, KEYS = "database", "keystore"


@dataclass
class Restoration:
    """One generation of the main backup and, unless the present keystore is to stay, one of the keystore."""

    main: Path
    tell: Tell
    keystore_folder: Path | None = None
    number: int | None = None
    keys_number: int | None = None
    replace: frozenset[str] = frozenset()
    despite_damage: bool = False
    facts: dict[str, Fact] = field(default_factory=dict)

    def check(self) -> None:
        """Refused where something is damaged, not ours, too old, or would be overwritten without a word."""
        databases.check_prepared()
        self._check_main()
        self._check_keys()
        self._check_target()

    def restore_keys(self) -> None:
        """The list of erasures first: it is never older than any generation of keys."""
        if self.keystore_folder is None:
            return
        keystore.bring_back_erasures(self.keystore_folder)
        keystore.restore(self._keys_path)
        self.tell(f"Keystore: generation {self._keys_path.name} is back.")

    def restore_database(self) -> None:
        engine = databases.engine()
        engine.restore(self._main_path / engine.NAME)
        self.tell(f"Main database: generation {self._main_path.name} is back.")

    def check_rows(self) -> int:
        """As many rows of each kind as were backed up. Gives how many those are."""
        wanted, found = self._manifest["rows"], databases.rows()
        different = sorted(label for label, count in wanted.items() if found.get(label, count) != count)
        if different:
            raise Refused(f"Not as many rows as were backed up: {', '.join(different)}.")
        return sum(wanted.values())

    def restore_objects(self) -> tuple[int, int]:
        return objects.restore(objects.pool_of(self.main), self.facts, self.tell)

    @cached_property
    def _manifest(self) -> dict[str, Any]:
        return Place(self.main, "main").manifest(int(self._main_path.name))

    @cached_property
    def _main_path(self) -> Path:
        return _generation(Place(self.main, "main"), self.number or self._newest_pair())

    @cached_property
    def _keys_path(self) -> Path:
        assert self.keystore_folder is not None  # noqa: S101 - asked for only where there is one
        place = Place(self.keystore_folder, "keys")
        return _generation(place, self.keys_number or int(self._main_path.name))

    def _newest_pair(self) -> int | None:
        """The newest number of which both halves are there."""
        numbers = Place(self.main, "main").numbers()
        if self.keystore_folder is not None and self.keys_number is None:
            numbers = sorted({*numbers} & {*Place(self.keystore_folder, "keys").numbers()})
        return numbers[-1] if numbers else None

    def _check_main(self) -> None:
        manifest = self._manifest
        if manifest["engine"] != connection.vendor:
            raise Refused(
                f"This is a backup of {manifest['engine']}, and here the rows are in {connection.vendor}."
            )
        databases.check_known(manifest["migrations"])
        self.facts = objects.listed(self._main_path)
        self.tell(f"Backup {self._main_path.name}: {len(self.facts):,} objects to be read.")
        if self.despite_damage:
            return
        objects.check_whole(objects.pool_of(self.main), self.facts, self.tell)

    def _check_keys(self) -> None:
        if self.keystore_folder is None:
            if not Key.objects.exists():
                raise Refused(
                    "There are no keys here. Name the folder of the keystore's backups with `--keys`."
                )
            return
        manifest = Place(self.keystore_folder, "keys").manifest(int(self._keys_path.name))
        if age_of(manifest) > OLDEST:
            raise Refused(
                f"These keys are older than {OLDEST.days} days: what was promised to be gone for good by now "
                "could be read with them. Take a newer generation."
            )
        keystore.check_opens(self._keys_path)
        keystore.erasures_in(self.keystore_folder)

    def _check_target(self) -> None:
        if not databases.is_empty() and DATABASE not in self.replace:
            raise Refused("The main database is not empty. To lose what it holds, say `--replace database`.")
        if self.keystore_folder is not None and Key.objects.exists() and KEYS not in self.replace:
            raise Refused("The keystore is not empty. To lose the keys it holds, say `--replace keystore`.")
        databases.engine().check_alone()
        wanted = sum(size for size, _sha256 in self.facts.values()) if not settings.BUCKET else 0
        check_room(Path(settings.DATA_DIR), wanted)


def _generation(place: Place, number: int | None) -> Path:
    if number is None or not place.path(number).is_dir():
        wanted = f"generation {number}" if number else "whole generation"
        raise Refused(f"There is no {wanted} of a backup in {place.folder}.")
    return place.path(number)
