"""A piece of a film that is sent with its checksum counts only when it has arrived as it was sent."""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

# The protocol asks for sha1; sha256 is what our own page sends.
ALGORITHMS = ("sha256", "sha1")
# Such a piece is held in memory until it is checked, so it must be small. Bytes.
LONGEST_CHECKED = 8 * 1024**2


class Damaged(Exception):
    """The piece is not what was sent."""


@dataclass(frozen=True)
class Checksum:
    algorithm: str
    digest: bytes


def checked(pieces: Iterable[bytes], checksum: Checksum) -> Iterator[bytes]:
    """The same pieces, once all of them have come and their checksum fits. Raises `Damaged` otherwise."""
    counted = hashlib.new(checksum.algorithm, usedforsecurity=False)
    held: deque[bytes] = deque()
    for piece in pieces:
        counted.update(piece)
        held.append(piece)
    if counted.digest() != checksum.digest:
        raise Damaged(
            _("This piece of the film was damaged on the way. Nothing of it was kept; send it again.")
        )
    while held:
        yield held.popleft()
