"""F2: Redis is emptied, stopped and started again. Films are still taken in, and no job is lost."""

import re
import subprocess
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest
from celery import Celery
from django.urls import reverse

from sessions.models import Upload
from tests.faults.conftest import Starting, expire_leases
from tests.faults.devices import Device
from tests.faults.killing import wait_until
from tests.faults.wholeness import problems
from tests.sessions.conftest import begin
from tests.vault_builders import film
from tools import servers
from vault.models import Job, Recording

pytestmark = [
    pytest.mark.servers,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
    pytest.mark.timeout(900),
]


@pytest.fixture
def upload(sealed_folder: Path, sign_in, scene: SimpleNamespace):
    """`upload(address)` brings in one more film and gives its recording."""
    client, content = sign_in(scene.guider), film()

    def upload(address: str) -> Recording:
        assert begin(client, scene.filming, len(content), scene.parent).status_code == 201
        device = Device(client, Upload.objects.latest("started_at"), content, address)
        assert device.send(0, len(content)) == 204
        recording = device.upload.footage.custody.recording
        recording.refresh_from_db()
        assert recording.state in {"waiting", "working", "ready"}  # a worker may have begun already
        page = client.get(reverse("footage-progress", args=[device.upload.footage.pk]))
        assert re.search("You can leave this page|Ready", page.content.decode())
        return recording

    return upload


def is_ready(recording: Recording) -> bool:
    recording.refresh_from_db()
    return recording.state == Recording.State.READY


def the_clock_strikes(url: str) -> None:
    """The sweep that comes every half minute, after two minutes without a sign."""
    expire_leases()
    with Celery("clock", broker=url, set_as_current=False) as app:
        app.send_task("vault.tasks.sweep", queue="interactive")


def test_without_redis_films_are_taken_in_and_no_job_is_lost(upload, web, worker: Starting) -> None:
    [port] = servers.free_ports(1)
    url = {"ATTUNE_BROKER_URL": f"redis://127.0.0.1:{port}/0"}
    with ExitStack() as stack:
        first = stack.enter_context(ExitStack())
        first.enter_context(servers.redis(port=port))
        _process, address = stack.enter_context(web(**url))
        waiting = upload(address)
        emptied(port)
        stack.enter_context(worker(**url))
        the_clock_strikes(url["ATTUNE_BROKER_URL"])
        wait_until(lambda: is_ready(waiting))
        emptied(port)
        unnoticed = upload(address)
        wait_until(lambda: is_ready(unnoticed))
        first.close()
        meanwhile = upload(address)
        stack.enter_context(servers.redis(port=port))
        the_clock_strikes(url["ATTUNE_BROKER_URL"])
        wait_until(lambda: is_ready(meanwhile))
        wait_until(lambda: not Job.objects.exclude(state=Job.State.DONE).exists())
    assert set(Job.objects.filter(kind="prepare").values_list("attempt", "state")) == {(1, "done")}
    assert problems() == []


def emptied(port: int) -> None:
    subprocess.run(["redis-cli", "-p", str(port), "flushall"], check=True, capture_output=True)
