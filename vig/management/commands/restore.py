"""`manage.py restore FOLDER [--keys FOLDER]`: bring a backup back; what was erased stays erased."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.actions import record
from consent.actions import reapply_erasures, remember_erasures
from vault.backups.restoring import DATABASE, KEYS, Restoration
from vault.backups.sealed import Refused
from vault.keys import KeysUnavailable

THEN = "Now run `manage.py verify_audit` and `manage.py verify_media`, then start Attune."


class Command(BaseCommand):
    help = "Restore the newest backup, or the one with a number. Stop Attune first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where the backups of the main database are")
        parser.add_argument(
            "--keys", type=Path, help="where the keystore's are; without it the keys here stay"
        )
        parser.add_argument("--number", type=int, help="another generation than the newest")
        parser.add_argument("--keys-number", type=int, help="another generation of the keystore")
        parser.add_argument("--replace", action="append", choices=[DATABASE, KEYS], default=[])
        parser.add_argument(
            "--despite-damage", action="store_true", help="restore the objects that are whole"
        )
        parser.add_argument("--check", action="store_true", help="look at everything, and write nothing")

    def handle(self, *_args: Any, folder: Path, check: bool, **options: Any) -> None:
        wanted = Restoration(
            main=folder,
            tell=self.stdout.write,
            keystore_folder=options["keys"],
            number=options["number"],
            keys_number=options["keys_number"],
            replace=frozenset(options["replace"]),
            despite_damage=options["despite_damage"],
        )
        try:
            wanted.check()
        except (Refused, KeysUnavailable) as error:
            raise CommandError(f"{error} Nothing was changed.") from error
        if check:
            self.stdout.write("This backup can be restored here. Nothing was changed.")
            return
        try:
            self._restore(wanted)
        except (Refused, KeysUnavailable, OSError) as error:
            raise CommandError(f"{error} Restoring is not complete: do not start Attune.") from error

    def _restore(self, wanted: Restoration) -> None:
        remember_erasures()
        wanted.restore_keys()
        wanted.restore_database()
        rows = wanted.check_rows()
        call_command("migrate", interactive=False, verbosity=0)
        again = reapply_erasures(by="operator")
        back, lost = wanted.restore_objects()
        record(by="operator", action="backup.restored", subject="backup", rows=rows, objects=back, lost=lost)
        self.stdout.write(f"Restored: {rows:,} rows and {back:,} objects.")
        self.stdout.write(
            f"Erased again: {again.withdrawals} withdrawals, {again.films} other films, {again.keys} keys."
        )
        if lost:
            raise Refused(f"{lost} objects are in no backup: `manage.py verify_media` names their films.")
        self.stdout.write(THEN)
