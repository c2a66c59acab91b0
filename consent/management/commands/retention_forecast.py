"""`manage.py retention_forecast`: what would be destroyed by itself until the end of this month."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import Organisation
from consent.forecast import end_of_month, forecast


class Command(BaseCommand):
    help = "Say what would be destroyed by itself until the end of this month. Destroys nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        until = end_of_month(timezone.localdate())
        for organisation in Organisation.objects.order_by("name"):
            self.stdout.write(f"{organisation.name}, until {until:%d %B %Y}:")
            lines = forecast(organisation, until)
            for line in lines:
                held = "  HELD BACK" if line.is_held else ""
                self.stdout.write(
                    f"  {line.on:%d %b %Y}  {line.case:12} {line.films:4}  {line.what} ({line.rule}){held}"
                )
            if not lines:
                self.stdout.write("  nothing")
