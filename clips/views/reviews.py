"""The shared review: prepare it, hold it, write down what was said."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.rules import current_question, next_visit
from cases.views.visits import warn_of_overlap
from clips.actions import reviews
from clips.models import AgreedPoint, Reflection, ShownClip
from clips.readiness import readiness_of
from clips.remote import is_planned_as_call, telephone_check
from clips.review_forms import (
    NextVisitForm,
    PointForm,
    ReflectionForm,
    ReviewRatingForm,
    SectionForm,
    people_in,
    plan_form,
    sections,
)
from clips.review_rules import can_write, check_list, rating_of
from clips.rules import UnableToPrepare
from clips.said_when_seen import said_when_seen
from clips.views.scope import cycles_of, reviews_of
from clips.views.selection import chosen_in
from clips.views.sign_in import sign_in_check
from sessions.forms import CallForm
from sessions.models import FilmedSession
from sessions.rules.calls import copy_still_there

POINT_TITLES = {
    AgreedPoint.Kind.STRENGTH: gettext_lazy("What works"),
    AgreedPoint.Kind.WORKING_POINT: gettext_lazy("Next small steps"),
}


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def review_new(request: SignedInRequest, cycle_id: int) -> HttpResponse:
    """Prepare: the clips in order and what is still open. POST begins the review."""
    cycle = get_object_or_404(cycles_of(request.user), pk=cycle_id)
    begun = reviews_of(request.user).filter(cycle=cycle, finished_at=None, shown_clips__isnull=False).first()
    if begun:
        return redirect("review", begun.pk)
    if request.method == "POST":
        try:
            is_remote = "is_remote" in request.POST
            held = reviews.show(cycle=cycle, is_remote=is_remote, by=request.user)
            return redirect("presentation", held.pk)
        except UnableToPrepare as unable:
            messages.warning(request, " ".join(unable.reasons))
        except ValidationError as refused:
            messages.warning(request, refused.messages[0])
        return redirect("review-new", cycle.pk)
    rows = readiness_of(chosen_in(cycle).select_related("clip__plan"))
    checks = [*check_list(request.user, cycle), *sign_in_check(request), *telephone_check(cycle)]
    context = {
        "cycle": cycle,
        "case": cycle.case,
        "question": current_question(cycle.case),
        "rows": [(row, plan_form(row.clip)) for row in rows],
        "seconds": sum(row.seconds for row in rows),
        "checks": checks,
        "is_call": is_planned_as_call(cycle),
        "can_begin": all(check.done for check in checks if check.blocks),
    }
    part = "#checks" if request.headers.get("HX-Request") else ""
    return render(request, f"clips/review_new.html{part}", context)


@requires(Permission.WORK_CASES)
@require_GET
def review(request: SignedInRequest, review_id: int) -> HttpResponse:
    """The record of a shared review."""
    return render(request, "clips/review.html", _record(request, _held(request, review_id)))


def _record(
    request: SignedInRequest, review: FilmedSession, typed: SectionForm | None = None
) -> dict[str, Any]:
    """What the page shows. `typed` was refused and keeps its words in its section."""
    case = review.cycle.case
    people = people_in(case)
    shown_clips = list(
        review.shown_clips.prefetch_related(
            "reflections__said_by", "reflections__noticed_by", "signs__person"
        )
    )
    question = current_question(case)
    points = list(review.agreed_points.select_related("shown"))
    said = said_when_seen(review)
    forms: dict[str, SectionForm] = {}
    if can_write(request.user, review):
        forms = sections(people, shown_clips, question)
        forms["visit"] = NextVisitForm(case=case)
    if typed:
        forms[typed.section] = typed
    return {
        "review": review,
        "cycle": review.cycle,
        "case": case,
        "question": question,
        "is_open": can_write(request.user, review),
        "said_when_seen": said,
        "shown_clips": [
            (shown, forms.get(f"clip-{shown.pk}"), said.ways.get(shown.pk, [])) for shown in shown_clips
        ],
        "agreed": [
            (title, kind, [point for point in points if point.kind == kind], forms.get(kind))
            for kind, title in POINT_TITLES.items()
        ],
        **_call(review),
        "rated": rating_of(review),
        "rating_form": forms.get("rating"),
        "visit_form": forms.get("visit"),
        "next_visit": next_visit(case, after=review.held_on),
    }


def _call(review: FilmedSession) -> dict[str, Any]:
    return {"call_form": CallForm(meeting=review), "copy_still_there": copy_still_there(review.cycle)}


def _held(request: SignedInRequest, review_id: int) -> FilmedSession:
    return get_object_or_404(reviews_of(request.user), pk=review_id)


@requires(Permission.WORK_CASES)
@require_POST
def reflections(request: SignedInRequest, shown_id: int) -> HttpResponse:
    """Write down what somebody said about a clip."""
    shown = get_object_or_404(
        ShownClip.objects.select_related("filmed_session__cycle__case"),
        pk=shown_id,
        filmed_session__in=reviews_of(request.user),
    )
    held = shown.filmed_session
    form = ReflectionForm(request.POST, shown=shown, people=people_in(held.cycle.case))
    return _write(request, held, form, lambda sent: reviews.reflect(shown=shown, by=request.user, **sent))


@requires(Permission.WORK_CASES)
@require_POST
def points(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Agree a strength or a working point."""
    held = _held(request, review_id)
    kind = request.POST.get("kind", "")
    if kind not in AgreedPoint.Kind.values:
        return HttpResponseBadRequest()
    form = PointForm(request.POST, kind=kind, shown_clips=list(held.shown_clips.all()))
    return _write(request, held, form, lambda sent: reviews.agree_point(review=held, by=request.user, **sent))


@requires(Permission.WORK_CASES)
@require_POST
def review_ratings(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Rate the helping question at the end of the review."""
    held = _held(request, review_id)
    case = held.cycle.case
    form = ReviewRatingForm(request.POST, people=people_in(case), question=current_question(case))
    return _write(request, held, form, lambda sent: reviews.rate_review(review=held, by=request.user, **sent))


@requires(Permission.WORK_CASES)
@require_POST
def review_visit(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Agree when they meet again."""
    held = _held(request, review_id)
    form = NextVisitForm(request.POST, case=held.cycle.case)

    def agree(sent: dict[str, Any]) -> None:
        plan, purpose = form.plan(), sent["purpose"]
        warn_of_overlap(
            request, reviews.agree_visit(review=held, plan=plan, purpose=purpose, by=request.user)
        )

    return _write(request, held, form, agree)


@requires(Permission.WORK_CASES)
@require_POST
def reflection_removal(request: SignedInRequest, reflection_id: int) -> HttpResponse:
    reflection = get_object_or_404(
        Reflection.objects.select_related("shown__filmed_session__cycle__case"),
        pk=reflection_id,
        shown__filmed_session__in=reviews_of(request.user),
    )
    return _remove(
        request,
        reflection.shown.filmed_session,
        lambda: reviews.remove_reflection(reflection=reflection, by=request.user),
    )


@requires(Permission.WORK_CASES)
@require_POST
def point_removal(request: SignedInRequest, point_id: int) -> HttpResponse:
    point = get_object_or_404(
        AgreedPoint.objects.select_related("filmed_session__cycle__case"),
        pk=point_id,
        filmed_session__in=reviews_of(request.user),
    )
    return _remove(request, point.filmed_session, lambda: reviews.remove_point(point=point, by=request.user))


@requires(Permission.WORK_CASES)
@require_POST
def review_end(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Finish the review: its cycle counts from now on."""
    held = _held(request, review_id)
    try:
        reviews.finish(review=held, by=request.user)
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
        return redirect("review", held.pk)
    messages.success(request, _("The shared review is written down and the cycle is complete."))
    return redirect("case", held.cycle.case_id)


def _write(
    request: SignedInRequest,
    review: FilmedSession,
    form: SectionForm,
    save: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Save what was written and show the record again; what cannot be saved stays in its field."""
    if form.is_valid():
        try:
            save(form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
    part = "#record" if request.headers.get("HX-Request") else ""
    if not form.is_valid():
        context = _record(request, review, typed=form)
        return render(request, f"clips/review.html{part}", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if part:
        return render(request, f"clips/review.html{part}", _record(request, review))
    return redirect("review", review.pk)


def _remove(request: SignedInRequest, review: FilmedSession, remove: Callable[[], None]) -> HttpResponse:
    try:
        remove()
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    if request.headers.get("HX-Request"):
        return render(request, "clips/review.html#record", _record(request, _held(request, review.pk)))
    return redirect("review", review.pk)
