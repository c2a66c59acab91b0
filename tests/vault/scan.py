"""Look for film and keys in everything that was written to a disk or to shared memory."""

import math
import os
from base64 import b64encode, urlsafe_b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

WINDOW = 32
VARIED = 20
MEMORY = Path("/dev/shm")  # noqa: S108
SHARED = [Path("/tmp"), Path("/var/tmp"), MEMORY]  # noqa: S108
# What begins a film or a picture, longer than chance would make anywhere in some megabytes.
MAGIC = [b"ftypisom", b"ftypmp42", b"mvhd\x00\x00\x00\x00", b"JFIF\x00\x01\x01", b"\x89PNG\r\n\x1a\n"]


def windows(content: bytes, count: int = 24) -> list[bytes]:
    """Stretches of a film from its beginning to its end, each too varied to occur by chance."""
    step = max((len(content) - WINDOW) // count, 1)
    found = [content[at : at + WINDOW] for at in range(0, len(content) - WINDOW, step)]
    return [window for window in found if len(set(window)) >= VARIED]


def spellings(key: bytes) -> list[bytes]:
    return [key, key.hex().encode(), b64encode(key)[:40], urlsafe_b64encode(key)[:40]]


def below(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        for place, _folders, names in os.walk(folder):
            yield from (Path(place) / name for name in names)


def appeared_since(moment: float) -> Iterator[Path]:
    """Files that came into the shared temporary folders, but for those of pytest's own folders."""
    for entry in (entry for place in SHARED if place.exists() for entry in place.iterdir()):
        try:
            is_new = entry.lstat().st_ctime >= moment and not entry.name.startswith("pytest-of-")
        except FileNotFoundError:
            continue
        if is_new:
            yield from below(entry) if entry.is_dir() else [entry]


def hits(files: Iterable[Path], needles: Iterable[bytes]) -> list[str]:
    """Which file holds which needle. A file that goes away meanwhile holds none."""
    wanted, found = list(needles), []
    for path in files:
        try:
            content = path.read_bytes() if path.is_file() else b""
        except OSError:
            continue
        found += [f"{path}: {needle[:8].hex()}…" for needle in wanted if needle in content]
    return found


def looks_random(content: bytes) -> bool:
    """Whether the entropy of these bytes is that of noise; chance alone takes off about 184 / n bits."""
    shares = [count / len(content) for count in Counter(content).values()]
    return -sum(share * math.log2(share) for share in shares) > 8 - 400 / len(content)
