"""How long does "who watched this film, between these times" take in a long trail?

`python -m tools.bench.trail [ROWS]` writes a trail (a million rows) on SQLite and on PostgreSQL, and asks.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from time import perf_counter
from typing import Any

from tools import servers
from tools.bench.installation import ROOT

GUIDERS, CASES, FILMS = 40, 400, 3000
REPEATS = 5


def main() -> None:
    if len(sys.argv) > 2:
        return measure(sys.argv[1], int(sys.argv[2]))
    rows = sys.argv[1] if len(sys.argv) == 2 else "1000000"
    with tempfile.TemporaryDirectory(prefix="attune-bench-") as folder, ExitStack() as stack:
        environment = os.environ | {
            "ATTUNE_MODE": "test",
            "ATTUNE_DATA_DIR": folder,
            "ATTUNE_SECRET_KEY": "bench",
            "DJANGO_SETTINGS_MODULE": "vig.settings",
        }
        for name in ("SQLite", "PostgreSQL"):
            if name == "PostgreSQL":
                environment |= stack.enter_context(servers.postgres()).environment
            migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
            subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
            ask = [sys.executable, "-m", "tools.bench.trail", name, rows]
            subprocess.run(ask, cwd=ROOT, env=environment, check=True)
    return None


def measure(name: str, rows: int) -> None:
    import django

    django.setup()
    from django.db import connection

    administrator = fill(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for words, query in questions().items():
        took = min(ask(administrator, query) for _ in range(REPEATS))
        print(f"{name:11} {rows:>9,} rows  {took:7.3f} s  {words}", flush=True)


def ask(administrator: Any, query: dict[str, str]) -> float:
    from vig.trail import openings, page_of
    from vig.trail_form import TrailForm

    start = perf_counter()
    form = TrailForm(administrator, query)
    found = form.entries()
    page_of(found, "")
    if form.cleaned_data["about"]:
        list(openings(found))
    return perf_counter() - start


def questions() -> dict[str, dict[str, str]]:
    from accounts.models import User

    guider = User.objects.get(email="guider7@bench.example")
    period = {"since": "2025-03-01T00:00", "until": "2025-09-01T00:00"}
    return {
        "everything, the newest page": {},
        "who watched film 77": {"about": "Film 77"},
        "who watched film 77, in half a year": {"about": "Film 77", **period},
        "one person, in half a year": {"person": f"accounts.user:{guider.pk}", **period},
        "one case": {"case": "C77"},
        "refused, in half a year": {"outcome": "refused", **period},
        "for supervision, in half a year": {"purpose": "supervision", **period},
        "nothing found: refused for keepsakes": {"outcome": "refused", "purpose": "keepsake"},
        "a film nobody opened": {"about": "Film 999999"},
    }


def fill(rows: int) -> Any:
    """Two services, one with a twentieth of the work; the administrator of the large one asks."""
    from django.db.models import QuerySet
    from django.utils import timezone

    from accounts.models import Organisation, User
    from audit.models import Entry
    from cases.models import Case

    services = [Organisation.objects.create(name=name, slug=name.lower()) for name in ("Large", "Small")]
    guiders = [
        User.objects.create(
            email=f"guider{number}@bench.example",
            name=f"Guider {number}",
            organisation=services[number % 20 == 19],
        )
        for number in range(GUIDERS)
    ]
    cases = [
        Case.objects.create(
            number=f"C{number}",
            organisation=guiders[number % GUIDERS].organisation,
            guider=guiders[number % GUIDERS],
            referred_on=timezone.localdate(),
            source=Case.Source.OTHER,
            reason=Case.Reason.OTHER,
        )
        for number in range(CASES)
    ]
    QuerySet(Entry).bulk_create(entries(rows, cases), batch_size=2000)
    administrator = User.objects.create(
        email="administrator@bench.example", name="Administrator", organisation=services[0]
    )
    administrator.roles_held.create(role="administrator")
    return administrator


def entries(rows: int, cases: list[Any]) -> Iterator[Any]:
    from django.utils import timezone

    from audit.models import Entry

    chance, now = random.Random(1), timezone.now()  # noqa: S311 - rows to measure with
    for number in range(rows):
        film = chance.randrange(FILMS)
        case = cases[film % CASES]
        is_refused = chance.random() < 0.01
        yield Entry(
            at=now - timedelta(seconds=60 * (rows - number)),
            actor=f"accounts.user:{case.guider_id}",
            action="film.read",
            subject=f"vault.recording:{film}",
            case=f"cases.case:{case.pk}",
            purpose=chance.choice(["preparation", "preparation", "shared_review", "supervision"]),
            outcome="refused" if is_refused else "allowed",
            detail={"role": "working", "method": "GET", "start": 0, "end": 1048576},
            request_id="00000000-0000-0000-0000-000000000000",
            previous_hash=f"{number:064x}",
            hash=f"{number + 1:064x}",
        )


if __name__ == "__main__":
    main()
