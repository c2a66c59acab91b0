"""What a shared review needs before it begins, and who may write in it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission
from cases.models import Participation, Person, Rating
from cases.rules import check_in_charge
from clips.models import SelectedClip
from clips.readiness import Readiness, render_state
from clips.rules import UnableToPrepare, check_can_order
from consent.models import Custody
from consent.rules import permits
from consent.scopes import Purpose
from sessions.models import Cycle, FilmedSession


@dataclass(frozen=True)
class Check:
    """One line of the check list before a review. `blocks`: the review cannot begin without it."""

    done: bool
    sentence: str
    blocks: bool = True


def check_can_show(user: User, cycle: Cycle) -> None:
    check_can_order(user, cycle)
    open_points = [check.sentence for check in check_list(user, cycle) if check.blocks and not check.done]
    if open_points:
        raise UnableToPrepare(*open_points)


def check_list(user: User, cycle: Cycle) -> list[Check]:
    """Clips chosen, everyone agrees, the clips are cut, supervision has been asked."""
    chosen = list(
        SelectedClip.objects.filter(selection__cycle=cycle).select_related(
            "clip__render", "clip__footage__custody"
        )
    )
    if not chosen:
        return [Check(done=False, sentence=_("Choose at least one clip in the studio."))]
    number = len(chosen)
    return [
        Check(
            done=True,
            sentence=ngettext("%(number)d clip is chosen.", "%(number)d clips are chosen.", number)
            % {"number": number},
        ),
        *_consent_checks(user, chosen),
        _cutting_check(chosen),
        *_supervision_check(user, cycle),
    ]


def _consent_checks(user: User, chosen: list[SelectedClip]) -> list[Check]:
    custodies: dict[int, Custody] = {row.clip.footage.custody_id: row.clip.footage.custody for row in chosen}
    reasons: list[str] = []
    for custody in custodies.values():
        verdict = permits(user=user, purpose=Purpose.SHARED_REVIEW, custody=custody)
        reasons += [reason for reason in verdict.reasons if reason not in reasons]
    if reasons:
        return [Check(done=False, sentence=reason) for reason in reasons]
    return [Check(done=True, sentence=_("Everyone in the film agrees to a shared review."))]


def _cutting_check(chosen: list[SelectedClip]) -> Check:
    states = [render_state(row.clip) for row in chosen]
    if Readiness.FAILED in states:
        return Check(done=False, sentence=_("A clip could not be cut. Open the selection to try again."))
    if Readiness.WAITING in states:
        return Check(done=False, sentence=_("The clips are being cut. This takes a few seconds."))
    return Check(done=True, sentence=_("The clips are cut and ready to play."))


def _supervision_check(user: User, cycle: Cycle) -> list[Check]:
    """A reminder, never a lock: published pathways have fewer supervisions than cycles (domain.md 0)."""
    last = cycle.selection.submissions.select_related("decision").order_by("-submitted_at").first()
    if last is None:
        if not user.may(Permission.BRING_TO_SUPERVISION):
            return []
        return [Check(done=False, sentence=_("Your supervisor has not seen these clips."), blocks=False)]
    decision = getattr(last, "decision", None)
    if decision is None:
        return [Check(done=False, sentence=_("Your supervisor has not looked at it yet."), blocks=False)]
    if decision.verdict == "returned":
        sentence = _("Your supervisor returned the clips. Read the remarks first.")
        return [Check(done=False, sentence=sentence, blocks=False)]
    return [Check(done=True, sentence=_("Your supervisor released the clips."), blocks=False)]


def check_can_write(user: User, review: FilmedSession) -> None:
    check_in_charge(user, review.cycle.case)
    if review.finished_at is not None:
        raise ValidationError(_("This shared review is finished. What was written stays as it is."))
    if review.cycle.state != Cycle.State.OPEN:
        raise ValidationError(_("This cycle has ended. What was written stays as it is."))


def can_write(user: User, review: FilmedSession) -> bool:
    try:
        check_can_write(user, review)
    except ValidationError:
        return False
    return True


def rating_of(review: FilmedSession) -> Rating | None:
    """Where the client was with the question on the days of this review; a later review has its own."""
    until = timezone.localdate(review.finished_at) if review.finished_at else timezone.localdate()
    given = Rating.objects.filter(
        question__case=review.cycle.case,
        moment=Rating.Moment.REVIEW,
        kind=Rating.Kind.NOW,
        rated_on__range=(review.held_on, until),
    )
    return given.select_related("rated_by").order_by("-pk").first()


def check_words(words: str) -> None:
    if not words.strip():
        raise ValidationError(_("Write a few words first."))


def check_speaker(review: FilmedSession, person: Person) -> None:
    if not Participation.objects.filter(case=review.cycle.case, person=person).exists():
        raise ValidationError(_("This person does not take part in this case."))
