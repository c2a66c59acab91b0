from typing import Any

from botocore.exceptions import ClientError
from django.core.management.base import BaseCommand

from vault.storage import SealedBucketStorage, sealed_storage


class Command(BaseCommand):
    help = "Make the bucket for sealed film, unless it is there or film is kept in a folder."

    def handle(self, *_args: Any, **_options: Any) -> None:
        storage = sealed_storage()
        if not isinstance(storage, SealedBucketStorage):
            return
        bucket = storage.bucket
        try:
            bucket.meta.client.head_bucket(Bucket=bucket.name)
        except ClientError:
            bucket.create()
