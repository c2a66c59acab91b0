"""What was erased here, as it is written down outside the main database: without a name.

A film is its random id. A withdrawal is a hash with the random id of the case in it, so that only the
database itself can tell whom it is about.
"""

import hashlib
from collections.abc import Iterator

from cases.models import Case, Person
from consent.models import Destruction, Withdrawal
from vault.models import Recording, Tombstone
from vault.tombstones import Line

Kind = Tombstone.Kind
PARTS = (Kind.RAW, Kind.CLIPS)


def hash_of(case: Case, person: Person, scope: str) -> str:
    return hashlib.sha256(f"{case.key} {person.pk} {scope}".encode()).hexdigest()


def line_of(withdrawal: Withdrawal) -> Line:
    subject = hash_of(withdrawal.case, withdrawal.person, withdrawal.scope)
    return Kind.WITHDRAWAL, subject, withdrawal.withdrawn_at, None


def everything_erased() -> Iterator[Line]:
    films = Recording.objects.filter(state=Recording.State.DESTROYED, destroyed_at__isnull=False)
    for film, at, key in films.values_list("pk", "destroyed_at", "key"):
        if at:
            yield Kind.FILM, str(film), at, key
    parts = Destruction.objects.filter(part__in=PARTS)
    for part, film, at in parts.values_list("part", "recording_id", "decided_at"):
        yield part, str(film), at, None
    yield from map(line_of, Withdrawal.objects.select_related("case", "person"))
