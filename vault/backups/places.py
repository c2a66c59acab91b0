"""A folder with numbered generations of a backup. Each appears whole or not at all."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from vault.backups.sealed import Refused, check_files, read_sealed
from vault.storage import sync_folder

KEPT = 14
# Removed at the first backup after 29 days, so with a nightly one a destroyed key is nowhere after 30.
KEPT_FOR, OLDEST = timedelta(days=29), timedelta(days=30)
MANIFEST = "manifest.json"
FORMAT = 1


class Place:
    def __init__(self, folder: Path, kind: str) -> None:
        self.folder, self.kind = folder, kind

    def numbers(self) -> list[int]:
        if not self.folder.is_dir():
            return []
        return sorted(int(path.name) for path in self.folder.iterdir() if path.name.isdigit())

    def path(self, number: int) -> Path:
        return self.folder / f"{number:06}"

    @contextmanager
    def generation(self, number: int) -> Iterator[Path]:
        """Written aside; there once the block has ended without an error."""
        aside = self.folder / f".{number:06}.part"
        aside.mkdir(mode=0o700)
        try:
            yield aside
            sync_folder(aside)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        aside.rename(self.path(number))
        sync_folder(self.folder)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One backup at a time; what an earlier one left half made is removed."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for left in self.folder.glob(".*.part"):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            yield
        except BlockingIOError as error:
            raise Refused(f"Another backup is being written to {self.folder}.") from error
        finally:
            os.close(lock)

    def manifest(self, number: int) -> dict[str, Any]:
        """Whole, ours, of this kind, and its files as they were written."""
        folder = self.path(number)
        found = read_sealed(folder / MANIFEST)
        if found["kind"] != self.kind or found["format"] > FORMAT:
            raise Refused(f"{folder} is a backup of another kind, or made by a newer Attune.")
        check_files(folder, found)
        return found

    def prune(self) -> list[int]:
        """Remove what is older than promised or one too many, never the newest. Gives the numbers."""
        numbers = self.numbers()
        doomed = [
            number
            for place, number in enumerate(reversed(numbers))
            if place >= KEPT or (place and self._age(number) > KEPT_FOR)
        ]
        for number in doomed:
            shutil.rmtree(self.path(number))
        sync_folder(self.folder)
        return sorted(doomed)

    def _age(self, number: int) -> timedelta:
        try:
            return age_of(read_sealed(self.path(number) / MANIFEST))
        except Refused:
            changed = (self.path(number)).stat().st_mtime
            return timezone.now() - datetime.fromtimestamp(changed, timezone.get_current_timezone())


def age_of(manifest: dict[str, Any]) -> timedelta:
    return timezone.now() - datetime.fromisoformat(manifest["made_at"])


def check_apart(main: Path, keystore: Path) -> None:
    """Keys beside what they open protect nothing, and a backup inside what it saves goes with it."""
    own = {Path(settings.DATA_DIR), Path(settings.MASTER_KEY_DIR)}
    pairs = [(main, keystore), *((each, mine) for each in (main, keystore) for mine in own)]
    for one, other in ((first.resolve(), second.resolve()) for first, second in pairs):
        if one == other or one in other.parents or other in one.parents:
            raise Refused(f"{one} and {other} must be apart: neither may lie in the other.")


def check_room(folder: Path, wanted: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < wanted + wanted // 20:
        raise Refused(f"{folder} has {free:,} bytes free, and {wanted:,} are needed. Make room first.")
