"""Case numbers."""

from django.db.models import QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from accounts.models import Organisation
from cases.models import Case, UnassignedReferral


def next_number(organisation_id: int) -> str:
    """Such as 26-0007. The organisation's row is locked, so that two referrals never take one number."""
    Organisation.objects.select_for_update().get(pk=organisation_id)
    year = f"{timezone.localdate():%y}-"
    newest = [
        _newest(Case.objects.filter(organisation_id=organisation_id), year),
        _newest(UnassignedReferral.objects.filter(organisation_id=organisation_id), year),
    ]
    return f"{year}{max(newest) + 1:04}"


def _newest(numbered: QuerySet[Case] | QuerySet[UnassignedReferral], year: str) -> int:
    numbers = numbered.filter(number__startswith=year).order_by(Length("number").desc(), "-number")
    newest = numbers.values_list("number", flat=True).first()
    return int(newest.removeprefix(year)) if newest else 0
