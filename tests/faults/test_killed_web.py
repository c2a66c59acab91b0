"""F7, F10: the web server is killed while a film arrives, at any byte. The device goes on from there."""

import hashlib
import os
import random
import signal
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from audit.models import Entry
from sessions.models import Upload
from tests.faults.devices import Device
from tests.faults.killing import below, rounds, wait_until
from tests.faults.wholeness import problems
from tests.sessions.conftest import begin
from vault.models import Job, SealedFile

pytestmark = [
    pytest.mark.servers,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
    pytest.mark.timeout(1800),
]
LENGTH = 6 * 1024 * 1024 + 1234
OFFSETS = random.Random(5)  # noqa: S311 - for offsets, not for secrets


@pytest.fixture
def device(sealed_folder, sign_in, scene: SimpleNamespace) -> Device:
    client, content = sign_in(scene.guider), os.urandom(LENGTH)
    assert begin(client, scene.filming, LENGTH, scene.parent).status_code == 201
    return Device(client, Upload.objects.get(), content)


def free_the_upload() -> None:
    """As if the half minute had passed in which a dead request still holds it."""
    Upload.objects.exclude(lease=None).update(leased_until=timezone.now() - timedelta(seconds=1))


def arrived_once(device: Device) -> None:
    original = SealedFile.objects.get(role=SealedFile.Role.ORIGINAL)
    assert (original.complete, original.sha256) == (True, hashlib.sha256(device.content).hexdigest())
    assert (Job.objects.count(), Entry.objects.filter(action="upload.finished").count()) == (1, 1)
    assert problems() == []


def test_a_web_server_killed_at_any_byte_loses_nothing_that_it_acknowledged(device: Device, web) -> None:
    with web() as (process, device.address):
        for _round in rounds(3):
            acknowledged = device.offset()
            if acknowledged == LENGTH:
                break
            serving = set(below(process.pid))
            stop_at = OFFSETS.randrange(0, LENGTH - acknowledged)
            device.send(acknowledged, LENGTH, stop_at=stop_at)
            for each in serving:
                os.kill(each, signal.SIGKILL)
            wait_until(lambda gone=serving: set(below(process.pid)) - gone)
            free_the_upload()
            assert device.offset() >= acknowledged
        device.go_on()
    arrived_once(device)


def test_a_connection_that_breaks_at_any_byte_is_gone_on_with(device: Device, web) -> None:
    with web() as (_process, device.address):
        for _round in rounds(3):
            if (start := device.offset()) < LENGTH:
                device.send(start, LENGTH, stop_at=OFFSETS.randrange(0, LENGTH - start))
        device.go_on()
    arrived_once(device)
