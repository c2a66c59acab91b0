from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Make the bucket for sealed film, unless it is there or film is kept in a folder."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if settings.BUCKET:
            storages["media"].prepare()  # type: ignore[attr-defined]  # only the bucket has it
