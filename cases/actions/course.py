"""The end of a case, and when it did not last."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases import rules
from cases.actions.follow_up import forget_follow_ups, plan_follow_ups
from cases.actions.pause import end_pause
from cases.actions.question import rate
from cases.actions.status import carry_on, in_charge, move
from cases.actions.visits import record_attendance
from cases.models import Case, Closing, Person, Rating, Visit
from cases.rules import Ending


@transaction.atomic
def reopen_case(*, case: Case, by: User) -> Case:
    """The end did not last. Whatever counts from the end of the work stops counting."""
    case = in_charge(case, by)
    rules.check_move(case, "reopen")
    ended = str(case.closed_on)
    forget_follow_ups(case)
    case.closed_on, case.closing_reason, case.unrated_reason = None, "", ""
    case.resumed_at = timezone.now()
    case = move(
        case, "reopen", "closed_on", "closing_reason", "unrated_reason", "resumed_at", by=by, ended=ended
    )
    return carry_on(case, by)


@transaction.atomic
def close_case(*, case: Case, ending: Ending, by: User) -> Case:
    """Visits that are still planned are called off with it. What is destroyed when counts from today."""
    case = in_charge(case, by)
    rules.check_move(case, "close")
    rules.check_no_open_cycles(case)
    rules.check_ending(case, ending)
    if ending.final_rating is not None:
        _rate_at_the_end(case, ending.final_rating, ending.rated_by, by)
    end_pause(case)
    _call_off_visits(case, by)
    _write_down(case, ending, by)
    case.closed_on, case.closing_reason = timezone.localdate(), ending.reason
    case.unrated_reason = ending.unrated_reason
    codes = {"reason": ending.reason, "keepsake": ending.keepsake_offer}
    case = move(
        case,
        "close",
        "closed_on",
        "closing_reason",
        "unrated_reason",
        by=by,
        **{name: code for name, code in codes.items() if code},
    )
    if ending.may_ask_again:
        plan_follow_ups(case)
    return case


def _call_off_visits(case: Case, by: User) -> None:
    for visit in rules.visits_ahead(case):
        record_attendance(
            visit=visit,
            attendance=Visit.Attendance.CANCELLED_BY_SERVICE,
            service_reason=Visit.ServiceReason.OTHER,
            by=by,
        )


def _write_down(case: Case, ending: Ending, by: User) -> None:
    Closing.objects.update_or_create(
        case=case,
        defaults={
            "keepsake_offer": ending.keepsake_offer,
            "summary": ending.summary.strip(),
            "may_ask_again": ending.may_ask_again,
            "written_by": by,
            "written_at": timezone.now(),
        },
    )


def _rate_at_the_end(case: Case, value: int, rated_by: Person | None, by: User) -> None:
    standing = rules.current_question(case)
    if standing is None or rated_by is None:
        raise ValidationError(_("Please say who gave the last rating."))
    rate(
        question=standing.question,
        kind=Rating.Kind.NOW,
        moment=Rating.Moment.END,
        value=value,
        rated_by=rated_by,
        by=by,
    )
