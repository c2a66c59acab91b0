"""Kill the worker in the middle of a film: nothing is left behind, and the film is ready exactly once."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.vault import scan

pytestmark = [pytest.mark.servers, pytest.mark.timeout(600)]
PATIENCE = 240


class Scene:
    """An installation of its own, with a real Celery worker over a folder of messages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.since = time.time()
        (folder / "temporary").mkdir()
        self.environment = {
            **os.environ,
            "TMPDIR": str(folder / "temporary"),
            "ATTUNE_DATA_DIR": str(folder),
            "ATTUNE_BROKER_URL": "filesystem://",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
        self.worker: subprocess.Popen[bytes] | None = None

    def step(self, name: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-m", "tests.vault.worker_scene", name],
            cwd=settings.BASE_DIR,
            env=self.environment,
            check=True,
            capture_output=True,
        )
        return json.loads(done.stdout) if done.stdout else None

    def start(self) -> None:
        command = ["-m", "celery", "-A", "vig", "worker", "-Q", "interactive,bulk", "--concurrency", "1"]
        with (self.folder / "worker.log").open("ab") as log:
            self.worker = subprocess.Popen(
                [sys.executable, *command, "--without-mingle", "--without-gossip"],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        if self.worker is not None and self.worker.poll() is None:
            os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()

    def encoders(self) -> set[int]:
        """The encoders that this worker's children run."""
        return {process for process in _below(self.worker.pid) if b"libx264" in _command(process)}

    def readable(self) -> list[str]:
        """What anybody could read of the film, and of its keys beside the master key's own file."""
        secrets = {name: list(map(bytes.fromhex, each)) for name, each in self.step("secrets").items()}
        spelt = [spelling for key in secrets["keys"] for spelling in scan.spellings(key)]
        own = [path for path in scan.below(self.folder) if path.suffix != ".key"]
        new = [path for path in scan.appeared_since(self.since) if path.is_relative_to(scan.MEMORY)]
        objects = list(scan.below(self.folder / "sealed"))
        return scan.hits([*own, *new], secrets["film"] + spelt) + scan.hits(objects, scan.MAGIC)

    def until(self, reached: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not reached():
            assert time.monotonic() < end, (self.folder / "worker.log").read_text()[-3000:]
            time.sleep(0.3)


def _below(process: int) -> Iterator[int]:
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            yield child
            yield from _below(child)


def _command(process: int) -> bytes:
    """Empty when the process has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path)
    try:
        yield made
    finally:
        made.kill()


def test_a_killed_worker_leaves_nothing_and_the_film_is_made_once(scene: Scene) -> None:
    scene.step("begin")
    scene.start()
    scene.until(lambda: bool(scene.encoders()))
    encoders = scene.encoders()
    time.sleep(0.5)
    scene.kill()
    scene.until(lambda: not any(_command(process) for process in encoders))
    assert scene.readable() == []
    before = scene.step("show")
    assert before["recording"] == "working"
    assert before["jobs"]["transcode"] == ["leased", 1]
    assert before["complete"] == ["original"]

    scene.start()
    scene.step("expire")
    scene.until(lambda: "strip" in scene.step("show")["complete"])
    after = scene.step("show")
    assert after["recording"] == "ready"
    assert after["jobs"] == {"prepare": ["done", 1], "transcode": ["done", 2], "strip": ["done", 1]}
    assert after["complete"] == ["original", "strip", "waveform", "working"]
    assert (after["incomplete"], after["unknown_objects"]) == (0, 0)
