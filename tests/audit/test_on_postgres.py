"""The trail on PostgreSQL: the same tests, run once more against a real server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tree import ROOT


@pytest.mark.servers
def test_the_trail_is_as_strong_on_postgresql(postgres_server, tmp_path: Path):
    environment = os.environ | postgres_server.environment | {"ATTUNE_DATA_DIR": str(tmp_path)}
    program = [sys.executable, "-m", "pytest", "-q", "tests/audit/test_trail.py"]
    run = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:]
    engine = "from django.conf import settings; print(settings.DATABASES['default']['ENGINE'])"
    asked = environment | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    told = subprocess.run(
        [sys.executable, "-c", engine], cwd=ROOT, env=asked, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "django.db.backends.postgresql"
