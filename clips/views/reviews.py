"""The shared review: prepare it, hold it, write down what was said."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.actions import rate
from cases.models import Person, Rating
from cases.rules import current_question
from clips.actions import reviews
from clips.models import AgreedPoint, Reflection, ShownClip
from clips.readiness import readiness_of
from clips.review_forms import PointForm, ReflectionForm, ReviewRatingForm
from clips.review_rules import check_list
from clips.rules import UnableToPrepare
from clips.views.scope import cycles_of, reviews_of
from clips.views.selection import chosen_in
from sessions.models import FilmedSession


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def review_new(request: SignedInRequest, cycle_id: int) -> HttpResponse:
    """Prepare: the clips in order and what is still open. POST begins the review."""
    cycle = get_object_or_404(cycles_of(request.user), pk=cycle_id)
    begun = cycle.filmed_sessions.filter(
        kind=FilmedSession.Kind.SHARED_REVIEW, finished_at=None, shown_clips__isnull=False
    ).first()
    if begun:
        return redirect("review", begun.pk)
    if request.method == "POST":
        try:
            return redirect("presentation", reviews.show(cycle=cycle, by=request.user).pk)
        except UnableToPrepare as unable:
            messages.warning(request, " ".join(unable.reasons))
        except ValidationError as refused:
            messages.warning(request, refused.messages[0])
        return redirect("review-new", cycle.pk)
    rows = readiness_of(chosen_in(cycle))
    checks = check_list(request.user, cycle)
    context = {
        "cycle": cycle,
        "case": cycle.case,
        "question": current_question(cycle.case),
        "rows": rows,
        "seconds": sum(row.seconds for row in rows),
        "checks": checks,
        "can_begin": all(check.done for check in checks if check.blocks),
    }
    part = "#checks" if request.headers.get("HX-Request") else ""
    return render(request, f"clips/review_new.html{part}", context)


@requires(Permission.WORK_CASES)
@require_GET
def review(request: SignedInRequest, review_id: int) -> HttpResponse:
    """The record of a shared review."""
    shown = get_object_or_404(reviews_of(request.user), pk=review_id)
    return render(request, "clips/review.html", _record(shown))


def _record(review: FilmedSession) -> dict[str, Any]:
    case = review.cycle.case
    people = Person.objects.filter(participations__case=case).distinct().order_by("pk")
    points = list(review.agreed_points.select_related("shown"))
    question = current_question(case)
    return {
        "review": review,
        "cycle": review.cycle,
        "case": case,
        "question": question,
        "shown_clips": review.shown_clips.prefetch_related("reflections__said_by"),
        "people": people,
        "strengths": [point for point in points if point.kind == AgreedPoint.Kind.STRENGTH],
        "working_points": [point for point in points if point.kind == AgreedPoint.Kind.WORKING_POINT],
        "rated": question
        and question.question.ratings.filter(moment=Rating.Moment.REVIEW, rated_on__gte=review.held_on)
        .order_by("-pk")
        .first(),
        "rating_form": ReviewRatingForm(people=people),
    }


@requires(Permission.WORK_CASES)
@require_POST
def reflections(request: SignedInRequest, shown_id: int) -> HttpResponse:
    """Write down what somebody said about a clip."""
    shown = get_object_or_404(
        ShownClip.objects.select_related("filmed_session__cycle__case"),
        pk=shown_id,
        filmed_session__in=reviews_of(request.user),
    )
    form = ReflectionForm(request.POST, case=shown.filmed_session.cycle.case)
    return _write(
        request,
        shown.filmed_session,
        form,
        lambda sent: reviews.reflect(shown=shown, by=request.user, **sent),
    )


@requires(Permission.WORK_CASES)
@require_POST
def points(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Agree a strength or a working point."""
    held = get_object_or_404(reviews_of(request.user), pk=review_id)
    form = PointForm(request.POST, review=held)
    return _write(request, held, form, lambda sent: reviews.agree_point(review=held, by=request.user, **sent))


@requires(Permission.WORK_CASES)
@require_POST
def review_ratings(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Rate the helping question at the end of the review."""
    held = get_object_or_404(reviews_of(request.user), pk=review_id)
    question = current_question(held.cycle.case)
    people = Person.objects.filter(participations__case=held.cycle.case).distinct()
    form = ReviewRatingForm(request.POST, people=people)

    def save(sent: dict[str, Any]) -> object:
        if question is None:
            raise ValidationError(_("Agree the helping question first; then it can be rated."))
        return rate(
            question=question.question,
            kind=Rating.Kind.NOW,
            moment=Rating.Moment.REVIEW,
            value=int(sent["value"]),
            rated_by=sent["rated_by"],
            by=request.user,
        )

    return _write(request, held, form, save)


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
    held = get_object_or_404(reviews_of(request.user), pk=review_id)
    try:
        reviews.finish(review=held, by=request.user)
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
        return redirect("review", held.pk)
    messages.success(request, _("The shared review is written down and the cycle is complete."))
    return redirect("case", held.cycle.case_id)


def _write(
    request: SignedInRequest, review: FilmedSession, form: Form, save: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Save what was written and show the record again; what cannot be saved stays in its field."""
    refusal = ""
    if form.is_valid():
        try:
            save(form.cleaned_data)
        except ValidationError as refused:
            refusal = refused.messages[0]
    else:
        refusal = " ".join(str(words) for errors in form.errors.values() for words in errors)
    if request.headers.get("HX-Request"):
        context = _record(review) | {"refusal": refusal}
        return render(request, "clips/review.html#record", context, status=422 if refusal else 200)
    if refusal:
        messages.warning(request, refusal)
    return redirect("review", review.pk)


def _remove(request: SignedInRequest, review: FilmedSession, remove: Callable[[], None]) -> HttpResponse:
    try:
        remove()
    except ValidationError as refused:
        messages.warning(request, refused.messages[0])
    if request.headers.get("HX-Request"):
        return render(request, "clips/review.html#record", _record(review))
    return redirect("review", review.pk)
