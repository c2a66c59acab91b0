"""Scores of outcome measures on a case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import actions
from cases.forms import ScoreForm, attempt
from cases.models import Measure, Rating
from cases.views.loading import own_case


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def score_new(request: SignedInRequest, case_id: int, measure_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    own = Measure.objects.filter(organisation_id=case.organisation_id, is_on=True)
    measure = get_object_or_404(own.prefetch_related("scales"), pk=measure_id)
    scored = case.scores.filter(scale__measure=measure).exists()
    moment = Rating.Moment.REVIEW if scored else Rating.Moment.BASELINE
    form = ScoreForm(request.POST or None, case=case, measure=measure, initial={"moment": moment})
    if request.method == "POST" and attempt(
        form, lambda _data: actions.score(case=case, measure=measure, by=request.user, **form.values)
    ):
        messages.success(request, _("The scores are kept."))
        return redirect("case", case.pk)
    return render(request, "cases/score_new.html", {"case": case, "measure": measure, "form": form})


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def score_removal(request: SignedInRequest, case_id: int, score_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    score = get_object_or_404(case.scores.select_related("scale__measure"), pk=score_id)
    if request.method == "POST":
        actions.remove_score(score=score, by=request.user)
        messages.success(request, _("The score is removed."))
        return redirect("case", case.pk)
    return render(request, "cases/score_removal.html", {"case": case, "score": score})
