"""What lies among the pictures of an H.264 film.

Each packet is a row of units, every one with its length before it and its kind in its first byte. Cameras put
more there than pictures: AVCHD the day and the place, television its captions. None of it may be kept.
"""

import os

from vault.ffmpeg.memory import MemoryFile
from vault.ffmpeg.probing import Film, Packets

PICTURES, BEGINNING, PARAMETERS, MARK = (1, 2, 3, 4, 5), 5, (7, 8), 9
MARK_LENGTH = 2
ONLY_PICTURES = "filter_units=pass_types=1-5|7|8"


class Broken(Exception):
    """The units do not fill their packet."""


def hold_only_pictures(file: MemoryFile, film: Film, packets: Packets) -> bool:
    return all(
        kind in PICTURES + PARAMETERS or (kind == MARK and length == MARK_LENGTH)
        for place, size, _is_key in packets.places
        for kind, length in _units(file, place, size, film.unit_head)
    )


def keys_stand_alone(file: MemoryFile, film: Film, packets: Packets) -> bool:
    """Each key frame is one before which a decoder needs nothing, whatever else was said of it."""
    return all(
        BEGINNING in (kind for kind, _length in _units(file, place, size, film.unit_head))
        for place, size, is_key in packets.places
        if is_key
    )


def _units(file: MemoryFile, place: int, size: int, head: int) -> list[tuple[int, int]]:
    """Kind and length of each unit in the packet."""
    found = []
    at, end = place, place + size
    while at < end:
        begin = os.pread(file.fd, head + 1, at)
        length = int.from_bytes(begin[:head])
        if len(begin) <= head or not length or at + head + length > end:
            raise Broken(f"At byte {at}.")
        found.append((begin[head] & 0x1F, length))
        at += head + length
    return found
