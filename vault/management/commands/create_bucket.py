from typing import Any

from botocore.exceptions import ClientError
from django.conf import settings
from django.core.files.storage import storages
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Make the bucket for sealed film, unless it is there or film is kept in a folder."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.BUCKET:
            return
        bucket = storages["media"].bucket
        try:
            bucket.meta.client.head_bucket(Bucket=bucket.name)
        except ClientError:
            bucket.create()
