"""Is the trail whole?"""

from audit.actions import digest
from audit.models import Entry, Head


def first_broken_entry() -> int | None:
    """The id of the first entry that does not follow from the one before it; None if the chain is whole.

    An entry removed from the end shows as id 0: the head hash is nobody's.
    """
    previous = "0" * 64
    for entry in Entry.objects.order_by("pk").iterator():
        if entry.previous_hash != previous or digest(entry) != entry.hash:
            return entry.pk
        previous = entry.hash
    head = Head.objects.filter(pk=1).first()
    return 0 if head is not None and head.hash != previous else None
