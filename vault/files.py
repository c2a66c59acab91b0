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
    key = keys.unwrap(file.key)
    position, segment = start, None
    for chunk in _chunks(pieces, room=total - start):
        ends_file = position + len(chunk) == total
        if len(chunk) < CHUNK and not ends_file:
            break
        segment = segment or _NewSegment(file, key, position)
        segment.add(chunk, ends_file=ends_file)
        position += len(chunk)
        if segment.size == SEGMENT:
            segment.store()
            segment = None
    if segment:
        segment.store()
    return position - start


def _chunks(pieces: Iterable[bytes], room: int) -> Iterator[memoryview | bytearray]:
    """The pieces as whole chunks, then the rest; bytes beyond `room` are left out."""
    held = bytearray()
    source = iter(pieces)
    while room > 0:
        try:
            piece = memoryview(next(source))[:room]
        except (StopIteration, OSError):
            break
        room -= len(piece)
        if held:
            missing = CHUNK - len(held)
            held, piece = held + piece[:missing], piece[missing:]
        if len(held) == CHUNK:
            yield held
            held = bytearray()
        while len(piece) >= CHUNK:
            yield piece[:CHUNK]
            piece = piece[CHUNK:]
        held += piece
    if held:
        yield held


class _NewSegment:
    """Chunks are sealed as they come: what is held in memory is one sealed segment."""

    def __init__(self, file: SealedFile, key: bytes, start: int) -> None:
        place = Place(file=file.pk, segment=uuid.uuid4(), start=start)
        self.name = f"{place.file.hex[:2]}/{place.file.hex}/{place.segment.hex}"
        self.file, self.start, self.size = file, start, 0
        self._cipher = SegmentCipher(key, place)
        self._sealed = bytearray(self._cipher.header)

    def add(self, chunk: bytearray | memoryview, *, ends_file: bool) -> None:
        self._sealed += self._cipher.seal(self.size // CHUNK, chunk, last=ends_file)
        self.size += len(chunk)

    def store(self) -> None:
        storage = sealed_storage()
        storage.put(self.name, self._sealed)
        # Whether a commit that broke off was made, nobody can know: then the object stays, for the sweep.
        try:
            _register(self.file, self.start, self.size, self.name)
        except UnableToAppend:
            storage.delete(self.name)
            raise


@transaction.atomic
def _register(file: SealedFile, start: int, size: int, name: str) -> None:
    row = SealedFile.objects.select_for_update().select_related("recording").get(pk=file.pk)
    if row.recording.state in Recording.OVER:
        raise UnableToAppend(_("This film has been destroyed, so nothing can be added to it."))
    if row.complete or row.discarded_at or row.size != start:
        raise UnableToAppend(_("These bytes do not follow on from what has already arrived."))
    Segment.objects.create(file=row, start=start, size=size, name=name)
    row.size = start + size
    row.save(update_fields=["size"])
    file.size = row.size
