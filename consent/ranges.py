"""Which bytes of a film a request asks for (RFC 9110, section 14), at most 1 MiB at a time."""

import re
from dataclasses import dataclass

MOST = 1024 * 1024
ONE_RANGE = re.compile(r"bytes=\s*([0-9]{0,18})-([0-9]{0,18})\s*", re.ASCII)


class Unsatisfiable(Exception):
    """No byte of the film answers the request."""


@dataclass(frozen=True)
class Part:
    """Bytes [start, end) of `size`. `is_whole` when the plain request gets all there is."""

    start: int
    end: int
    size: int
    is_whole: bool = False

    @property
    def content_range(self) -> str:
        return f"bytes {self.start}-{self.end - 1}/{self.size}"


def part_of(size: int, header: str | None) -> Part:
    """A header in another unit than bytes is ignored; more than one range at once is not served."""
    if header is None or not header.startswith("bytes="):
        return Part(0, min(size, MOST), size, is_whole=size <= MOST)
    match = ONE_RANGE.fullmatch(header)
    if match is None:
        raise Unsatisfiable
    first, last = match.groups()
    if first:
        start, end = int(first), int(last) + 1 if last else size
    else:
        start, end = max(0, size - int(last or 0)), size
    end = min(end, size, start + MOST)
    if start >= end:
        raise Unsatisfiable
    return Part(start, end, size)
