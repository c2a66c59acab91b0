"""Referrals that arrive at the same moment never take one case number."""

import os
import subprocess
import sys
from pathlib import Path

from tests.tree import ROOT

THREADS, EACH = 4, 6
OPENING = f"""
import django, threading
django.setup()
from datetime import date
from django.core.management import call_command
from django.db import connection
from tests import builders
from cases.actions import open_case
from cases.models import Case
from cases.rules import PersonFacts
for app in ("audit", "accounts", "cases"):
    call_command("migrate", app, verbosity=0, skip_checks=True)
guider = builders.user("guider", builders.organisation("Rosehill"))
people = [PersonFacts(name="A", role="staff", is_client=True), PersonFacts(name="B", role="pupil")]
facts = {{"referred_on": date(2026, 1, 1), "source": "self", "reason": "staff", "people": people}}
def open_some():
    try:
        for _ in range({EACH}):
            open_case(by=guider, **facts)
    finally:
        connection.close()
threads = [threading.Thread(target=open_some) for _ in range({THREADS})]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(*sorted(Case.objects.values_list("number", flat=True)))
"""


def test_parallel_referrals_get_one_number_each(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ATTUNE_")}
    ours = {
        "ATTUNE_MODE": "demo",
        "ATTUNE_SECRET_KEY": "x" * 50,
        "ATTUNE_DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "vig.settings",
        "PYTHONPATH": str(ROOT),
    }
    opened = subprocess.run(
        [sys.executable, "-c", OPENING],
        cwd=ROOT,
        env=kept | ours,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert opened.stderr == ""
    numbers = [int(number.split("-")[1]) for number in opened.stdout.split()]
    assert numbers == list(range(1, THREADS * EACH + 1))
