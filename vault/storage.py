"""Where sealed objects are kept: a folder, or a bucket (vault.buckets). Names are made by the server."""

import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, cast

from django.core.files.storage import Storage, storages

NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}/[0-9a-f]{32}")


class SealedStorage(Protocol):
    def put(self, name: str, content: bytes | bytearray) -> None: ...
    def read_range(self, name: str, start: int, end: int) -> bytes: ...
    def size(self, name: str) -> int: ...
    def delete(self, name: str) -> None: ...
    def listing(self) -> Iterator[tuple[str, datetime]]: ...
    def free(self) -> int | None: ...


class Missing(Exception):
    """There is no object of this name."""


def sealed_storage() -> SealedStorage:
    return cast("SealedStorage", storages["media"])


def checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError("Sealed objects have names made by the server only.")
    return name


class SealedFolderStorage(Storage):
    def __init__(self, location: str | Path) -> None:
        self.folder = Path(location)

    def put(self, name: str, content: bytes | bytearray) -> None:
        """Durable when it returns: written aside, synced, renamed, folder synced."""
        target = self.folder / checked(name)
        self._make_folders(target.parent)
        part = target.with_name(f"{target.name}.part")
        file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            with os.fdopen(file, "wb", buffering=0) as sink:
                view = memoryview(content)
                while view:
                    view = view[sink.write(view) :]
                os.fsync(sink.fileno())
            part.rename(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)

    def read_range(self, name: str, start: int, end: int) -> bytes:
        try:
            with (self.folder / checked(name)).open("rb", buffering=0) as source:
                source.seek(start)
                return source.read(end - start)
        except FileNotFoundError as error:
            raise Missing(name) from error

    def delete(self, name: str) -> None:
        target = self.folder / checked(name.removesuffix(".part"))
        target.with_name(target.name + ".part" * name.endswith(".part")).unlink(missing_ok=True)

    def size(self, name: str) -> int:
        try:
            return (self.folder / checked(name)).stat().st_size
        except FileNotFoundError as error:
            raise Missing(name) from error

    def exists(self, name: str) -> bool:
        return (self.folder / checked(name)).exists()

    def listing(self) -> Iterator[tuple[str, datetime]]:
        """Names and ages of all objects, unfinished ones included."""
        for path in self.folder.glob("??/*/*"):
            try:
                changed = path.stat().st_mtime
            except FileNotFoundError:
                continue
            yield str(path.relative_to(self.folder)), datetime.fromtimestamp(changed, UTC)

    def free(self) -> int | None:
        """Bytes that still fit."""
        folder = self.folder if self.folder.exists() else self.folder.parent
        return shutil.disk_usage(folder).free

    def _make_folders(self, folder: Path) -> None:
        for each in (self.folder, folder.parent, folder):
            if not each.exists():
                each.mkdir(mode=0o700, parents=True, exist_ok=True)
                sync_folder(each.parent)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
