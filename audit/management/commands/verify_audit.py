"""`manage.py verify_audit`: is the audit trail whole? Exit code 1 if not, for a nightly job."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from audit.models import Entry, Head
from audit.rules import first_broken_entry


class Command(BaseCommand):
    help = "Check that no audit entry was changed or removed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head", default="", help="a hash that the log named earlier: is it still there?"
        )

    def handle(self, *_args: Any, head: str, **_options: Any) -> None:
        broken = first_broken_entry()
        if broken == 0:
            raise CommandError("Entries are missing at the end of the audit trail.")
        if broken is not None:
            raise CommandError(f"The audit trail is broken at entry {broken}.")
        if head and not Entry.objects.filter(hash=head).exists():
            raise CommandError("No entry has that hash: the trail was written anew after the log named it.")
        newest = Head.objects.filter(pk=1).first()
        self.stdout.write(f"The audit trail is whole: {Entry.objects.count()} entries.")
        self.stdout.write(f"Head hash: {newest.hash if newest else '-'}")
