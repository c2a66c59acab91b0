"""`manage.py backup FOLDER --keys FOLDER`: nightly, beside the running product. Exit code 1 if it failed."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from consent.actions import remember_erasures
from vault.backups.making import back_up
from vault.backups.places import KEPT, OLDEST
from vault.backups.sealed import Refused
from vault.keys import KeysUnavailable

WITHOUT = "Master keys are never part of a backup: keep their copy in a safe, away from both folders."


class Command(BaseCommand):
    help = "Back up the main database and sealed objects, and the keystore apart from them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where the database and the sealed objects go")
        parser.add_argument("--keys", type=Path, required=True, help="where the keystore goes: another disk")

    def handle(self, *_args: Any, folder: Path, keys: Path, **_options: Any) -> None:
        remember_erasures()
        try:
            made = back_up(main=folder, keystore_folder=keys, by="operator", tell=self.stdout.write)
        except (Refused, KeysUnavailable) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"The backup was not made: {error.strerror}. Nothing half made is left."
            ) from error
        copied = made.objects
        self.stdout.write(
            f"Backup {made.number}: {made.rows:,} rows, {made.keys:,} keys, {made.erasures:,} erasures, "
            f"{copied.count:,} objects ({copied.bytes:,} bytes), {copied.new:,} of them new."
        )
        if made.removed:
            self.stdout.write(f"Removed: {', '.join(str(number) for number in made.removed)}.")
        self.stdout.write(
            f"{KEPT} generations are kept; a key destroyed today is beyond recovery after {OLDEST.days} days "
            f"at the latest.\n{WITHOUT}"
        )
