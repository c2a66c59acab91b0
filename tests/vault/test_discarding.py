"""One file goes and the rest of the film stays: refused at once, key gone, then the bytes, the hash kept."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from audit.models import Entry
from tests.vault.patterns import film_like
from vault import actions, discarding, files, jobs, keys, reading, rules
from vault.actions import sweeping
from vault.ffmpeg.memory import MemoryFile
from vault.models import Job, Key, Recording, SealedFile
from vault.pipeline.work import Work
from vault.sealing import CHUNK
from vault.storage import sealed_storage

pytestmark = pytest.mark.django_db(databases=["default", "keystore"], transaction=True)
SIZE = 9 * 1024 * 1024


@pytest.fixture
def film(sealed: Callable[[bytes], SealedFile]) -> SimpleNamespace:
    """The original, in two objects, and a working copy of it."""
    original = sealed(film_like(SIZE))
    work = Work(jobs.take(original.recording.jobs.get().pk))
    with MemoryFile() as memory:
        memory.fill([b"working copy" * 1000])
        copy = work.seal(SealedFile.Role.WORKING, "video/mp4", memory)
    with work.commit(copy):
        pass
    return SimpleNamespace(original=original, copy=copy, recording=original.recording)


def objects(file: SealedFile) -> list[str]:
    return [name for name, _changed in sealed_storage().listing() if file.pk.hex in name]


def is_gone(file: SealedFile) -> bool:
    """Key, objects and their rows are gone; size and hash are still known."""
    row = SealedFile.objects.get(pk=file.pk)
    left = [*objects(file), *row.segments.all(), *Key.objects.filter(pk=file.key)]
    return not left and (row.size, row.sha256, row.complete) == (file.size, file.sha256, False)


def test_each_file_has_a_key_of_its_own_below_that_of_its_recording(film: SimpleNamespace) -> None:
    above = Key.objects.filter(pk__in=[film.original.key, film.copy.key]).values_list("parent", flat=True)
    assert list(above) == [film.recording.key] * 2
    keys.destroy(film.original.key)
    with pytest.raises(reading.Unreadable):
        reading.read_all(film.original)
    assert reading.read_all(film.copy) == b"working copy" * 1000


def test_a_file_is_refused_before_its_discarding_is_committed(
    film: SimpleNamespace, cast: SimpleNamespace
) -> None:
    with transaction.atomic():
        actions.discard_file(file=film.original, by=cast.guider)
        assert rules.file_of(film.recording, SealedFile.Role.ORIGINAL) is None
        with pytest.raises(reading.Unreadable):
            reading.read_all(film.original)
        assert Key.objects.filter(pk=film.original.key).exists()
        transaction.set_rollback(True)
    assert reading.read_all(SealedFile.objects.get(pk=film.original.pk)) == film_like(SIZE)


def test_after_the_commit_key_and_bytes_are_gone_and_the_rest_of_the_film_stays(
    film: SimpleNamespace, cast: SimpleNamespace
) -> None:
    actions.discard_file(file=film.original, by=cast.guider)
    assert is_gone(film.original)
    assert reading.read_all(film.copy) == b"working copy" * 1000
    entry = Entry.objects.get(action="file.discarded")
    assert (entry.actor, entry.subject) == (
        f"accounts.user:{cast.guider.pk}",
        f"vault.recording:{film.recording.pk}",
    )
    assert entry.detail == {
        "file": str(film.original.pk),
        "role": "original",
        "bytes": SIZE,
        "sha256": film.original.sha256,
    }


def test_discarding_twice_changes_nothing_more(film: SimpleNamespace, cast: SimpleNamespace) -> None:
    actions.discard_file(file=film.original, by=cast.guider)
    before = SealedFile.objects.get(pk=film.original.pk)
    actions.discard_file(file=film.original, by=cast.administrator)
    discarding.erase(film.original.pk)
    after = SealedFile.objects.get(pk=film.original.pk)
    assert (before.discarded_at, before.key_destroyed_at) == (after.discarded_at, after.key_destroyed_at)
    assert Entry.objects.filter(action="file.discarded").count() == 1


@pytest.mark.parametrize("reached", ["refused", "key destroyed", "one object removed"])
def test_the_sweep_completes_an_interrupted_discarding(film: SimpleNamespace, reached: str) -> None:
    discarding.refuse(film.original)
    if reached != "refused":
        keys.destroy(film.original.key)
    if reached == "one object removed":
        sealed_storage().delete(film.original.segments.first().name)
    sweeping.sweep()
    assert is_gone(film.original)
    assert list(discarding.interrupted()) == []


def test_a_file_in_the_making_takes_no_more_bytes_and_leaves_no_row(
    cast: SimpleNamespace, case_key: object
) -> None:
    recording = actions.start_recording(case_key=case_key, kind="interaction", by=cast.guider)
    made = files.begin(recording=recording, role="strip", content_type="image/jpeg")
    files.append(file=made, start=0, pieces=[bytes(CHUNK)], total=2 * CHUNK)
    discarding.refuse(made)
    with pytest.raises(actions.UnableToAppend):
        files.append(file=made, start=CHUNK, pieces=[bytes(CHUNK)], total=2 * CHUNK)
    sweeping.sweep()
    assert objects(made) == []
    assert not Key.objects.filter(pk=made.key).exists()
    assert [file.role for file in recording.files.all()] == ["original"]


def test_a_replaced_copy_goes_by_the_sweep_and_leaves_its_hash(film: SimpleNamespace) -> None:
    SealedFile.objects.filter(pk=film.copy.pk).update(complete=False)
    sweeping.sweep_orphans()
    assert is_gone(film.copy)
    assert Entry.objects.get(action="file.discarded").actor == "system"


def test_the_account_of_a_destroyed_film_knows_what_had_been_discarded_before(
    film: SimpleNamespace, cast: SimpleNamespace
) -> None:
    actions.discard_file(file=film.original, by=cast.guider)
    account = actions.destroy(recording=film.recording, by=cast.guider)
    assert account == actions.Destroyed(
        files=1, bytes=12_000, hashes=[film.original.sha256, film.copy.sha256]
    )
    assert actions.destroy(recording=film.recording, by=cast.guider) == account
    assert not Key.objects.filter(parent=film.recording.key).exists()


def test_the_key_of_a_discarded_file_that_an_older_keystore_brings_back_is_destroyed_again(
    film: SimpleNamespace, cast: SimpleNamespace
) -> None:
    dump = list(Key.objects.all())
    actions.discard_file(file=film.original, by=cast.guider)
    Key.objects.bulk_create([key for key in dump if key.pk == film.original.key])
    sweeping.sweep_orphans()
    assert {key.pk for key in Key.objects.all()} == {key.pk for key in dump} - {film.original.key}


def test_a_key_that_never_got_its_row_goes_after_an_hour_and_not_before(film: SimpleNamespace) -> None:
    kept = set(Key.objects.values_list("pk", flat=True))
    fresh, old = (keys.create_under(film.recording.key) for _ in range(2))
    Key.objects.filter(pk=old).update(created_at=timezone.now() - timedelta(hours=2))
    sweeping.sweep_orphans()
    assert set(Key.objects.values_list("pk", flat=True)) == kept | {fresh}


def test_beside_a_main_database_without_any_film_nothing_is_swept_away(film: SimpleNamespace) -> None:
    Key.objects.update(created_at=timezone.now() - timedelta(hours=2))
    before = set(Key.objects.values_list("pk", flat=True))
    SealedFile.objects.all().delete()
    Job.objects.all().delete()
    Recording.objects.all().delete()
    sweeping.sweep_orphans()
    assert set(Key.objects.values_list("pk", flat=True)) == before
    assert len(objects(film.original)) == 2
