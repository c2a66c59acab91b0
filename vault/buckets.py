"""Sealed objects in an S3-compatible bucket. Imported only where one is configured: boto3 is slow to load."""

import logging
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any, cast

from botocore.config import Config
from botocore.exceptions import ClientError
from storages.backends.s3 import S3Storage

from vault.storage import Missing, checked

log = logging.getLogger(__name__)


class SealedBucketStorage(S3Storage):  # type: ignore[misc]
    def __init__(self, **options: Any) -> None:
        # Three tries that together end within a minute, well before a job's lease does.
        retries = {"total_max_attempts": 3, "mode": "standard"}
        options.setdefault("client_config", Config(connect_timeout=5, read_timeout=15, retries=retries))
        super().__init__(**options)
        if not self.location.strip("/"):
            raise ValueError("The bucket needs a non-empty location.")

    def prepare(self) -> None:
        """Make the bucket unless it is there."""
        try:
            self.bucket.meta.client.head_bucket(Bucket=self.bucket.name)
        except ClientError:
            self.bucket.create()

    def put(self, name: str, content: bytes | bytearray) -> None:
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
        """Also whatever a bucket with versions would keep of it."""
        found = self._object(name)
        found.delete()
        if self._keeps_versions:
            self.bucket.object_versions.filter(Prefix=found.key).delete()

    def size(self, name: str) -> int:
        try:
            return cast("int", self._object(name).content_length)
        except ClientError as error:
            if error.response["Error"]["Code"] in {"NoSuchKey", "404"}:
                raise Missing(name) from error
            raise

    def exists(self, name: str) -> bool:
        try:
            self.size(name)
        except Missing:
            return False
        return True

    def listing(self) -> Iterator[tuple[str, datetime]]:
        prefix = f"{self.location.strip('/')}/"
        for summary in self.bucket.objects.filter(Prefix=prefix):
            yield summary.key.removeprefix(prefix), summary.last_modified

    def free(self) -> int | None:
        """A bucket has no end that we can see."""
        return None

    @cached_property
    def _keeps_versions(self) -> bool:
        try:
            return bool(self.bucket.Versioning().status)
        except ClientError:
            log.warning(
                "The bucket does not say whether it keeps versions; they would stay after a deletion."
            )
            return False

    def _object(self, name: str) -> Any:
        return self.bucket.Object(f"{self.location.strip('/')}/{checked(name)}")
