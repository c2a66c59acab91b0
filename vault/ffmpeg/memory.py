"""A file without a name that lives in memory only, so that no readable film ever touches a disk."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Self

PIECE = 1024 * 1024


class MemoryFile:
    """A Linux memfd. A child process that inherits `fd` opens it by `path`, seeking included."""

    def __init__(self) -> None:
        self.fd = os.memfd_create("film", os.MFD_CLOEXEC)
        self.path = f"/proc/self/fd/{self.fd}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        os.close(self.fd)

    @property
    def size(self) -> int:
        return os.fstat(self.fd).st_size

    def fill(
        self, pieces: Iterable[bytes | memoryview], on_piece: Callable[[int], None] | None = None
    ) -> None:
        """Write the pieces; `on_piece` is told how many bytes are there so far."""
        written = 0
        for piece in pieces:
            view = memoryview(piece)
            while view:
                count = os.pwrite(self.fd, view, written)
                view, written = view[count:], written + count
            if on_piece:
                on_piece(written)

    def pieces(self) -> Iterator[bytes]:
        position = 0
        while piece := os.pread(self.fd, PIECE, position):
            position += len(piece)
            yield piece

    def content(self) -> bytes:
        return b"".join(self.pieces())

    def sha256(self) -> str:
        digest = hashlib.sha256()
        for piece in self.pieces():
            digest.update(piece)
        return digest.hexdigest()
