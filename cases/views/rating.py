"""Ratings of the helping questions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import actions, rules
from cases.forms import RatingForm, attempt
from cases.models import Case, HelpingQuestion, Rating
from cases.views.loading import own_case


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def rating_new(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    standing = rules.current_question(case)
    if standing is None:
        messages.info(request, _("Agree the helping question first, then it can be rated."))
        return redirect("helping-question", case.pk)
    return _rating(request, case, standing)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def helping_question_rating_new(request: SignedInRequest, case_id: int, question_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    question = get_object_or_404(case.helping_questions, pk=question_id)
    return _rating(request, case, rules.with_ratings(question))


def _rating(request: SignedInRequest, case: Case, standing: rules.CurrentQuestion) -> HttpResponse:
    question = standing.question
    moment = Rating.Moment.REVIEW if standing.now else Rating.Moment.BASELINE
    form = RatingForm(request.POST or None, case=case, scale=question.scale, initial={"moment": moment})
    if request.method == "POST" and attempt(form, lambda data: _keep(request, question, data)):
        messages.success(request, _("The rating is kept."))
        return redirect("case", case.pk)
    return render(request, "cases/rating_new.html", {"case": case, "form": form, "standing": standing})


def _keep(request: SignedInRequest, question: HelpingQuestion, data: dict[str, Any]) -> None:
    reason, person = data.pop("unrated_reason"), data["rated_by"]
    if reason:
        actions.note_unrated(
            question=question, moment=data["moment"], reason=reason, person=person, by=request.user
        )
    else:
        actions.rate_both(question=question, by=request.user, **data)
