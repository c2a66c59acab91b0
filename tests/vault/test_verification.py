"""`verify_media` finds whatever does not agree, says it in one line, and repairs nothing."""

import os
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.vault.patterns import film_like
from vault import actions, discarding, keys
from vault.files import SEGMENT
from vault.models import Key, Recording, SealedFile, SealedNote, Segment
from vault.notes import seal_note
from vault.sealing import CHUNK
from vault.storage import sealed_storage

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])
LONG_AGO = timedelta(hours=2)


@pytest.fixture(autouse=True)
def own_storage(settings: object, tmp_path: Path) -> None:
    folder = {"BACKEND": "vault.storage.SealedFolderStorage", "OPTIONS": {"location": tmp_path / "sealed"}}
    settings.STORAGES = settings.STORAGES | {"media": folder}


@pytest.fixture
def kept(sealed: Callable[[bytes], SealedFile], cast: SimpleNamespace, case_key: object) -> SimpleNamespace:
    """One of everything: whole, arriving, discarded, destroyed, and a note."""
    whole, discarded = sealed(film_like(SEGMENT + 5)), sealed(film_like(1000))
    destroyed = sealed(film_like(2000)).recording
    arriving = actions.start_recording(case_key=case_key, kind="interaction", by=cast.guider)
    content = film_like(3 * CHUNK)
    actions.append_original(recording=arriving, start=0, pieces=[content[:CHUNK]], total=len(content))
    actions.discard_file(file=discarded, by=cast.guider)
    discarding.erase(discarded.pk)
    actions.destroy(recording=destroyed, by=cast.guider)
    actions.destruction.complete_destruction(destroyed.pk)
    note = seal_note(case_key=case_key, content=b"a signature", content_type="image/png")
    return SimpleNamespace(
        whole=whole, discarded=discarded, destroyed=destroyed, arriving=arriving, note=note
    )


def verify(**options: object) -> list[str]:
    out = StringIO()
    try:
        call_command("verify_media", stdout=out, **options)
    except CommandError as end:
        return [*out.getvalue().splitlines(), str(end)]
    return out.getvalue().splitlines()


def faults(**options: object) -> list[str]:
    """What is said before the summary, which must agree with it."""
    said = verify(**options)
    found = said[: next(at for at, line in enumerate(said) if line.startswith("Films: "))]
    assert said[-1].startswith("Everything is there" if not found else f"Faults found: {len(found)}.")
    return found


def stored(segment: Segment) -> Path:
    return sealed_storage().folder / segment.name


def test_what_agrees_is_counted_and_nothing_else_is_said(kept: SimpleNamespace) -> None:
    size = kept.whole.size + CHUNK
    assert verify() == [
        "Films: 4, of them destroyed: 1.",
        "Files: 1 complete, 1 unfinished.",
        "Files destroyed, of which only the hash is kept: 2.",
        f"Objects: 3, holding {size} bytes of film.",
        "Notes: 1. Keys: 6.",
        "Everything is there and every hash agrees.",
    ]
    assert verify(quick=True)[-1] == "Everything is there."


def test_a_missing_object_is_named(kept: SimpleNamespace) -> None:
    segment = kept.whole.segments.last()
    stored(segment).unlink()
    missing = f"{kept.whole}: its object {segment.name} is missing."
    assert faults(quick=True) == [missing]
    assert faults()[0] == missing


def test_an_object_of_another_size_is_seen_without_opening_it(kept: SimpleNamespace) -> None:
    segment = kept.whole.segments.last()
    stored(segment).write_bytes(stored(segment).read_bytes()[:-1])
    assert faults(quick=True) == [f"{kept.whole}: its object {segment.name} has 80 bytes, not 81."]


def test_a_flipped_bit_is_found_by_opening_everything(kept: SimpleNamespace) -> None:
    path = stored(kept.whole.segments.first())
    content = bytearray(path.read_bytes())
    content[5_000_000] ^= 1
    path.write_bytes(content)
    assert faults(quick=True) == []
    (found,) = faults()
    assert found.startswith(f"{kept.whole}: it cannot be decrypted.")


def test_content_that_is_not_what_its_hash_says_is_found(kept: SimpleNamespace) -> None:
    SealedFile.objects.filter(pk=kept.whole.pk).update(sha256="0" * 64)
    assert faults() == [f"{kept.whole}: its content is not what its hash says."]


def test_missing_rows_of_objects_are_found(kept: SimpleNamespace) -> None:
    segment = kept.whole.segments.first()
    old = (timezone.now() - LONG_AGO).timestamp()
    os.utime(stored(segment), (old, old))
    segment.delete()
    assert faults(quick=True) == [
        f"{kept.whole}: bytes 0 to {SEGMENT} are in no object.",
        f"Object {segment.name}: it belongs to no file.",
    ]


def test_an_object_that_may_be_on_its_way_is_excused(kept: SimpleNamespace) -> None:
    sealed_storage().put(f"aa/{uuid4().hex}/{uuid4().hex}", b"just written")
    assert faults() == []


@pytest.mark.parametrize("whose", ["file", "film", "note"])
def test_a_missing_key_is_found(kept: SimpleNamespace, whose: str) -> None:
    recording = kept.whole.recording
    lost = {"file": kept.whole.key, "film": recording.key, "note": kept.note.key}[whose]
    Key.objects.filter(pk=lost).delete()
    said = faults(quick=True)
    expected = {
        "file": f"{kept.whole}: its key is missing.",
        "film": f"{recording}: its key is missing.",
        "note": f"Note {kept.note.pk}: its key is missing.",
    }
    assert said == [expected[whose]]


def test_a_note_that_was_changed_is_found(kept: SimpleNamespace) -> None:
    SealedNote.objects.update(sealed=bytes(40))
    (found,) = faults()
    assert found.startswith(f"Note {kept.note.pk}: it cannot be decrypted.")


def test_keys_of_what_is_gone_and_keys_of_nothing_are_found(kept: SimpleNamespace) -> None:
    old = timezone.now() - LONG_AGO
    stray = keys.create_under(kept.note.key)
    keys.create_under(kept.note.key)
    Key.objects.filter(pk=stray).update(created_at=old)
    back = [kept.destroyed.key, kept.discarded.key]
    Key.objects.bulk_create(Key(pk=key, parent=kept.note.key, wrapped=bytes(40)) for key in back)
    assert set(faults(quick=True)) == {
        f"Key {stray}: it belongs to no film and no file.",
        *(f"Key {key}: what it opened was destroyed, and the key is still there." for key in back),
    }


def test_a_destruction_that_was_never_completed_is_found_once_it_is_late(
    kept: SimpleNamespace, cast: SimpleNamespace
) -> None:
    recording = kept.whole.recording
    actions.destroy(recording=recording, by=cast.guider)
    Key.objects.filter(pk__in=[recording.key, kept.whole.key]).delete()
    assert faults() == []
    Recording.objects.filter(pk=recording.pk).update(destroyed_at=timezone.now() - LONG_AGO)
    assert faults() == [
        f"{recording}: its destruction is not complete. Run `manage.py sweep`.",
        f"{kept.whole}: it was destroyed, and bytes of it are left. Run `manage.py sweep`.",
    ]


def test_one_film_can_be_looked_at_alone(kept: SimpleNamespace) -> None:
    other = kept.arriving.files.get()
    stored(other.segments.get()).unlink()
    assert faults(recording=kept.whole.recording_id) == []
    assert len(faults(recording=kept.arriving.pk)) == 1
    assert verify(recording=uuid4()) == ["There is no film with this id."]


def test_without_the_master_key_one_sentence_is_said(
    kept: SimpleNamespace, settings: object, tmp_path: Path
) -> None:
    settings.MASTER_KEY_DIR = tmp_path
    (said,) = verify()
    assert said.startswith(f"There is no master key in {tmp_path}.")


@pytest.mark.servers
def test_a_bucket_is_looked_at_like_a_folder(
    s3_server: SimpleNamespace, settings: object, sealed: Callable[[bytes], SealedFile]
) -> None:
    options = {
        "bucket_name": s3_server.bucket,
        "endpoint_url": s3_server.endpoint,
        "access_key": s3_server.access_key,
        "secret_key": s3_server.secret_key,
        "location": f"sealed-{uuid4().hex}",
        "default_acl": None,
        "file_overwrite": False,
    }
    bucket = {"BACKEND": "vault.buckets.SealedBucketStorage", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"media": bucket}
    file = sealed(film_like(SEGMENT + 5))
    assert faults() == []
    first, last = file.segments.all()
    sealed_storage().put(first.name, b"something else")
    sealed_storage().delete(last.name)
    assert faults(quick=True) == [
        f"{file}: its object {first.name} has 14 bytes, not 8389552.",
        f"{file}: its object {last.name} is missing.",
    ]
