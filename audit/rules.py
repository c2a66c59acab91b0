"""Is the trail whole?"""

from django.db import transaction

from audit.actions import digest
from audit.models import Entry, Head

START = "0" * 64


def first_broken_entry() -> int | None:
    """The id of the first entry that does not follow from the one before it; None if the chain is whole.

    Entries removed from the end (or added past it) show as id 0: the head hash is not that of the last entry.
    Others keep writing meanwhile; only the last stretch is read under the head's lock.
    """
    broken, last_pk, last_hash = _walk(0, START)
    if broken is not None:
        return broken
    with transaction.atomic():
        head = Head.objects.select_for_update().filter(pk=1).first()
        broken, _last_pk, last_hash = _walk(last_pk, last_hash)
        if broken is not None:
            return broken
        return None if last_hash == (head.hash if head else START) else 0


def _walk(last_pk: int, last_hash: str) -> tuple[int | None, int, str]:
    for entry in Entry.objects.filter(pk__gt=last_pk).order_by("pk").iterator():
        if entry.previous_hash != last_hash or digest(entry) != entry.hash:
            return entry.pk, last_pk, last_hash
        last_pk, last_hash = entry.pk, entry.hash
    return None, last_pk, last_hash


def end_is_whole() -> bool:
    """A quick look at the newest entry only; `first_broken_entry` reads them all."""
    head, last = Head.objects.filter(pk=1).first(), Entry.objects.order_by("pk").last()
    if head is None or last is None:
        return head is None and last is None
    return head.hash == last.hash == digest(last)
