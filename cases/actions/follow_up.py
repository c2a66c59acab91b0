"""Asking how things are, some months after the end. The case stays closed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from cases import rules
from cases.actions.question import write_rating
from cases.actions.status import in_charge
from cases.models import Case, FollowUp, Person, Rating


def plan_follow_ups(case: Case) -> None:
    """The caller has just closed the case, and holds it."""
    today = timezone.localdate()
    for months in rules.MONTHS:
        FollowUp.objects.create(case=case, months=months, due_on=rules.months_after(today, months))


def forget_follow_ups(case: Case) -> None:
    """The end did not last, so nobody is to be asked how things are since."""
    case.follow_ups.filter(outcome="").delete()


@transaction.atomic
def settle_follow_up(
    *,
    follow_up: FollowUp,
    outcome: str,
    by: User,
    rating: int | None = None,
    rated_by: Person | None = None,
) -> FollowUp:
    """Also before its day. Who prefers not to be asked any more is reminded of by nobody."""
    case = in_charge(follow_up.case, by)
    follow_up = FollowUp.objects.get(pk=follow_up.pk)
    follow_up.case = case
    rules.check_follow_up(follow_up, outcome=outcome, is_rated=rating is not None)
    follow_up.outcome, follow_up.settled_on = outcome, timezone.localdate()
    if rating is not None:
        follow_up.rating = _rating(case, rating, rated_by, by)
    follow_up.save(update_fields=["outcome", "settled_on", "rating"])
    if outcome == FollowUp.Outcome.DECLINED:
        case.follow_ups.filter(outcome="").update(outcome=outcome, settled_on=follow_up.settled_on)
    record(
        by=by,
        action="follow_up.settled",
        subject=follow_up,
        case=case,
        months=follow_up.months,
        answer=outcome,
    )
    return follow_up


def _rating(case: Case, value: int, rated_by: Person | None, by: User) -> Rating:
    standing = rules.current_question(case)
    if standing is None or rated_by is None:
        raise ValidationError(_("Please say who gave the rating."))
    return write_rating(
        case=case,
        question=standing.question,
        kind=Rating.Kind.NOW,
        moment=Rating.Moment.FOLLOW_UP,
        value=value,
        rated_by=rated_by,
        by=by,
    )
