"""F16, F18, F20: no audit entry can be written, the master key is another, a stored bit is flipped."""

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection
from django.urls import reverse

from audit.models import Entry
from sessions.models import Upload
from tests import consent_builders
from tests.faults.conftest import expire_leases
from tests.sessions.conftest import begin
from tests.vault_builders import film, received_recording
from vault import keys
from vault.actions import working
from vault.models import Job, Key, Recording
from vault.sealing import CHUNK, HEADER, SEALED_CHUNK
from vault.storage import sealed_storage

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
    pytest.mark.usefixtures("sealed_folder"),
]
REFUSE = "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE 'disk is full'; END $$ LANGUAGE plpgsql"
FULL = {
    "sqlite": [
        "CREATE TRIGGER full BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'disk is full'); END",
        "DROP TRIGGER full",
    ],
    "postgresql": [
        f"{REFUSE}; CREATE TRIGGER full_disk BEFORE INSERT ON audit_entry EXECUTE FUNCTION refuse()",
        "DROP FUNCTION refuse CASCADE",
    ],
}


@pytest.fixture
def shown(sign_in, scene: SimpleNamespace) -> SimpleNamespace:
    """A film of three chunks; `get(range)` asks for it as the player does."""
    content = os.urandom(3 * CHUNK)
    custody, file = consent_builders.sealed_film(scene.case, [scene.parent], content)
    Recording.objects.filter(pk=custody.recording_id).update(
        state="ready", frame_count=1, duration_ms=1, frame_table=b"x"
    )
    footage = scene.filming.footage.create(custody=custody, file_name="film.mp4", added_by=scene.guider)
    client = sign_in(scene.guider)

    def get(start: int, end: int):
        wanted = {"Range": f"bytes={start}-{end - 1}"}
        return client.get(reverse("footage-film", args=[footage.pk]), headers=wanted)

    return SimpleNamespace(get=get, content=content, file=file, client=client, scene=scene)


@pytest.fixture
def full_trail() -> Iterator[None]:
    """The audit trail takes no entry: its disk is full."""
    fill, empty = FULL[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(fill)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(empty)


def test_while_no_audit_entry_can_be_written_no_byte_of_film_is_sent(shown, request) -> None:
    assert shown.get(0, 10).content == shown.content[:10]
    written = Entry.objects.count()
    request.getfixturevalue("full_trail")
    refused = shown.get(0, 10)
    assert (refused.status_code, Entry.objects.count()) == (503, written)
    assert refused.content == b"The film cannot be shown at this moment. Please try again."


def test_with_another_master_key_nothing_is_sealed_opened_or_spoilt(shown, settings, tmp_path: Path) -> None:
    ours, kept = settings.MASTER_KEY_DIR, Key.objects.count()
    waiting = received_recording(shown.scene.case.key, film(), by=shown.scene.guider)
    job = waiting.jobs.get()
    settings.MASTER_KEY_DIR = tmp_path / "another"
    keys.create_master()
    rows = (Upload.objects.count(), Recording.objects.count())
    assert shown.get(0, 10).status_code == 503
    refused = begin(shown.client, shown.scene.filming, 1000, shown.scene.parent)
    assert (refused.status_code, Upload.objects.count(), Recording.objects.count()) == (503, *rows)
    for _attempt in range(4):
        working.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempt, job.waits_for) == ("queued", 0, Job.Wait.KEY)
    shutil.rmtree(settings.MASTER_KEY_DIR)
    settings.MASTER_KEY_DIR = ours
    assert Key.objects.count() >= kept
    assert shown.get(0, 10).content == shown.content[:10]
    expire_leases()
    working.run(job_id=job.pk)
    waiting.refresh_from_db()
    assert waiting.state == Recording.State.READY


def test_a_flipped_bit_spoils_its_own_part_and_is_reported(shown, caplog: pytest.LogCaptureFixture) -> None:
    path = sealed_storage().folder / shown.file.segments.get().name
    stored = bytearray(path.read_bytes())
    stored[HEADER.size + SEALED_CHUNK + 1000] ^= 1
    path.write_bytes(stored)
    assert shown.get(0, CHUNK).content == shown.content[:CHUNK]
    with caplog.at_level(logging.ERROR):
        spoilt = shown.get(CHUNK, 2 * CHUNK)
    told = [record for record in caplog.records if record.name == "consent.media"]
    assert (spoilt.status_code, len(told)) == (503, 1)
    assert spoilt.content == b"The film cannot be read at this moment. Please try again."
    assert str(shown.file.pk) in caplog.text
    assert shown.get(2 * CHUNK, 3 * CHUNK).content == shown.content[2 * CHUNK :]
