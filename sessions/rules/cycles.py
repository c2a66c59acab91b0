"""What a cycle allows. It counts only when its film and its shared review are both done.

In the own practice of a guider the group looks at the clips in place of a shared review.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.models import Case
from cases.rules.loss import is_resting
from consent.rules import check_not_held, check_not_restricted
from sessions.models import Cycle, FilmedSession, Footage
from sessions.rules.calls import check_copies_are_deleted
from vault.models import Recording

WORKING_STATUSES = frozenset({Case.Status.ENGAGING, Case.Status.ACTIVE})


def check_open_cycle(case: Case) -> None:
    if is_resting(case):
        raise ValidationError(
            _("This case rests for now. When they would like to go on, say so on its page.")
        )
    if case.status == Case.Status.PAUSED:
        raise ValidationError(_("This case is paused. Take it up again before planning a new cycle."))
    if case.status == Case.Status.REFERRED:
        raise ValidationError(_("Accept the referral first; then the first cycle can begin."))
    if case.status == Case.Status.WAITING:
        raise ValidationError(
            _("This case is on the waiting list. Begin it; then the first cycle can begin.")
        )
    if case.status not in WORKING_STATUSES:
        raise ValidationError(_("This case is closed, so no new cycle can begin."))


def check_is_open(cycle: Cycle) -> None:
    if cycle.state == Cycle.State.COMPLETE:
        raise ValidationError(_("This cycle is complete. Open a new cycle to film again."))
    if cycle.state == Cycle.State.ABANDONED:
        raise ValidationError(_("This cycle was ended. Open a new cycle to film again."))


def check_plan_filming(cycle: Cycle) -> None:
    check_is_open(cycle)
    check_open_cycle(cycle.case)


def check_takes_film(filmed_session: FilmedSession) -> None:
    """A review counts before its own film has been brought in; everything else ends with the cycle."""
    cycle = filmed_session.cycle
    if filmed_session.state == FilmedSession.State.SET_ASIDE:
        raise ValidationError(
            _("There was nothing usable this time. Take this filming up again to add a film.")
        )
    is_review = filmed_session.kind == FilmedSession.Kind.SHARED_REVIEW
    if not (is_review and cycle.state == Cycle.State.COMPLETE):
        check_is_open(cycle)


def film_is_done(cycle: Cycle) -> bool:
    """A film of the cycle has been ready for use at some time, even if it has been destroyed since."""
    return Footage.objects.filter(
        filmed_session__cycle=cycle,
        filmed_session__kind=FilmedSession.Kind.FILMING,
        filmed_session__nothing_usable="",
        custody__recording__ready_at__isnull=False,
    ).exists()


def review_is_done(cycle: Cycle) -> bool:
    return cycle.filmed_sessions.filter(
        kind=FilmedSession.Kind.SHARED_REVIEW, finished_at__isnull=False
    ).exists()


def check_start_review(cycle: Cycle) -> None:
    check_is_open(cycle)
    if cycle.case.is_own_practice:
        raise ValidationError(_("This is your own practice: show the clips to your group instead."))
    if not film_is_done(cycle):
        raise ValidationError(_("Film first: a shared review needs a film that is ready."))
    if cycle.filmed_sessions.filter(kind=FilmedSession.Kind.SHARED_REVIEW, finished_at=None).exists():
        raise ValidationError(_("The shared review of this cycle has already begun."))


def check_complete(cycle: Cycle) -> None:
    check_is_open(cycle)
    if not film_is_done(cycle):
        raise ValidationError(_("This cycle does not count yet: it has no film."))
    if not cycle.case.is_own_practice and not review_is_done(cycle):
        raise ValidationError(_("This cycle does not count yet: its shared review is not finished."))
    check_copies_are_deleted(cycle)


def can_complete(cycle: Cycle) -> bool:
    try:
        check_complete(cycle)
    except ValidationError:
        return False
    return True


def check_abandon(cycle: Cycle, reason: str) -> None:
    check_is_open(cycle)
    if reason not in Cycle.AbandonReason.values:
        raise ValidationError(_("Say why this cycle ends here."))


def is_with_supervisor(cycle: Cycle) -> bool:
    """Submissions belong to an app above; they are reached by the name of their relation."""
    selection: Any = getattr(cycle, "selection", None)
    return bool(selection) and selection.submissions.filter(decision=None).exists()


def check_remove(footage: Footage) -> None:
    if footage.custody.recording.state == Recording.State.DESTROYED:
        raise ValidationError(_("This film has already been removed."))
    check_not_held(footage.custody.case)
    check_not_restricted(footage.custody.case)


def can_open_cycle(case: Case) -> bool:
    try:
        check_open_cycle(case)
    except ValidationError:
        return False
    return True
