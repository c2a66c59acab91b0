"""A follow-up of the case of the access matrix."""

from django.utils import timezone

from cases.models import Case, FollowUp


def follow_up_of(case: Case) -> dict[str, object]:
    made = FollowUp.objects.create(case=case, months=3, due_on=timezone.localdate())
    return {"follow_up_id": made.pk}
