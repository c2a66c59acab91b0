"""The sealed container: AES-256-GCM over chunks of 256 KiB, readable from any chunk.

A sealed file is a run of segments. Each segment is one stored object:

    header  magic and version (8) · file id (16) · segment id (16) · start of the segment in the file (8)
    chunk   nonce (12, random) · ciphertext · tag (16)          repeated; only a file's last may be short

A segment's key is derived from the file's key, its own random id and the file's id, so that bytes
sent twice under one position never share a key. Associated data of a chunk: the header, the chunk's
number and whether it ends the file. No chunk can be moved, cut off, swapped, or taken from elsewhere.
"""

import secrets
import struct
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 256 * 1024
NONCE = 12
OVERHEAD = NONCE + 16
SEALED_CHUNK = CHUNK + OVERHEAD
MAGIC = b"ATTUNE\x00\x01"
HEADER = struct.Struct(">8s16s16sQ")
POSITION = struct.Struct(">IB")


class Tampered(Exception):
    """The bytes are not what was sealed here."""


@dataclass(frozen=True)
class Place:
    """Where a segment belongs."""

    file: uuid.UUID
    segment: uuid.UUID
    start: int

    @property
    def header(self) -> bytes:
        return HEADER.pack(MAGIC, self.file.bytes, self.segment.bytes, self.start)


class SegmentCipher:
    """Seals and opens the chunks of one segment."""

    def __init__(self, key: bytes, place: Place) -> None:
        self.header = place.header
        derive = HKDF(SHA256(), 32, salt=place.segment.bytes, info=b"attune segment" + place.file.bytes)
        self._cipher = AESGCM(derive.derive(key))

    def seal(self, index: int, content: bytes | bytearray | memoryview, *, last: bool) -> bytearray:
        nonce, sealed = secrets.token_bytes(NONCE), bytearray(len(content) + OVERHEAD)
        sealed[:NONCE] = nonce
        bound = self._bound_to(index, last=last)
        self._cipher.encrypt_into(nonce, content, bound, memoryview(sealed)[NONCE:])
        return sealed

    def open(self, index: int, sealed: memoryview, plain: memoryview, *, last: bool) -> None:
        """Fill `plain`, whose length must be right."""
        bound = self._bound_to(index, last=last)
        try:
            self._cipher.decrypt_into(sealed[:NONCE], sealed[NONCE:], bound, plain)
        except (InvalidTag, ValueError) as error:
            raise Tampered(f"Chunk {index} is damaged or does not belong here.") from error

    def _bound_to(self, index: int, *, last: bool) -> bytes:
        return self.header + POSITION.pack(index, last)


def sealed_span(first: int, stop: int) -> tuple[int, int]:
    """Byte range of chunks [first, stop) in a stored segment; the header comes along with chunk 0."""
    start = HEADER.size + first * SEALED_CHUNK if first else 0
    return start, HEADER.size + stop * SEALED_CHUNK


def stored_size(plain_size: int) -> int:
    """How many bytes the stored object of a segment has."""
    return HEADER.size + plain_size + -(-plain_size // CHUNK) * OVERHEAD


def open_chunks(
    cipher: SegmentCipher, sealed: bytes, *, first: int, plain_size: int, ends_file: bool
) -> Iterator[memoryview]:
    """The plain chunks of `sealed`, which was read from `sealed_span(first, …)`; they share one buffer.

    `plain_size` is that of the whole segment, and `ends_file` says whether its last chunk is the file's.
    """
    view = memoryview(sealed)
    if first == 0:
        if bytes(view[: HEADER.size]) != cipher.header:
            raise Tampered("The header of the segment is damaged or belongs elsewhere.")
        view = view[HEADER.size :]
    count = -(-len(view) // SEALED_CHUNK)
    buffer = memoryview(bytearray(count * CHUNK))
    for place in range(count):
        index = first + place
        chunk = view[place * SEALED_CHUNK : (place + 1) * SEALED_CHUNK]
        expected = min(CHUNK, plain_size - index * CHUNK)
        if len(chunk) != expected + OVERHEAD:
            raise Tampered(f"Chunk {index} has the wrong length.")
        plain = buffer[place * CHUNK : place * CHUNK + expected]
        cipher.open(index, chunk, plain, last=ends_file and (index + 1) * CHUNK >= plain_size)
        yield plain
