from typing import Any

from django.core.management.base import BaseCommand

from vault import keys


class Command(BaseCommand):
    help = "Make the master key that seals all film, unless there is one already. Prints only its id."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(keys.create_master())
