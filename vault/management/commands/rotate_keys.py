"""`manage.py rotate_keys`: seal with a new master key from now on. The product keeps running."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from vault.actions import retire_masters, rotate_master
from vault.keys import KeysUnavailable

KEEP = """\
Copy the new master key to every machine and to the safe now, away from the backups.
Dumps of the key store made before this moment open only with the old master key: keep its copy in the safe
until the last of those dumps has been deleted. `manage.py rotate_keys --retire` takes it off this machine."""
GONE = """\
Keep its copy in the safe until the last dump of the key store from before the rotation has been deleted, and
destroy it then. Remove the file on every other machine too."""


class Command(BaseCommand):
    help = "Make a new master key and wrap the key of every case with it. Broken off, the next run goes on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--retire", action="store_true", help="remove master keys that wrap nothing any more"
        )

    def handle(self, *_args: Any, retire: bool, **_options: Any) -> None:
        try:
            if retire:
                self._retire()
            else:
                self._rotate()
        except KeysUnavailable as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            folder = settings.MASTER_KEY_DIR
            raise CommandError(f"The master keys in {folder} cannot be changed: {error.strerror}.") from error

    def _rotate(self) -> None:
        name, count = rotate_master(by="operator")
        self.stdout.write(f"The master key {name} seals from now on. It took over {count} case keys.\n{KEEP}")

    def _retire(self) -> None:
        retired = retire_masters(by="operator")
        if not retired:
            self.stdout.write("No master key can be retired: each that is here still opens something.")
        for name in retired:
            self.stdout.write(f"The master key {name} has been removed from this machine.")
        if retired:
            self.stdout.write(GONE)
