"""The supervisor's look at the film before the clips, and where both found the same."""

from typing import Protocol
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from supervision.models import Look, Submission
from supervision.rules.review import check_open, check_supervisor


class Stretch(Protocol):
    footage_id: UUID
    in_frame: int
    out_frame: int


def check_pick(*, submission: Submission, by: User) -> None:
    """Until the supervisor has seen the clips."""
    check_supervisor(submission, by)
    check_open(submission)
    if Look.objects.filter(submission=submission, user=by).exists():
        raise ValidationError(_("You have seen the clips already, so this look is over."))


def meet(one: Stretch, other: Stretch) -> bool:
    """At least one frame of the same film is in both."""
    return (
        one.footage_id == other.footage_id
        and one.in_frame < other.out_frame
        and other.in_frame < one.out_frame
    )
