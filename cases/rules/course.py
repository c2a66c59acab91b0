"""The course of a case: from which status a verb leads to which, and its end."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User, VerpPlace
from cases.models import Case
from cases.rules.question import current_question

Status = Case.Status


# From which status a verb leads to which. What is not here is refused.
TRANSITIONS: dict[tuple[str, str], str] = {
    (Status.REFERRED, "accept"): Status.ENGAGING,
    (Status.REFERRED, "enlist"): Status.WAITING,
    (Status.REFERRED, "redirect"): Status.REDIRECTED,
    (Status.REFERRED, "decline"): Status.DECLINED,
    (Status.WAITING, "begin"): Status.ENGAGING,
    (Status.WAITING, "redirect"): Status.REDIRECTED,
    (Status.WAITING, "decline"): Status.DECLINED,
    (Status.REDIRECTED, "reconsider"): Status.REFERRED,
    (Status.DECLINED, "reconsider"): Status.REFERRED,
    (Status.ENGAGING, "activate"): Status.ACTIVE,
    (Status.ENGAGING, "pause"): Status.PAUSED,
    (Status.ACTIVE, "pause"): Status.PAUSED,
    (Status.PAUSED, "resume"): Status.ENGAGING,
    (Status.ENGAGING, "close"): Status.CLOSED,
    (Status.ACTIVE, "close"): Status.CLOSED,
    (Status.PAUSED, "close"): Status.CLOSED,
    (Status.CLOSED, "reopen"): Status.ENGAGING,
}


def can_move(case: Case, verb: str) -> bool:
    return (case.status, verb) in TRANSITIONS


def check_move(case: Case, verb: str) -> str:
    """The status that `verb` leads to."""
    if not can_move(case, verb):
        raise ValidationError(
            _("This is not possible while the case is “%(status)s”.") % {"status": case.get_status_display()}
        )
    return TRANSITIONS[case.status, verb]


def check_own_practice(place: VerpPlace, by: User) -> None:
    """The member begins it, once, while they have the place."""
    if place.member_id != by.pk or not VerpPlace.objects.current().filter(pk=place.pk).exists():
        raise ValidationError(_("Only who has a place in the group sets a goal in it."))
    if Case.objects.filter(verp_place=place).exists():
        raise ValidationError(
            _("You have set your goal already. Reword it on the page of your own practice.")
        )


def check_no_open_cycles(case: Case) -> None:
    numbers = list(case.cycles.filter(state="open").values_list("number", flat=True))
    if numbers:
        raise ValidationError(
            _("Cycle %(numbers)s is still open. Finish its shared review or let the cycle go, then close.")
            % {"numbers": ", ".join(map(str, numbers))}
        )


def check_final_rating(case: Case, *, final_rating: int | None, unrated_reason: str) -> None:
    """Where a helping question was agreed, the end has a rating or says why not."""
    if final_rating is not None and unrated_reason:
        raise ValidationError(
            _("Please give either a last rating or the reason why there is none, not both.")
        )
    if current_question(case) and final_rating is None and not unrated_reason:
        raise ValidationError(
            _("Please add the last rating of the helping question, or say why there is none.")
        )
