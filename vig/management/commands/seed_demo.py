"""Fill an empty demonstration with invented people and a drawn film."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from vig.demo import endings, history, measured, notes, referrals, road, stories, supervised, verp, visits
from vig.demo.film import make
from vig.demo.people import PASSWORD, gather

LONG, SHORT = 130, 45


class Command(BaseCommand):
    help = "Make the demonstration caseload, once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Invented people belong into a demonstration only.")
        if not User.objects.exists():
            self.stdout.write("Drawing the demonstration film…")
            long_film, short_film = make(1, LONG), make(2, SHORT)
            self.stdout.write("Writing the demonstration caseload…")
            cast = gather()
            history.write(cast)
            stories.tell_all(cast, long_film, short_film)
            supervised.tell_all(cast, short_film)
            endings.tell_all(cast, short_film)
            road.tell_all(cast)
            verp.tell_all(cast, short_film)
            referrals.tell_all(cast)
            visits.tell_all(cast)
            measured.tell(cast)
            notes.tell_all(cast)
        self.stdout.write(f"\nSign in with one of these (password for all: {PASSWORD}):")
        for role in ("guider", "trainee", "supervisor", "administrator"):
            self.stdout.write(f"  {role:14} {role}@demo.example")
