"""The helping question and its ratings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import actions, rules
from cases.forms import QuestionForm, RatingForm, attempt
from cases.models import Rating
from cases.views.loading import own_case


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def helping_question(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    standing = rules.current_question(case)
    before = {}
    if standing:
        question = standing.question
        before = {"own_words": question.own_words, "agreed_wording": question.agreed_wording}
    form = QuestionForm(request.POST or None, initial=before)
    if request.method == "POST" and attempt(
        form, lambda data: actions.agree_question(case=case, by=request.user, **data)
    ):
        messages.success(request, _("The helping question is kept. It now stands on every page of the case."))
        return redirect("rating-new", case.pk)
    return render(request, "cases/question.html", {"case": case, "form": form, "standing": standing})


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def rating_new(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    standing = rules.current_question(case)
    if standing is None:
        messages.info(request, _("Agree the helping question first, then it can be rated."))
        return redirect("helping-question", case.pk)
    moment = Rating.Moment.REVIEW if standing.now else Rating.Moment.BASELINE
    form = RatingForm(request.POST or None, case=case, initial={"moment": moment})
    if request.method == "POST" and attempt(
        form, lambda data: actions.rate_both(question=standing.question, by=request.user, **data)
    ):
        messages.success(request, _("The rating is kept."))
        return redirect("case", case.pk)
    return render(request, "cases/rating_new.html", {"case": case, "form": form})
