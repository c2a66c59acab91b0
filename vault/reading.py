"""Read sealed files. The only way from stored bytes to plain ones."""

import hashlib
from collections.abc import Iterator

from vault import keys
from vault.models import SealedFile, Segment
from vault.sealing import CHUNK, Place, SegmentCipher, Tampered, open_chunks, sealed_span
from vault.storage import Missing, sealed_storage

CHUNKS_AT_ONCE = 16


class Unreadable(Exception):
    """The file cannot be opened: destroyed, damaged, incomplete, or its key is not at hand."""


def open_range(file: SealedFile, start: int, end: int) -> Iterator[memoryview]:
    """Plain bytes [start, end) of a complete file, in pieces of at most one chunk."""
    if not file.complete:
        raise Unreadable(f"{file} is not complete.")
    return open_received(file, start, end)


def read_all(file: SealedFile) -> bytes:
    """The whole of a small file."""
    return b"".join(open_range(file, 0, file.size))


def sha256_of(file: SealedFile) -> str:
    """Hash of what has arrived. Unreadable when the file's end has not."""
    digest = hashlib.sha256()
    for piece in open_received(file, 0, file.size):
        digest.update(piece)
    return digest.hexdigest()


def open_received(file: SealedFile, start: int, end: int) -> Iterator[memoryview]:
    """As `open_range`, for a file that is all here but not yet declared complete."""
    if not 0 <= start <= end <= file.size:
        raise ValueError("The range lies outside the file.")
    try:
        key = keys.unwrap(file.key)
    except (keys.KeyDestroyed, keys.KeysUnavailable) as error:
        raise Unreadable(str(error)) from error
    return _pieces(file, key, start, end)


def _pieces(file: SealedFile, key: bytes, start: int, end: int) -> Iterator[memoryview]:
    segments = file.segments.filter(start__lt=end).order_by("-start")
    wanted: list[Segment] = []
    for segment in segments.iterator():
        wanted.insert(0, segment)
        if segment.start <= start:
            break
    position = start
    for segment in wanted:
        if not segment.start <= position < segment.start + segment.size:
            break
        for piece in _segment_pieces(file, key, segment, position, end):
            position += len(piece)
            yield piece
    if position != end:
        raise Unreadable(f"{file} has a gap at byte {position}.")


def _segment_pieces(
    file: SealedFile, key: bytes, segment: Segment, start: int, end: int
) -> Iterator[memoryview]:
    place = Place(file=file.pk, segment=segment.object_id, start=segment.start)
    cipher = SegmentCipher(key, place)
    low, high = start - segment.start, min(end - segment.start, segment.size)
    ends_file = segment.start + segment.size == file.size
    for first in range(low // CHUNK, -(-high // CHUNK), CHUNKS_AT_ONCE):
        stop = min(first + CHUNKS_AT_ONCE, -(-high // CHUNK))
        try:
            sealed = sealed_storage().read_range(segment.name, *sealed_span(first, stop))
            at = first * CHUNK
            for plain in open_chunks(
                cipher, sealed, first=first, plain_size=segment.size, ends_file=ends_file
            ):
                yield plain[max(low - at, 0) : high - at]
                at += len(plain)
        except (Tampered, Missing) as error:
            raise Unreadable(f"{file}: {error}") from error
