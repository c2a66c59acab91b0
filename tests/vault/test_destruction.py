"""Destroying a film: refused at once, key gone, then the bytes; completed by the sweep whatever happens."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from audit.models import Entry
from tests.vault.patterns import film_like
from vault import actions, jobs, keys, reading, rules
from vault.actions import sweeping
from vault.models import Job, Key, Recording, SealedFile, Segment
from vault.sealing import CHUNK
from vault.storage import sealed_storage

BOTH = ["default", "keystore"]


@pytest.mark.django_db(databases=BOTH)
def test_a_destroyed_film_is_refused_before_anything_is_committed(
    sealed: Callable[[bytes], SealedFile], cast: SimpleNamespace
) -> None:
    file = sealed(film_like(1000))
    account = actions.destroy(recording=file.recording, by=cast.guider)
    assert account == actions.Destroyed(files=1, bytes=1000, hashes=[file.sha256])
    assert rules.file_of(file.recording, SealedFile.Role.ORIGINAL) is None
    assert [job.state for job in file.recording.jobs.all()] == [Job.State.CANCELLED]
    assert Entry.objects.latest("pk").action == "recording.destroyed"


@pytest.mark.django_db(databases=BOTH)
def test_destroying_twice_gives_the_same_account_and_one_entry(
    sealed: Callable[[bytes], SealedFile], cast: SimpleNamespace
) -> None:
    file = sealed(film_like(1000))
    first = actions.destroy(recording=file.recording, by=cast.guider)
    assert actions.destroy(recording=file.recording, by=cast.guider) == first
    assert Entry.objects.filter(action="recording.destroyed").count() == 1


@pytest.mark.django_db(databases=BOTH)
def test_after_the_commit_key_and_bytes_are_gone(
    sealed: Callable[[bytes], SealedFile],
    cast: SimpleNamespace,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    file = sealed(film_like(9 * 1024 * 1024))
    kept = sealed(film_like(50))
    with django_capture_on_commit_callbacks(execute=True):
        actions.destroy(recording=file.recording, by=cast.guider)
    assert not Key.objects.filter(pk=file.recording.key).exists()
    assert not file.segments.exists()
    assert {name for name, _changed in sealed_storage().listing()} >= {kept.segments.get().name}
    assert not any(file.pk.hex in name for name, _changed in sealed_storage().listing())
    with pytest.raises(reading.Unreadable):
        reading.read_all(file)
    assert reading.read_all(kept) == film_like(50)


@pytest.mark.django_db(databases=BOTH)
def test_the_sweep_completes_an_interrupted_destruction(
    sealed: Callable[[bytes], SealedFile], cast: SimpleNamespace
) -> None:
    file = sealed(film_like(1000))
    actions.destroy(recording=file.recording, by=cast.guider)
    assert Key.objects.filter(pk=file.recording.key).exists()
    sweeping.sweep()
    sweeping.sweep()
    assert not Key.objects.filter(pk=file.recording.key).exists()
    assert not Segment.objects.filter(file=file).exists()
    recording = Recording.objects.get(pk=file.recording_id)
    assert recording.key_destroyed_at is not None


@pytest.mark.django_db(databases=BOTH)
def test_bytes_that_arrive_after_the_destruction_are_not_kept(
    cast: SimpleNamespace, case_key: object
) -> None:
    recording = actions.start_recording(case_key=case_key, kind="interaction", by=cast.guider)
    content = film_like(4 * CHUNK)
    actions.append_original(recording=recording, start=0, pieces=[content[:CHUNK]], total=len(content))
    actions.destroy(recording=recording, by=cast.guider)
    for prepared in (lambda: None, sweeping.sweep):
        prepared()
        with pytest.raises(actions.UnableToAppend):
            actions.append_original(
                recording=recording, start=CHUNK, pieces=[content[CHUNK:]], total=len(content)
            )
    assert not Segment.objects.filter(file__recording=recording).exists()


@pytest.mark.django_db(databases=BOTH)
def test_a_worker_that_is_at_it_cannot_bring_a_destroyed_film_back(
    sealed: Callable[[bytes], SealedFile], cast: SimpleNamespace
) -> None:
    file = sealed(film_like(1000))
    leased = jobs.take(file.recording.jobs.get().pk)
    actions.destroy(recording=file.recording, by=cast.guider)
    with pytest.raises(jobs.LeaseLost):
        jobs.renew(leased, stage="", share=0.5)
    with pytest.raises(jobs.LeaseLost):
        jobs.close(leased, Job.State.DONE)
    assert Recording.objects.get(pk=file.recording_id).state == Recording.State.DESTROYED


@pytest.mark.django_db(databases=BOTH)
def test_a_finished_key_destruction_cannot_be_undone_by_the_next_film(
    sealed: Callable[[bytes], SealedFile], cast: SimpleNamespace
) -> None:
    file = sealed(film_like(1000))
    actions.destroy(recording=file.recording, by=cast.guider)
    sweeping.sweep()
    sealed(film_like(10))
    with pytest.raises(keys.KeyDestroyed):
        keys.unwrap(file.recording.key)


@pytest.mark.django_db(databases=BOTH, transaction=True)
def test_a_key_that_an_older_keystore_brings_back_is_destroyed_again(
    sealed: Callable[[bytes], SealedFile], cast: SimpleNamespace
) -> None:
    gone, kept = sealed(film_like(1000)).recording, sealed(film_like(1000)).recording
    dump = list(Key.objects.all())
    actions.destroy(recording=gone, by=cast.guider)
    Key.objects.bulk_create(dump, ignore_conflicts=True)

    sweeping.sweep_orphans()

    dead = {gone.key, gone.files.get().key}
    assert set(Key.objects.values_list("pk", flat=True)) == {key.pk for key in dump} - dead
    assert Key.objects.filter(pk=kept.key).exists()
