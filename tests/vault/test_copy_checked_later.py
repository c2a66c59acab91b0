"""A copied film is ready before all of it has been decoded; the check follows in the bulk queue."""

import uuid

import pytest

from tests.vault_builders import film, received_recording, work_off
from vault import actions
from vault.actions import sweeping, working
from vault.models import Job, Recording, SealedFile
from vault.rules import file_of


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


def test_a_copy_that_does_not_decode_stays_until_a_working_copy_with_as_many_frames_takes_its_place(prepared):
    recording = prepared(with_a_broken_middle(film(4)))
    copy = recording.files.get(role=SealedFile.Role.WORKING)
    frames = recording.frame_count

    working.run(job_id=recording.jobs.get(kind=Job.Kind.CHECK).pk)

    assert file_of(recording, SealedFile.Role.WORKING) == copy
    assert recording.jobs.get(kind=Job.Kind.TRANSCODE).replaces

    work_off()
    sweeping.sweep_orphans()

    recording.refresh_from_db()
    assert (recording.state, recording.frame_count) == (Recording.State.READY, frames)
    replaced = recording.jobs.get(kind=Job.Kind.TRANSCODE).state == Job.State.DONE
    assert (file_of(recording, SealedFile.Role.WORKING) != copy) == replaced
    assert sorted(recording.files.filter(discarded_at=None).values_list("role", "complete")) == [
        ("original", True),
        ("strip", True),
        ("waveform", True),
        ("working", True),
    ]


def test_a_working_copy_with_other_frames_never_takes_the_place_of_a_film_that_was_marked(prepared):
    recording = prepared(with_a_broken_middle(film(4)))
    Recording.objects.filter(pk=recording.pk).update(frame_count=recording.frame_count + 7)
    copy = recording.files.get(role=SealedFile.Role.WORKING)

    work_off()

    recording.refresh_from_db()
    assert recording.state == Recording.State.READY
    assert file_of(recording, SealedFile.Role.WORKING) == copy
    assert recording.jobs.get(kind=Job.Kind.TRANSCODE).state == Job.State.FAILED


@pytest.mark.parametrize(
    ("damage", "reason"),
    [(bytes, None), (with_a_broken_middle, "It does not decode")],
    ids=["sound", "damaged"],
)
def test_a_clip_of_a_film_not_checked_yet_is_decoded_before_it_counts(prepared, cast, caplog, damage, reason):
    caplog.set_level("INFO")
    recording = prepared(damage(film(4)))
    job = actions.request_clip(recording=recording, in_frame=7, out_frame=113, by=cast.guider)
    working.run(job_id=job.pk)
    reasons = [line.split(": ")[2] for line in caplog.messages if "encoded whole" in line]
    assert reasons == ([reason] if reason else [])
