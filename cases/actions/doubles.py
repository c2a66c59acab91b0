"""Looking whether people are known already leaves a trail where it tells something."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from audit.actions import record
from cases import rules
from cases.rules import Doubles, PersonFacts


@transaction.atomic
def look_for_doubles(*, people: Sequence[PersonFacts], by: User) -> Doubles:
    """An administrator reads in the audit which case was meant, and can bring the two guiders together."""
    found = rules.find_doubles(people, by)
    if found.elsewhere:
        record(by=by, action="referral.double_hinted", subject=by, alike=found.elsewhere)
    return found
