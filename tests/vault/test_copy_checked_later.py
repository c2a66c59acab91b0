"""A copied film is ready before all of it has been decoded; the check follows in the bulk queue."""

import uuid

import pytest

from tests.vault_builders import film, received_recording, work_off
from vault.actions import sweeping, working
from vault.models import Job, Recording, SealedFile


@pytest.fixture
def prepared(cast):
    """Prepare a film of these bytes, and nothing more."""

    def prepare(content):
        recording = received_recording(uuid.uuid4(), content, by=cast.guider)
        working.run(job_id=recording.jobs.get().pk)
        recording.refresh_from_db()
        return recording

    return prepare


def with_a_broken_middle(content):
    """The index stays whole; some hundred bytes of picture in the middle do not."""
    start = content.index(b"mdat") + (len(content) - content.index(b"mdat")) // 2
    return content[:start] + bytes(400) + content[start + 400 :]


def test_a_copied_film_is_ready_while_its_check_waits_in_the_bulk_queue(prepared):
    recording = prepared(film(2))

    assert recording.state == Recording.State.READY
    check = recording.jobs.get(kind=Job.Kind.CHECK)
    assert (check.state, check.queue) == (Job.State.QUEUED, Job.Queue.BULK)


def test_a_sound_copy_stays_as_it_is(prepared):
    recording = prepared(film(2))
    before = recording.files.get(role=SealedFile.Role.WORKING)

    work_off()

    recording.refresh_from_db()
    assert recording.state == Recording.State.READY
    assert recording.files.get(role=SealedFile.Role.WORKING, complete=True) == before
    assert not recording.jobs.filter(kind=Job.Kind.TRANSCODE).exists()


def test_a_copy_that_does_not_decode_is_made_anew_with_the_same_frame_numbers(prepared):
    recording = prepared(with_a_broken_middle(film(4)))
    assert recording.state == Recording.State.READY
    copy = recording.files.get(role=SealedFile.Role.WORKING)

    working.run(job_id=recording.jobs.get(kind=Job.Kind.CHECK).pk)

    recording.refresh_from_db()
    assert recording.state == Recording.State.WAITING
    assert recording.jobs.get(kind=Job.Kind.TRANSCODE).state == Job.State.QUEUED

    work_off()
    sweeping.sweep_orphans()

    recording.refresh_from_db()
    assert recording.state == Recording.State.READY
    assert recording.files.get(role=SealedFile.Role.WORKING) != copy
    assert set(recording.files.values_list("role", "complete")) == {
        ("original", True),
        ("working", True),
        ("strip", True),
        ("waveform", True),
    }
