"""`manage.py reapply_erasures`: what was erased stays erased, also after a backup was restored by hand."""

from typing import Any

from django.core.management.base import BaseCommand

from consent.actions import reapply_erasures


class Command(BaseCommand):
    help = "Erase again what a restored backup brought back. Repeating it changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        again = reapply_erasures(by="operator")
        if again.is_nothing:
            self.stdout.write("Nothing that was erased is back.")
            return
        self.stdout.write(
            f"A backup had brought back what was erased. Withdrawals made again: {again.withdrawals}. "
            f"Other films erased again: {again.films}. Keys destroyed again: {again.keys}."
        )
