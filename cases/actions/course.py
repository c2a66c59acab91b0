"""The end of a case, and when it did not last."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases import rules
from cases.actions.pause import end_pause
from cases.actions.question import rate
from cases.actions.status import carry_on, in_charge, move
from cases.models import Case, Person, Rating


@transaction.atomic
def reopen_case(*, case: Case, by: User) -> Case:
    """The end did not last. Whatever counts from the end of the work stops counting."""
    case = in_charge(case, by)
    rules.check_move(case, "reopen")
    ended = str(case.closed_on)
    case.closed_on, case.closing_reason, case.unrated_reason = None, "", ""
    case.resumed_at = timezone.now()
    case = move(
        case, "reopen", "closed_on", "closing_reason", "unrated_reason", "resumed_at", by=by, ended=ended
    )
    return carry_on(case, by)


@transaction.atomic
def close_case(
    *,
    case: Case,
    reason: str,
    by: User,
    final_rating: int | None = None,
    rated_by: Person | None = None,
    unrated_reason: str = "",
) -> Case:
    case = in_charge(case, by)
    rules.check_move(case, "close")
    rules.check_no_open_cycles(case)
    rules.check_final_rating(case, final_rating=final_rating, unrated_reason=unrated_reason)
    if final_rating is not None:
        _rate_at_the_end(case, final_rating, rated_by, by)
    end_pause(case)
    case.closed_on, case.closing_reason = timezone.localdate(), reason
    case.unrated_reason = unrated_reason
    return move(case, "close", "closed_on", "closing_reason", "unrated_reason", by=by, reason=reason)


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
