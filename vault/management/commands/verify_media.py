"""`manage.py verify_media`: is every film whole and every key in place? Exit code 1 if not."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vault.keys import KeysUnavailable, check_master_keys
from vault.models import Recording
from vault.verification import Verification


class Command(BaseCommand):
    help = "Check that rows, sealed objects, keys and hashes agree. Changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quick", action="store_true", help="existence and sizes only; decrypt nothing")
        parser.add_argument("--recording", type=UUID, help="one film only")

    def handle(self, *_args: Any, quick: bool, recording: UUID | None, **_options: Any) -> None:
        if recording and not Recording.objects.filter(pk=recording).exists():
            raise CommandError("There is no film with this id.")
        try:
            check_master_keys()
        except KeysUnavailable as error:
            raise CommandError(str(error)) from error
        look, faults = Verification(quick=quick, recording=recording), 0
        for fault in look.faults():
            faults += 1
            self.stdout.write(fault)
        self._tell(look)
        if faults:
            raise CommandError(f"Faults found: {faults}.")
        self.stdout.write("Everything is there." if quick else "Everything is there and every hash agrees.")

    def _tell(self, look: Verification) -> None:
        count = look.counted
        self.stdout.write(f"Films: {count['recordings']}, of them destroyed: {count['destroyed']}.")
        self.stdout.write(f"Files: {count['complete']} complete, {count['arriving']} unfinished.")
        self.stdout.write(f"Files destroyed, of which only the hash is kept: {count['gone']}.")
        self.stdout.write(f"Objects: {count['objects']}, holding {count['bytes']} bytes of film.")
        if not look.recording:
            self.stdout.write(f"Notes: {count['notes']}. Keys: {count['keys']}.")
