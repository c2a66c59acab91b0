"""Where the guider goes on after the decision."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cases.rules import is_in_charge
from sessions.models import Cycle
from supervision.models import Decision, Submission, SubmittedClip

RETURNED = Decision.Verdict.RETURNED


@dataclass(frozen=True)
class Step:
    """What the guider does after the decision. `again` is where clips are brought once more."""

    title: str
    text: str
    action: str
    url: str
    again: str = ""


def next_step(submission: Submission, viewer: User, clips: list[SubmittedClip]) -> Step | None:
    """For the guider in charge, once it is decided and as long as nothing has come after it."""
    cycle = submission.selection.cycle
    if not is_in_charge(viewer, cycle.case) or not hasattr(submission, "decision") or _is_over(submission):
        return None
    if submission.is_own:
        return _own_moments_again(cycle, clips) if submission.decision.verdict == RETURNED else None
    if submission.decision.verdict == Decision.Verdict.RELEASED:
        return Step(
            title=_("Prepare the shared review"),
            text=_("Your supervisor released the clips. Put them in order and see that everything is ready."),
            action=_("Prepare"),
            url=reverse("review-new", args=[cycle.pk]),
        )
    return Step(
        title=_("Look at the clips again"),
        text=_("Read the remarks, change what you like in the studio, then bring the clips again."),
        action=_("Open the studio"),
        url=reverse("studio", args=[clips[0].footage_id]),
        again=reverse("submission-new", args=[cycle.pk]),
    )


def _is_over(submission: Submission) -> bool:
    """Something has come after it, or the cycle that it was for has ended."""
    cycle = submission.selection.cycle
    later = submission.selection.submissions.filter(kind=submission.kind, pk__gt=submission.pk)
    ended = cycle.state == Cycle.State.ABANDONED if submission.is_own else cycle.state != Cycle.State.OPEN
    return ended or later.exists()


def _own_moments_again(cycle: Cycle, clips: list[SubmittedClip]) -> Step:
    return Step(
        title=_("Look at your own moments again"),
        text=_("Read the remarks, then put on the shortlist what you want to bring next."),
        action=_("Open the studio"),
        url=reverse("studio", args=[clips[0].footage_id]),
        again=reverse("own-moments-new", args=[cycle.pk]),
    )
