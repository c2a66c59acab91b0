"""Where sealed objects are kept: a local folder or an S3-compatible bucket. Names are made by the server."""

import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, cast

from botocore.config import Config
from botocore.exceptions import ClientError
from django.core.files.storage import Storage, storages
from storages.backends.s3 import S3Storage

NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}/[0-9a-f]{32}")


class SealedStorage(Protocol):
    def put(self, name: str, content: bytes) -> None: ...
    def read_range(self, name: str, start: int, end: int) -> bytes: ...
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

    def put(self, name: str, content: bytes) -> None:
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
        _sync(target.parent)

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
                _sync(each.parent)


class SealedBucketStorage(S3Storage):  # type: ignore[misc]
    def __init__(self, **options: Any) -> None:
        # Three tries that together end within a minute, well before a job's lease does.
        retries = {"total_max_attempts": 3, "mode": "standard"}
        options.setdefault("client_config", Config(connect_timeout=5, read_timeout=15, retries=retries))
        super().__init__(**options)
        if not self.location.strip("/"):
            raise ValueError("The bucket needs a non-empty location.")

    def put(self, name: str, content: bytes) -> None:
        self._object(name).put(Body=content)

    def read_range(self, name: str, start: int, end: int) -> bytes:
        try:
            answer = self._object(name).get(Range=f"bytes={start}-{end - 1}")
        except ClientError as error:
            if error.response["Error"]["Code"] in {"NoSuchKey", "404"}:
                raise Missing(name) from error
            raise
        return cast("bytes", answer["Body"].read())

    def delete(self, name: str) -> None:
        self._object(name).delete()

    def exists(self, name: str) -> bool:
        try:
            self._object(name).load()
        except ClientError as error:
            if error.response["Error"]["Code"] in {"NoSuchKey", "404"}:
                return False
            raise
        return True

    def listing(self) -> Iterator[tuple[str, datetime]]:
        prefix = f"{self.location.strip('/')}/"
        for summary in self.bucket.objects.filter(Prefix=prefix):
            yield summary.key.removeprefix(prefix), summary.last_modified

    def free(self) -> int | None:
        """A bucket has no end that we can see."""
        return None

    def _object(self, name: str) -> Any:
        return self.bucket.Object(f"{self.location.strip('/')}/{checked(name)}")


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
