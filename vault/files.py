"""Write sealed files: an ordered run of immutable segments, each durable before its row says so."""

import uuid
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from vault import keys
from vault.models import Job, Recording, SealedFile, Segment
from vault.sealing import CHUNK, Place, SegmentCipher
from vault.storage import sealed_storage

SEGMENT = 8 * 1024 * 1024


class UnableToAppend(Exception):
    """The bytes cannot be added here; nothing changed."""


def begin(*, recording: Recording, role: str, content_type: str, job: Job | None = None) -> SealedFile:
    """An empty file with a key of its own. It counts only once it is declared complete."""
    key = keys.create_under(recording.key)
    return SealedFile.objects.create(
        recording=recording, role=role, content_type=content_type, job=job, key=key
    )


def append(*, file: SealedFile, start: int, pieces: Iterable[bytes], total: int) -> int:
    """Seal `pieces` behind what the file holds and return how many bytes are now durable.

    Whole chunks only; a shorter rest is kept only where it ends the file at `total`. When the source
    breaks off (OSError), what came before is kept. Every segment commits by itself, so never call this
    inside a transaction: a slow sender would hold the database.
    """
    key = keys.unwrap(file.key or file.recording.key)
    position = start
    for content in _portions(pieces, room=total - start):
        if position + len(content) < total:
            content = content[: len(content) // CHUNK * CHUNK]  # noqa: PLW2901
        if not content:
            break
        _write_segment(file, key, position, content, ends_file=position + len(content) == total)
        position += len(content)
    return position - start


def _portions(pieces: Iterable[bytes], room: int) -> Iterator[bytes]:
    """The pieces joined to portions of one segment each; bytes beyond `room` are left out."""
    held = bytearray()
    source = iter(pieces)
    while room > 0:
        try:
            piece = next(source)[:room]
        except (StopIteration, OSError):
            break
        held += piece
        room -= len(piece)
        while len(held) >= SEGMENT:
            yield bytes(held[:SEGMENT])
            del held[:SEGMENT]
    if held:
        yield bytes(held)


def _write_segment(file: SealedFile, key: bytes, start: int, content: bytes, *, ends_file: bool) -> None:
    place = Place(file=file.pk, segment=uuid.uuid4(), start=start)
    name = f"{place.file.hex[:2]}/{place.file.hex}/{place.segment.hex}"
    cipher = SegmentCipher(key, place)
    sealed = bytearray(cipher.header)
    for offset in range(0, len(content), CHUNK):
        last = ends_file and offset + CHUNK >= len(content)
        sealed += cipher.seal(offset // CHUNK, content[offset : offset + CHUNK], last=last)
    storage = sealed_storage()
    storage.put(name, bytes(sealed))
    try:
        _register(file, start, len(content), name)
    except BaseException:
        storage.delete(name)
        raise


@transaction.atomic
def _register(file: SealedFile, start: int, size: int, name: str) -> None:
    row = SealedFile.objects.select_for_update().select_related("recording").get(pk=file.pk)
    if row.recording.state == Recording.State.DESTROYED:
        raise UnableToAppend(_("This film has been destroyed, so nothing can be added to it."))
    if row.complete or row.discarded_at or row.size != start:
        raise UnableToAppend(_("These bytes do not follow on from what has already arrived."))
    Segment.objects.create(file=row, start=start, size=size, name=name)
    row.size = start + size
    row.save(update_fields=["size"])
    file.size = row.size
