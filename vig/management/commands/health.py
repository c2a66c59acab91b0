"""`manage.py health`: what the health page says. Exit code 1 when something does not work."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vig.health import checks


class Command(BaseCommand):
    help = "Say in words whether everything works."

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = checks()
        for check in found:
            self.stdout.write(f"{check.name}: {check.state}. {check.words}")
        broken = [str(check.name) for check in found if check.tone == "stop"]
        if broken:
            raise CommandError(f"Not working: {', '.join(broken)}.")
