"""F19: many devices upload slowly and at once. Each film arrives whole, and the web server stays small."""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from sessions.models import Upload
from tests.faults.devices import Device
from tests.faults.killing import below
from tests.faults.wholeness import problems
from tests.sessions.conftest import CHUNK, begin
from vault.models import SealedFile

pytestmark = [
    pytest.mark.servers,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
    pytest.mark.timeout(1800),
]
DEVICES = int(os.environ.get("ATTUNE_FAULT_UPLOADS") or 20)
GIB = 1024**3


def most_memory(process: int) -> int:
    """The most bytes that a process ever held."""
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


def in_pieces(device: Device) -> None:
    for start in range(0, len(device.content), CHUNK):
        device.send(start, start + CHUNK)


def test_many_slow_uploads_at_once_all_arrive(sealed_folder, sign_in, scene: SimpleNamespace, web) -> None:
    client = sign_in(scene.guider)
    contents = [os.urandom(3 * CHUNK) for _number in range(DEVICES)]
    for content in contents:
        assert begin(client, scene.filming, len(content), scene.parent).status_code == 201
    uploads = Upload.objects.order_by("started_at")
    devices = [Device(client, upload, content) for upload, content in zip(uploads, contents, strict=True)]
    with web() as (process, address), ThreadPoolExecutor(DEVICES) as everybody:
        for device in devices:
            device.address = address
        list(everybody.map(in_pieces, devices))
        held = sum(most_memory(each) for each in below(process.pid))
    assert [set(device.seen) for device in devices] == [{204}] * DEVICES
    arrived = set(SealedFile.objects.filter(complete=True).values_list("sha256", flat=True))
    assert arrived == {hashlib.sha256(content).hexdigest() for content in contents}
    assert held < GIB
    assert problems() == []
