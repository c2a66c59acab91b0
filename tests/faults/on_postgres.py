"""What `test_postgres.py` runs on a server of its own.

The server's own recovery is used: when one of its processes is killed, it cuts every connection and
starts anew.
"""

import hashlib
import os
import signal
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import DatabaseError, InterfaceError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from audit.models import Entry
from sessions.models import Upload
from tests.faults.conftest import expire_leases
from tests.faults.devices import Device
from tests.faults.killing import ffmpegs_below, run_beside, wait_until
from tests.faults.wholeness import problems
from tests.sessions.conftest import begin
from tests.vault_builders import film, received_recording, work_off
from vault.actions import working
from vault.models import Job, Recording, SealedFile

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keystore"]),
    pytest.mark.usefixtures("sealed_folder"),
    pytest.mark.timeout(900),
]
LENGTH = 6 * 1024 * 1024 + 1234


def crash() -> None:
    """The server goes on for a moment after one of its processes was killed: a witness tells when it has cut
    every connection."""
    witness = connection.copy()
    assert answers(witness)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [process] = cursor.fetchone()
    os.kill(process, signal.SIGKILL)
    wait_until(lambda: not answers(witness), "PostgreSQL goes on.")
    connections.close_all()
    wait_until(lambda: answers(connection), "PostgreSQL does not come back.")


def answers(server: BaseDatabaseWrapper) -> bool:
    try:
        with server.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        server.close()
        return False
    return True


def test_an_upload_goes_on_after_the_database_was_restarted(sign_in, scene: SimpleNamespace, web) -> None:
    client, content = sign_in(scene.guider), os.urandom(LENGTH)
    assert begin(client, scene.filming, LENGTH, scene.parent).status_code == 201
    device = Device(client, Upload.objects.get(), content)
    with web() as (_process, device.address):
        for stop_at in (LENGTH // 3, LENGTH // 2):
            acknowledged = device.offset()
            device.send(acknowledged, LENGTH, stop_at=stop_at - acknowledged)
            crash()
            Upload.objects.update(lease=None, leased_until=None)
            wait_until(lambda: device.offset() >= 0, "The web server does not come back.")
            assert device.offset() >= acknowledged
        device.go_on()
    original = SealedFile.objects.get(role=SealedFile.Role.ORIGINAL)
    assert (original.complete, original.sha256) == (True, hashlib.sha256(content).hexdigest())
    assert (Job.objects.count(), Entry.objects.filter(action="upload.finished").count()) == (1, 1)
    assert problems() == []


def test_work_outlives_a_restart_of_the_database(cast: SimpleNamespace, case_key: UUID) -> None:
    recording = received_recording(case_key, film(6, 30, (640, 360), key_every=8), by=cast.guider)
    working.run(job_id=recording.jobs.get().pk)
    job = recording.jobs.get(kind=Job.Kind.TRANSCODE)

    def meanwhile(child: int) -> None:
        wait_until(lambda: ffmpegs_below(child))
        crash()

    run_beside(lambda: working.run(job_id=job.pk), meanwhile)
    expire_leases()
    working.run(job_id=job.pk)
    work_off()
    recording.refresh_from_db()
    assert recording.state == Recording.State.READY
    assert Entry.objects.filter(action="recording.ready").count() == 1
    assert problems() == []
