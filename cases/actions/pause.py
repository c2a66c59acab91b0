"""The work rests, and is taken up again."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases import rules
from cases.actions.status import carry_on, in_charge, move
from cases.models import Case, Pause


@transaction.atomic
def pause(*, case: Case, reason: str, by: User, review_on: date | None = None) -> Case:
    case = in_charge(case, by)
    rules.check_move(case, "pause")
    rules.check_pause(reason=reason, review_on=review_on)
    Pause.objects.create(case=case, reason=reason, review_on=review_on)
    return move(case, "pause", by=by, reason=reason)


@transaction.atomic
def resume(*, case: Case, by: User) -> Case:
    """Back to getting to know each other; straight on to active where a helping question stands."""
    case = in_charge(case, by)
    rules.check_move(case, "resume")
    end_pause(case)
    case.resumed_at = timezone.now()
    return carry_on(move(case, "resume", "resumed_at", by=by), by)


def end_pause(case: Case) -> None:
    case.pauses.filter(ended_on=None).update(ended_on=timezone.localdate())
