"""How a picture to keep is cut and lightly corrected, and that it holds nothing but the picture."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

WHOLE = 1000
SMALLEST = 100
MOST_STEPS = 2
# One step of brightness bends the middle tones by this; one of warmth shifts red up and blue down.
BEND, TINT = 1.2, 0.05

JPEG = b"\xff\xd8\xff"
SIZE, START_OF_SCAN = 0xC0, 0xDA
# What every JPEG is made of: its kind, its tables, its size. Whatever else stands there tells of something.
PLAIN = frozenset({0xE0, 0xDB, SIZE, 0xC4, START_OF_SCAN})


@dataclass(frozen=True)
class Finish:
    """A part of the picture in thousandths of its sides, and steps of brightness and warmth."""

    left: int = 0
    top: int = 0
    width: int = WHOLE
    height: int = WHOLE
    brightness: int = 0
    warmth: int = 0

    def __post_init__(self) -> None:
        sides = ((self.left, self.width), (self.top, self.height))
        if any(start < 0 or length < SMALLEST or start + length > WHOLE for start, length in sides):
            raise ValueError("The part lies outside the picture, or is too small.")
        if max(abs(self.brightness), abs(self.warmth)) > MOST_STEPS:
            raise ValueError("There are only a few steps.")

    @property
    def facts(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def is_cut(self) -> bool:
        return (self.width, self.height) != (WHOLE, WHOLE)

    @property
    def is_corrected(self) -> bool:
        return (self.brightness, self.warmth) != (0, 0)

    @property
    def bend(self) -> float:
        return float(BEND**-self.brightness)

    @property
    def red(self) -> float:
        return 1 + TINT * self.warmth

    @property
    def blue(self) -> float:
        return 1 - TINT * self.warmth


def is_plain(content: bytes) -> bool:
    """A JPEG with a picture in it and nothing that a camera, a place or a program wrote beside it."""
    found = [marker for marker, _at in _segments(content)]
    return START_OF_SCAN in found and PLAIN.issuperset(found)


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    at = dict(_segments(content))[SIZE]
    return int.from_bytes(content[at + 7 : at + 9], "big"), int.from_bytes(content[at + 5 : at + 7], "big")


def _segments(content: bytes) -> Iterator[tuple[int, int]]:
    """What stands before the picture: the marker of each part, and where it begins."""
    at = 2 if content.startswith(JPEG) else len(content)
    while content[at : at + 1] == b"\xff" and at + 1 < len(content):
        marker = content[at + 1]
        yield marker, at
        if marker == START_OF_SCAN:
            return
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
