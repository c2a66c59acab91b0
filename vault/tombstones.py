"""The list of what was erased: written when it happens, read after a backup was restored."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from vault.models import Tombstone

Line = tuple[str, str, datetime, UUID | None]


def remember(kind: str, subject: object, at: datetime, key: UUID | None = None) -> None:
    """Write one erasure down. Repeating it changes nothing."""
    Tombstone.objects.get_or_create(kind=kind, subject=str(subject), at=at, defaults={"key": key})


def remember_all(lines: Iterable[Line]) -> int:
    """Write down those (kind, subject, when, key) that are not there yet, and say how many those were."""
    known = set(Tombstone.objects.values_list("kind", "subject", "at"))
    new = [
        Tombstone(kind=kind, subject=subject, at=at, key=key)
        for kind, subject, at, key in lines
        if (kind, subject, at) not in known
    ]
    Tombstone.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    return len(new)


def erased(kind: str) -> list[Tombstone]:
    return list(Tombstone.objects.filter(kind=kind).order_by("at", "pk"))
