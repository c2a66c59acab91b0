"""Faults happen to real processes that work on this test's own databases and on a storage of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from signal import SIGKILL
from uuid import UUID, uuid4

import pytest
from celery import Celery
from django.conf import settings as configured
from django.core.files.storage import storages
from django.db import connections
from django.utils import timezone

from tests.faults.killing import PATIENCE, wait_until
from tests.sessions.conftest import scene  # noqa: F401 - a fixture for the tests of this folder
from tests.tree import ROOT
from tools import servers
from vault.models import Job

Starting = Callable[..., "contextmanager[subprocess.Popen[bytes]]"]


@pytest.fixture
def sealed_folder(settings, tmp_path: Path) -> Path:
    """The storage of this test alone."""
    settings.DATA_DIR = tmp_path
    folder = tmp_path / "sealed"
    folder.mkdir()
    media = {**configured.STORAGES["media"], "OPTIONS": {"location": folder}}
    settings.STORAGES = {**configured.STORAGES, "media": media}
    assert storages["media"].folder == folder
    return folder


@pytest.fixture
def environment(sealed_folder: Path, tmp_path: Path) -> dict[str, str]:
    """For processes that work on the databases of this test."""
    names = {
        f"ATTUNE_{ours}_NAME": name_of(alias, tmp_path)
        for alias, ours in (("default", "DATABASE"), ("keystore", "KEYSTORE"))
    }
    return {
        **os.environ,
        **names,
        "ATTUNE_DATA_DIR": str(tmp_path),
        "ATTUNE_MASTER_KEY_DIR": str(configured.MASTER_KEY_DIR),
        "ATTUNE_BROKER_URL": "filesystem://localhost/",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONWARNINGS": "ignore",
    }


def name_of(alias: str, folder: Path) -> str:
    """The database's name; for a file, a link to it where the other processes look for theirs."""
    name = str(connections[alias].settings_dict["NAME"])
    if connections[alias].vendor != "sqlite":
        return name
    (folder / f"{alias}.sqlite3").symlink_to(name)
    return alias


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Starting:
    """`with start("-m", "celery", …) as process:` with its words in a log; killed with all its children."""

    @contextmanager
    def start(*arguments: str, ready: str = "", **more: str) -> Iterator["subprocess.Popen[bytes]"]:
        log = tmp_path / f"{len(list(tmp_path.glob('*.log')))}.log"
        with log.open("wb") as sink:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=environment | more,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                start_new_session=True,
            )
        try:
            wait_until(lambda: process.poll() is not None or ready in log.read_text(), f"not {ready}")
            assert process.poll() is None, log.read_text()
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, SIGKILL)
            process.wait(PATIENCE)

    return start


@pytest.fixture
def worker(start: Starting) -> Starting:
    """A real worker for both queues, `name` to tell it from another."""

    def worker(name: str = "one", **more: str):
        options = ["-Q", "interactive,bulk", "--concurrency", "1", "-n", f"{name}@%h", "--loglevel", "info"]
        command = ["-m", "celery", "-A", "vig", "worker", *options]
        return start(*command, "--without-mingle", "--without-gossip", ready=" ready.", **more)

    return worker


@pytest.fixture
def web(start: Starting) -> Iterator[Callable[..., object]]:
    """`with web() as (process, address):` gunicorn with one worker process."""

    @contextmanager
    def web(**more: str):
        [port] = servers.free_ports(1)
        bound = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "8"]
        command = ["-m", "gunicorn", "vig.wsgi", *bound, "--no-control-socket", "--log-level", "info"]
        with start(*command, ready="Booting worker", **more) as process:
            yield process, f"http://127.0.0.1:{port}"

    return web


def expire_leases() -> None:
    """As if the time of every lease and every pause had passed."""
    past = timezone.now() - timedelta(seconds=1)
    Job.objects.filter(state=Job.State.LEASED).update(leased_until=past)
    Job.objects.filter(state=Job.State.QUEUED).update(not_before=None, nudged_at=None)


@pytest.fixture
def case_key() -> UUID:
    return uuid4()


@pytest.fixture
def send(environment: dict[str, str], tmp_path: Path) -> Callable[..., None]:
    """`send(job)` puts one more message for it into the queue of this test's workers."""
    (tmp_path / "queue").mkdir(exist_ok=True)
    folders = {name: str(tmp_path / "queue") for name in ("data_folder_in", "data_folder_out")}
    app = Celery("faults", broker=environment["ATTUNE_BROKER_URL"], set_as_current=False)
    app.conf.broker_transport_options = folders | {"control_folder": str(tmp_path / "queue-control")}

    def send(job: Job) -> None:
        app.send_task("vault.tasks.run_job", args=[job.pk], queue=job.queue)

    return send
