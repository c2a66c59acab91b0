"""A pregnancy has ended. It is recorded quietly, can be taken back, and the case rests until they go on."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from cases.actions.status import for_work, in_charge
from cases.models import Case, Participation
from cases.rules import loss as rules

Ending = Participation.Ending


@transaction.atomic
def record_loss(*, participation: Participation, by: User) -> Participation:
    """The child leaves the pages of the case, and nothing is due any more. Film and records stay."""
    case = in_charge(participation.case, by)
    part = Participation.objects.get(pk=participation.pk)
    rules.check_loss(part)
    part.until, part.ended_as = timezone.localdate(), Ending.PREGNANCY_ENDED
    part.save(update_fields=["until", "ended_as"])
    case.resting_since = timezone.localdate()
    case.save(update_fields=["resting_since"])
    record(by=by, action="pregnancy.ended", subject=part.person, case=case)
    return part


@transaction.atomic
def take_back_loss(*, participation: Participation, by: User) -> Participation:
    """It was recorded by mistake: everything is as it was before."""
    case = in_charge(participation.case, by)
    part = Participation.objects.get(pk=participation.pk)
    rules.check_loss_mistake(part)
    part.until, part.ended_as = None, ""
    part.save(update_fields=["until", "ended_as"])
    if not case.participations.filter(ended_as=Ending.PREGNANCY_ENDED).exists():
        case.resting_since = None
        case.save(update_fields=["resting_since"])
    record(by=by, action="pregnancy.ended_by_mistake", subject=part.person, case=case)
    return part


@transaction.atomic
def go_on(*, case: Case, by: User) -> Case:
    """They would like to go on: steps are shown again."""
    case = for_work(case, by)
    rules.check_continuation(case)
    case.resting_since = None
    case.save(update_fields=["resting_since"])
    record(by=by, action="case.rest_ended", subject=case, case=case)
    return case
