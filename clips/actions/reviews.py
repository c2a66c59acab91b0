"""The shared review: what is shown, what is said about it, what is agreed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from cases.actions import plan_visit, rate
from cases.models import Person, Rating, Visit
from cases.rules import VisitPlan, current_question
from clips.models import AgreedPoint, Clip, ClipPlan, Reflection, SelectedClip, ShownClip
from clips.review_rules import check_can_show, check_can_write, check_speaker, check_words
from clips.rules import check_can_order
from consent.scopes import Purpose
from sessions.actions import complete_cycle, finish_review, start_review
from sessions.models import Cycle, FilmedSession


@transaction.atomic
def plan_clip(*, clip: Clip, prompt: str, note: str, by: User) -> None:
    """How to talk about a clip, written while the review is prepared."""
    cycle = clip.footage.filmed_session.cycle
    check_can_order(by, cycle)
    plan = ClipPlan.objects.filter(clip=clip).first() or ClipPlan(clip=clip)
    if (plan.prompt, plan.note) == (prompt, note):
        return
    plan.prompt, plan.note = prompt, note
    plan.full_clean()
    plan.save()
    record(by=by, action="clip.planned", subject=clip, case=cycle.case)


@transaction.atomic
def show(*, cycle: Cycle, by: User, is_remote: bool = False) -> FilmedSession:
    """Begin the shared review with the chosen clips as they are now; later edits do not change them.

    `is_remote`: by video call. What its platform recorded is asked for before the review is finished.
    """
    call = FilmedSession.Call.UNSAID if is_remote else FilmedSession.Call.NONE
    review = start_review(cycle=cycle, by=by, call=call)
    check_can_show(by, cycle)
    chosen = SelectedClip.objects.filter(selection__cycle=cycle).select_related("clip__plan")
    for row in chosen:
        plan = getattr(row.clip, "plan", None)
        ShownClip.objects.create(
            filmed_session=review,
            clip=row.clip,
            footage_id=row.clip.footage_id,
            render_id=row.clip.render_id,
            position=row.position,
            in_frame=row.clip.in_frame,
            out_frame=row.clip.out_frame,
            title=row.clip.title,
            prompt=plan.prompt if plan else "",
        )
    record(
        by=by,
        action="review.shown",
        subject=review,
        case=cycle.case,
        purpose=Purpose.SHARED_REVIEW,
        clips=[row.clip_id for row in chosen],
    )
    return review


@transaction.atomic
def reflect(*, shown: ShownClip, said_by: Person, words: str, by: User) -> Reflection:
    """Write down what somebody said about a clip."""
    review = open_review(shown.filmed_session, by)
    check_words(words)
    check_speaker(review, said_by)
    made = Reflection.objects.create(shown=shown, said_by=said_by, words=words.strip())
    record(by=by, action="reflection.written", subject=made, case=review.cycle.case)
    return made


@transaction.atomic
def remove_reflection(*, reflection: Reflection, by: User) -> None:
    review = open_review(reflection.shown.filmed_session, by)
    record(by=by, action="reflection.removed", subject=reflection, case=review.cycle.case)
    reflection.delete()


@transaction.atomic
def agree_point(
    *, review: FilmedSession, kind: str, words: str, by: User, shown: ShownClip | None = None
) -> AgreedPoint:
    """A strength or a working point in the client's words, tied to the clip that led to it, if any."""
    review = open_review(review, by)
    check_words(words)
    made = AgreedPoint.objects.create(filmed_session=review, kind=kind, words=words.strip(), shown=shown)
    record(by=by, action=f"{kind}.agreed", subject=made, case=review.cycle.case)
    return made


@transaction.atomic
def remove_point(*, point: AgreedPoint, by: User) -> None:
    review = open_review(point.filmed_session, by)
    record(by=by, action=f"{point.kind}.removed", subject=point, case=review.cycle.case)
    point.delete()


@transaction.atomic
def rate_review(*, review: FilmedSession, value: str, rated_by: Person, by: User) -> Rating:
    """The helping question, rated again at the end of the review."""
    review = open_review(review, by)
    standing = current_question(review.cycle.case)
    if standing is None:
        raise ValidationError(_("Agree the helping question first; then it can be rated."))
    return rate(
        question=standing.question,
        kind=Rating.Kind.NOW,
        moment=Rating.Moment.REVIEW,
        value=int(value),
        rated_by=rated_by,
        by=by,
    )


@transaction.atomic
def agree_visit(*, review: FilmedSession, plan: VisitPlan, purpose: str, by: User) -> Visit:
    """When they meet again, agreed while they are together."""
    review = open_review(review, by)
    if plan.day <= review.held_on:
        raise ValidationError(_("The next visit is on a later day than this review."))
    return plan_visit(case=review.cycle.case, plan=plan, purpose=purpose, by=by)


@transaction.atomic
def finish(*, review: FilmedSession, by: User) -> None:
    """The shared review is over: it is closed, and its cycle counts."""
    review = open_review(review, by)
    finish_review(filmed_session=review, by=by)
    complete_cycle(cycle=review.cycle, by=by)


def open_review(review: FilmedSession, by: User) -> FilmedSession:
    """The review as it stands now, held until the transaction ends; refused when it is over."""
    FilmedSession.objects.select_for_update().get(pk=review.pk)
    held = FilmedSession.objects.select_related("cycle__case").get(pk=review.pk)
    check_can_write(by, held)
    return held
