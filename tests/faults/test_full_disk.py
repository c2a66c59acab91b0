"""F4 and F5: the disk fills while a film arrives or is worked on. It is said, and then goes on."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest

from sessions.models import Upload
from tests.faults.conftest import expire_leases
from tests.faults.killing import ffmpegs_below, run_beside, wait_until
from tests.faults.wholeness import problems
from tests.sessions.conftest import CHUNK, ask, begin, send
from tests.vault_builders import film, received_recording, work_off
from vault import jobs
from vault.actions import working
from vault.models import Job, Recording, SealedFile

pytestmark = [
    pytest.mark.servers,
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
    pytest.mark.timeout(600),
]
PLENTY = 2 * 1024**3


@pytest.fixture
def room(sealed_folder: Path) -> Iterator[Callable[[int], None]]:
    """`room(bytes)`: so much more fits on the disk of the sealed films."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={PLENTY}", "films", str(sealed_folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("A disk of a chosen size can be made by root only.")

    def room(more: int) -> None:
        size = shutil.disk_usage(sealed_folder).used + more
        resized = ["mount", "-o", f"remount,size={size}", str(sealed_folder)]
        subprocess.run(resized, capture_output=True, check=True)

    try:
        yield room
    finally:
        subprocess.run(["umount", "--lazy", str(sealed_folder)], capture_output=True, check=True)


def parts(folder: Path) -> list[Path]:
    return list(folder.glob("??/*/*.part"))


def test_a_full_disk_stops_an_upload_in_words_and_it_goes_on_when_there_is_room(
    room: Callable[[int], None], sealed_folder: Path, sign_in, scene: SimpleNamespace
) -> None:
    client, content = sign_in(scene.guider), os.urandom(8 * CHUNK)
    assert begin(client, scene.filming, len(content), scene.parent).status_code == 201
    upload = Upload.objects.get()
    assert send(client, upload, content[: 2 * CHUNK]).status_code == 204
    room(CHUNK)
    refused = send(client, upload, content[2 * CHUNK : 6 * CHUNK], 2 * CHUNK)
    assert refused.status_code == 507
    assert refused.content.decode().startswith(
        "There is not enough room on the server for this film right now."
    )
    assert (ask(client, upload).headers["Upload-Offset"], parts(sealed_folder)) == (str(2 * CHUNK), [])
    assert (Recording.objects.get().state, Job.objects.count()) == ("receiving", 0)
    room(PLENTY)
    assert send(client, upload, content[2 * CHUNK :], 2 * CHUNK).status_code == 204
    assert SealedFile.objects.get().sha256 == hashlib.sha256(content).hexdigest()
    assert problems() == []


def test_a_disk_that_fills_during_the_work_costs_one_attempt_and_leaves_nothing_half_made(
    room: Callable[[int], None], sealed_folder: Path, cast: SimpleNamespace, case_key: UUID
) -> None:
    recording = received_recording(case_key, film(3, 30, (480, 270), key_every=8), by=cast.guider)
    working.run(job_id=recording.jobs.get().pk)
    job = recording.jobs.get(kind=Job.Kind.TRANSCODE)

    def fill(child: int) -> None:
        wait_until(lambda: ffmpegs_below(child))
        room(4096)

    assert run_beside(lambda: working.run(job_id=job.pk), fill) == 0
    recording.refresh_from_db()
    job.refresh_from_db()
    assert (recording.state, job.state, job.attempt, parts(sealed_folder)) == ("working", "queued", 1, [])
    expire_leases()
    assert jobs.take(job.pk) is None
    job.refresh_from_db()
    assert (job.attempt, job.waits_for) == (1, Job.Wait.ROOM)
    room(PLENTY)
    work_off()
    recording.refresh_from_db()
    assert recording.state == Recording.State.READY
    assert problems() == []
