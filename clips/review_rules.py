"""What a shared review needs before it begins, and who may write in it."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission
from cases.models import Case, Participation, Person, Rating
from cases.rules import check_in_charge, leading, versions_of
from clips.models import SelectedClip
from clips.readiness import Readiness, render_state
from clips.rules import UnableToPrepare, check_can_order
from consent.models import Custody
from consent.rules import permits
from consent.scopes import Purpose
from sessions.models import Cycle, FilmedSession

# The gates of supervision by name: that app lies above this one.
OFF, WARN, BLOCK = "off", "warn", "block"


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
    """Nothing, a reminder or a lock, as the stage of the guider in training has it; otherwise a reminder.

    Published pathways have fewer supervisions than cycles (domain.md 0), so stages begin with reminders.
    """
    trains = user.may(Permission.BRING_TO_SUPERVISION)
    enrolment = _enrolment(user) if trains else None
    gate = enrolment.gate if enrolment else WARN
    brought = cycle.selection.submissions.filter(kind="chosen").select_related("decision")
    last = brought.order_by("-submitted_at").first()
    if last is None and (gate == OFF or not trains):
        return []
    sentence = _open_supervision(last) or (_unseen(last, cycle) if gate == BLOCK else "")
    if not sentence:
        return [Check(done=True, sentence=_("Your supervisor released the clips."), blocks=False)]
    reason = enrolment.stage.gate_reason if enrolment and gate == WARN else ""
    if gate == BLOCK:
        reason = _("In your stage a shared review begins once they are released.")
    return [Check(done=False, sentence=f"{sentence} {reason}".strip(), blocks=gate == BLOCK)]


def _enrolment(trainee: Any) -> Any:
    """Where they stand on their pathway, by its reverse relation: that app lies above this one."""
    return trainee.enrolments.filter(ended_on=None).select_related("stage").first()


def _open_supervision(last: Any) -> str:
    """Why the newest submission, or none, is not a release; empty where it is."""
    if last is None:
        return _("Your supervisor has not seen these clips.")
    decision = getattr(last, "decision", None)
    if decision is None:
        return _("Your supervisor has not looked at it yet.")
    if decision.verdict == "returned":
        return _("Your supervisor returned the clips. Read the remarks first.")
    return ""


def _unseen(released: Any, cycle: Cycle) -> str:
    """Another range of the same clip is what remarks lead to; another clip has been seen by nobody."""
    seen = released.clips.values("clip")
    if SelectedClip.objects.filter(selection__cycle=cycle).exclude(clip__in=seen).exists():
        return _("A clip was chosen that your supervisor has not seen.")
    return ""


def closed_clips(user: User, review: FilmedSession) -> list[int]:
    """The ids of shown clips that this person may not show now."""
    shown = review.shown_clips.select_related("footage__custody")
    custodies = {clip.footage.custody_id: clip.footage.custody for clip in shown}
    closed = {
        pk
        for pk, custody in custodies.items()
        if not permits(user=user, purpose=Purpose.SHARED_REVIEW, custody=custody)
    }
    return [clip.pk for clip in shown if clip.footage.custody_id in closed]


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
    newest = list(given.select_related("rated_by").order_by("-pk"))
    first = wordings_of_leading(review.cycle.case)
    return next((rating for rating in newest if rating.question_id in first), next(iter(newest), None))


def wordings_of_leading(case: Case) -> set[int]:
    """The review asks for the question that leads; another may have been rated on the same day."""
    questions = list(case.helping_questions.all())
    question = leading(questions)
    return {each.pk for each in versions_of(question, questions)} if question else set()


def check_words(words: str) -> None:
    if not words.strip():
        raise ValidationError(_("Write a few words first."))


def check_speaker(review: FilmedSession, person: Person) -> None:
    if not Participation.objects.filter(case=review.cycle.case, person=person).exists():
        raise ValidationError(_("This person does not take part in this case."))
