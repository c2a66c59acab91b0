"""F11: the power goes between file and row, and between row and file. Nothing acknowledged is lost by it."""

import hashlib
import os
from types import SimpleNamespace

import pytest

from audit.models import Entry
from sessions.models import Upload
from tests.faults.conftest import expire_leases
from tests.faults.killing import Point, killed_after, killed_at, rounds
from tests.faults.wholeness import problems
from tests.sessions.conftest import CHUNK, ask, begin, send
from tests.vault_builders import film, received_recording, work_off
from vault import actions
from vault.actions import working
from vault.models import Job, Key, Recording, SealedFile, Segment

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
    pytest.mark.usefixtures("sealed_folder"),
    pytest.mark.timeout(900),
]
PUT = "vault.storage:SealedFolderStorage.put"
RENAME = "pathlib:Path.rename"
RECEIVING = [
    Point("os:fsync", "before"),
    Point(RENAME, "before", 2),
    Point(RENAME, "after", 2),
    Point("vault.files:_register", "before"),
    Point("vault.files:_register", "after", 2),
    Point("sessions.actions.uploads:settle", "after", 2),
    Point("sessions.actions.uploads:finish_original", "before"),
    Point("vault.actions.receiving:enqueue", "after"),
    Point("sessions.actions.uploads:finish_original", "after"),
]
PREPARING = [
    Point("vault.jobs:take", "after"),
    Point(PUT, "after"),
    Point("vault.pipeline.work:Work.seal", "after"),
    Point("vault.jobs:close", "before"),
    Point("vault.pipeline.prepare:record", "after"),
    Point("vault.jobs:nudge", "before"),
]
DESTROYING = [
    Point("vault.actions.destruction:complete_destruction", "before"),
    Point("vault.keys:destroy", "after"),
    Point("vault.storage:SealedFolderStorage.delete", "before"),
    Point("vault.storage:SealedFolderStorage.delete", "after"),
]


@pytest.fixture
def upload(sign_in, scene: SimpleNamespace) -> SimpleNamespace:
    """An upload of three pieces and a bit; `go_on()` does what a client does: ask how far, send the rest."""
    client, content = sign_in(scene.guider), os.urandom(3 * CHUNK + 100)
    assert begin(client, scene.filming, len(content), scene.parent).status_code == 201

    def go_on() -> None:
        Upload.objects.update(leased_until=None, lease=None)
        row = Upload.objects.get()
        while row.finished_at is None:
            start = int(ask(client, row).headers["Upload-Offset"])
            if start < len(content):
                assert send(client, row, content[start : start + 2 * CHUNK], start).status_code == 204
            row.refresh_from_db()

    return SimpleNamespace(content=content, go_on=go_on)


def is_received(content: bytes) -> None:
    original = SealedFile.objects.get(role=SealedFile.Role.ORIGINAL)
    assert (original.complete, original.sha256) == (True, hashlib.sha256(content).hexdigest())
    assert Job.objects.count() == 1
    assert Entry.objects.filter(action="upload.finished").count() == 1
    assert problems() == []


@pytest.mark.parametrize("point", RECEIVING, ids=str)
def test_a_film_arrives_whole_although_the_power_went(upload: SimpleNamespace, point: Point) -> None:
    killed_at(point, upload.go_on)
    upload.go_on()
    is_received(upload.content)


def test_a_film_arrives_whole_although_the_power_went_at_any_moment(upload: SimpleNamespace) -> None:
    for number in rounds(3):
        killed_after(0.02 * (number + 1), upload.go_on)
    upload.go_on()
    is_received(upload.content)


@pytest.mark.parametrize("point", PREPARING, ids=str)
def test_a_film_is_ready_exactly_once_although_the_power_went(cast, case_key, point: Point) -> None:
    recording = received_recording(case_key, film(), by=cast.guider)
    [job] = recording.jobs.all()
    killed_at(point, lambda: working.run(job_id=job.pk))
    recording.refresh_from_db()
    was_ready = recording.state == Recording.State.READY
    assert was_ready is (point.call == "vault.jobs:nudge")
    expire_leases()
    working.run(job_id=job.pk)
    work_off()
    recording.refresh_from_db()
    assert recording.state == Recording.State.READY
    assert Entry.objects.filter(action="recording.ready").count() == 1
    assert problems() == []


@pytest.mark.parametrize("point", DESTROYING, ids=str)
def test_a_film_is_gone_for_good_although_the_power_went(cast, case_key, point: Point) -> None:
    recording = received_recording(case_key, os.urandom(2 * CHUNK), by=cast.guider)
    kept = received_recording(case_key, os.urandom(CHUNK), by=cast.guider)
    killed_at(point, lambda: actions.destroy(recording=recording, by=cast.guider))
    recording.refresh_from_db()
    assert recording.state == Recording.State.DESTROYED
    assert problems() == []
    recording.refresh_from_db()
    assert recording.key_destroyed_at is not None
    assert not Key.objects.filter(pk=recording.key).exists()
    assert set(Segment.objects.values_list("file__recording", flat=True)) == {kept.pk}
