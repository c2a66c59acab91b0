"""F3: PostgreSQL crashes and comes back while films arrive and while they are worked on."""

import os
import subprocess
import sys

import pytest

from tests.tree import ROOT
from tools import servers

pytestmark = [pytest.mark.servers, pytest.mark.timeout(900)]


def test_nothing_is_lost_when_the_database_crashes() -> None:
    """On a server that no other test needs."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("ATTUNE_", "PYTEST_"))}
    with servers.postgres() as server:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "tests/faults/on_postgres.py"],
            cwd=ROOT,
            env=mine | server.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-5000:]
    assert "2 passed" in done.stdout
