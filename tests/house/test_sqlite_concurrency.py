"""On SQLite files, web threads and the worker write at the same time without "database is locked"."""

import os
import subprocess
import sys
from pathlib import Path

from tests.tree import ROOT

WRITERS, THREADS, WRITES = 3, 4, 15
# What a request does: read, then write an audit entry, in one transaction.
WRITER = f"""
import django, threading
django.setup()
from audit.actions import record
from audit.models import Entry
from django.db import connection, transaction
problems = []
def write():
    try:
        for number in range({WRITES}):
            with transaction.atomic():
                Entry.objects.count()
                record(by="system", action="trial.written", subject="trial", number=number)
    except Exception as problem:
        problems.append(problem)
    finally:
        connection.close()
threads = [threading.Thread(target=write) for _ in range({THREADS})]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
raise SystemExit(repr(problems) if problems else 0)
"""
COUNT = """
import django
django.setup()
from audit.models import Entry
print(Entry.objects.filter(action="trial.written").count())
"""


def test_parallel_writers_on_real_files_lose_nothing(tmp_path: Path) -> None:
    python(tmp_path, "-m", "django", "migrate", "audit", "--verbosity=0", "--skip-checks").communicate(
        timeout=60
    )
    writers = [python(tmp_path, "-c", WRITER) for _ in range(WRITERS)]
    said = [writer.communicate(timeout=100)[1] for writer in writers]
    assert said == [""] * WRITERS
    counted, _ = python(tmp_path, "-c", COUNT).communicate(timeout=60)
    assert int(counted) == WRITERS * THREADS * WRITES


def python(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ATTUNE_")}
    ours = {
        "ATTUNE_MODE": "demo",
        "ATTUNE_SECRET_KEY": "x" * 50,
        "ATTUNE_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "vig.settings",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=kept | ours,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
