"""Sealed objects, as they are: useless without keys. None ever changes, so only new ones are copied."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vault.backups.sealed import Refused, make_durable
from vault.batches import each
from vault.models import Segment
from vault.storage import Missing, SealedFolderStorage, SealedStorage, sealed_storage

NAME = "objects.txt"
POOL = "objects"
EVERY = 500
Tell = Callable[[str], None]
Fact = tuple[int, str]


@dataclass(frozen=True)
class Copied:
    count: int
    bytes: int
    new: int


def pool_of(folder: Path) -> SealedFolderStorage:
    return SealedFolderStorage(folder / POOL)


def listed(generation: Path) -> dict[str, Fact]:
    """Name, size and SHA-256 of every object that a generation needs."""
    if not (generation / NAME).exists():
        return {}
    lines = (generation / NAME).read_text(encoding="utf-8").splitlines()
    return {name: (int(size), sha256) for name, size, sha256 in (line.split() for line in lines)}


def missing_from(pool: SealedFolderStorage) -> tuple[list[str], int]:
    """Names of the objects that are not in the backup yet, and how many bytes they have."""
    storage, names, size = sealed_storage(), [], 0
    for name in _stored(storage):
        if not pool.exists(name):
            names.append(name)
            size += _size(storage, name)
    return names, size


def copy(pool: SealedFolderStorage, target: Path, known: dict[str, Fact], tell: Tell) -> Copied:
    """Copy what is new, and write down everything that is stored now."""
    storage, new, count, total = sealed_storage(), 0, 0, 0
    target.touch(mode=0o600)
    with target.open("w", encoding="ascii") as sink:
        for name in _stored(storage):
            fact = known.get(name)
            if fact is None or not pool.exists(name) or pool.size(name) != fact[0]:
                fact = _copy(storage, pool, name)
                new += fact is not None
            if fact is None:
                continue
            sink.write(f"{name} {fact[0]} {fact[1]}\n")
            count, total = count + 1, total + fact[0]
            if count % EVERY == 0:
                tell(f"Objects: {count:,} looked at, {new:,} of them new.")
    make_durable(target)
    return Copied(count, total, new)


def check(pool: SealedFolderStorage, facts: dict[str, Fact], tell: Tell) -> list[str]:
    """Read everything; the names of those that are missing or damaged."""
    bad = []
    for number, (name, fact) in enumerate(facts.items(), start=1):
        if _fact(pool, name, fact[0] + 1) != fact:
            bad.append(name)
        if number % EVERY == 0:
            tell(f"Objects: {number:,} of {len(facts):,} read.")
    return bad


def restore(pool: SealedFolderStorage, facts: dict[str, Fact], tell: Tell) -> tuple[int, int]:
    """Put back what the restored rows know and the storage lacks. How many, and how many are nowhere."""
    storage, back, lost = sealed_storage(), 0, 0
    for number, segment in enumerate(each(Segment.objects.all()), start=1):
        fact = facts.get(segment.name)
        if number % EVERY == 0:
            tell(f"Objects: {number:,} looked at, {back:,} put back.")
        if _is_there(storage, segment.name, fact):
            continue
        if fact is None or _fact(pool, segment.name, fact[0] + 1) != fact:
            lost += 1
            continue
        storage.put(segment.name, pool.read_range(segment.name, 0, fact[0]))
        back += 1
    return back, lost


def prune(folder: Path, generations: list[Path]) -> int:
    """Remove objects that no generation needs any more."""
    needed = {name for generation in generations for name in listed(generation)}
    pool = pool_of(folder)
    doomed = [name for name, _changed in pool.listing() if name not in needed]
    for name in doomed:
        pool.delete(name)
    return len(doomed)


def check_whole(pool: SealedFolderStorage, facts: dict[str, Fact], tell: Tell) -> None:
    bad = check(pool, facts, tell)
    if bad:
        raise Refused(
            f"{len(bad)} of {len(facts)} sealed objects of this backup are missing or damaged, {bad[0]} "
            "among them. Take another generation; without one, `--despite-damage` restores what is whole."
        )


def _stored(storage: SealedStorage) -> Iterator[str]:
    return (name for name, _changed in storage.listing() if not name.endswith(".part"))


def _size(storage: SealedStorage, name: str) -> int:
    try:
        return storage.size(name)
    except Missing:
        return 0


def _copy(storage: SealedStorage, pool: SealedFolderStorage, name: str) -> Fact | None:
    """None where it was destroyed meanwhile."""
    try:
        content = storage.read_range(name, 0, storage.size(name))
    except Missing:
        return None
    if not pool.exists(name) or pool.size(name) != len(content):
        pool.put(name, content)
    fact = len(content), hashlib.sha256(content).hexdigest()
    if _fact(pool, name, fact[0] + 1) != fact:
        raise Refused(
            f"The copy of the object {name} is not what was copied. Look at the disk of the backup."
        )
    return fact


def _fact(pool: SealedStorage, name: str, end: int) -> Fact | None:
    try:
        content = pool.read_range(name, 0, end)
    except Missing:
        return None
    return len(content), hashlib.sha256(content).hexdigest()


def _is_there(storage: SealedStorage, name: str, fact: Fact | None) -> bool:
    try:
        size = storage.size(name)
    except Missing:
        return False
    return fact is None or size == fact[0]
