"""`manage.py serve` starts the web server and the workers as one thing, and stops them as one thing."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from tests.tree import ROOT
from tools import servers

pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
def test_one_signal_stops_all_and_leaves_nothing_behind(serve: Callable[[], Any], signum: int) -> None:
    with serve() as (process, _address):
        family = wait_for_family(process.pid)
        process.send_signal(signum)
        assert process.wait(60) == 0
    assert [pid for pid in family if alive(pid)] == []


def test_when_a_worker_dies_everything_stops_and_says_so(serve: Callable[[], Any]) -> None:
    with serve() as (process, _address):
        family = wait_for_family(process.pid)
        os.kill(next(pid for pid in family if b"bulk" in command_of(pid)), signal.SIGKILL)
        _, said = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "A worker ended by itself" in said
    assert [pid for pid in family if alive(pid)] == []


def test_a_killed_launcher_takes_its_children_with_it(serve: Callable[[], Any]) -> None:
    with serve() as (process, _address):
        family = wait_for_family(process.pid)
        process.kill()
        process.wait(10)
        until = monotonic() + 60
        while monotonic() < until and any(alive(pid) for pid in family):
            sleep(0.2)
    assert [pid for pid in family if alive(pid)] == []


def test_a_port_in_use_is_named(demonstration: dict[str, str]) -> None:
    with servers.redis() as other:
        command = [sys.executable, "manage.py", "serve", "--port", str(other.port)]
        done = subprocess.run(
            command, cwd=ROOT, env=demonstration, capture_output=True, text=True, check=False
        )
    assert done.returncode != 0
    assert f"Port {other.port} is in use. Choose another: make run PORT={other.port + 1}" in done.stderr


def test_it_is_for_the_demonstration_only(demonstration: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "serve"]
    done = refusal(command, demonstration | {"ATTUNE_MODE": "test"})
    assert done.returncode != 0
    assert "docs/deployment.md" in done.stderr


def refusal(command: list[str], environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def wait_for_family(pid: int) -> list[int]:
    """The launcher's descendants, once the web server and both workers have started their own."""
    until = monotonic() + 60
    while len(found := descendants(pid)) < 8 and monotonic() < until:
        sleep(0.2)
    return found


def descendants(pid: int) -> list[int]:
    listing = Path(f"/proc/{pid}/task/{pid}/children")
    below = [int(child) for child in listing.read_text().split()] if listing.exists() else []
    return below + [grandchild for child in below for grandchild in descendants(child)]


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def command_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()
