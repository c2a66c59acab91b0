"""Which cases a release counted, kept as tags that name nobody, so that two releases can be compared.

A tag is eight bytes of a keyed hash of the case number, under a salt that never leaves the database. It stays
when the case record has been destroyed, and says nothing then: a case number is not a name.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from django.db.models import Q

from cases.models import Case, UnassignedReferral
from reports.counts import Scope
from reports.models import Salt

TAG = 8


def cohort_of(scope: Scope) -> tuple[bytes, int]:
    """Tags of every case referred in the period or open on a day of it, and how many there are."""
    salt = bytes(Salt.objects.get_or_create(organisation=scope.organisation)[0].value)
    found = sorted({tag(number, salt) for number in _numbers(scope)})
    return b"".join(found), len(found)


def tag(number: str, salt: bytes) -> bytes:
    return blake2b(number.encode(), key=salt, digest_size=TAG).digest()


def tags(cohort: bytes) -> set[bytes]:
    return {cohort[start : start + TAG] for start in range(0, len(cohort), TAG)}


def apart(one: bytes, other: bytes) -> int:
    """How many cases are in one of them and not in the other."""
    return len(tags(bytes(one)) ^ tags(bytes(other)))


def _numbers(scope: Scope) -> Iterator[str]:
    period = scope.period
    received = Q(referred_on__range=period.days)
    open_in_it = Q(opened_at__lt=period.ends) & (Q(closed_on=None) | Q(closed_on__gte=period.first_day))
    taken_on = ~Q(status__in=Case.NOT_TAKEN_ON)
    unassigned = UnassignedReferral.objects.filter(received, organisation=scope.organisation)
    sources: Iterable[Iterable[str]] = (
        scope.cases.filter(received | (open_in_it & taken_on)).values_list("number", flat=True).iterator(),
        unassigned.order_by().values_list("number", flat=True).iterator(),
    )
    for source in sources:
        yield from source
