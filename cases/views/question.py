"""Helping questions: agreed, reworded, put first, ended."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import actions, rules
from cases.forms import QuestionForm, QuestionStatusForm, attempt
from cases.hints import HINTS, hints_for
from cases.models import Case, HelpingQuestion
from cases.views.loading import own_case


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def helping_question(request: SignedInRequest, case_id: int) -> HttpResponse:
    """The first question, or another wording of the one that leads."""
    case = own_case(request, case_id)
    standing = rules.current_question(case)
    return _words(
        request,
        case,
        standing.question if standing else None,
        lambda data: actions.agree_question(case=case, by=request.user, **data),
    )


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def helping_question_new(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    return _words(request, case, None, lambda data: actions.add_question(case=case, by=request.user, **data))


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def helping_question_wording(request: SignedInRequest, case_id: int, question_id: int) -> HttpResponse:
    case, question = _own_question(request, case_id, question_id)
    return _words(
        request,
        case,
        question,
        lambda data: actions.reword_question(question=question, by=request.user, **data),
    )


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def helping_question_status(request: SignedInRequest, case_id: int, question_id: int) -> HttpResponse:
    case, question = _own_question(request, case_id, question_id)
    initial = {"status": question.status, "on": question.ended_on or timezone.localdate()}
    form = QuestionStatusForm(request.POST or None, initial=initial)
    if request.method == "POST" and attempt(
        form, lambda data: actions.set_question_status(question=question, by=request.user, **data)
    ):
        messages.success(request, _("Kept. The ratings of the question stay where they are."))
        return redirect("case", case.pk)
    return render(request, "cases/question_status.html", {"case": case, "question": question, "form": form})


@requires(Permission.WORK_CASES)
@require_POST
def helping_question_lead(request: SignedInRequest, case_id: int, question_id: int) -> HttpResponse:
    case, question = _own_question(request, case_id, question_id)
    try:
        actions.lead_with(question=question, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("This question now stands on every page of the case."))
    return redirect("case", case.pk)


@requires(Permission.WORK_CASES)
@require_POST
def helping_question_hints(request: SignedInRequest) -> HttpResponse:
    """What could be worded otherwise, while it is written. Nothing is kept."""
    found = hints_for(request.POST.get("agreed_wording", ""), get_language())
    return render(request, "cases/question_hints.html", {"hints": [HINTS[code] for code in found]})


def _own_question(request: SignedInRequest, case_id: int, question_id: int) -> tuple[Case, HelpingQuestion]:
    case = own_case(request, case_id)
    return case, get_object_or_404(case.helping_questions, pk=question_id)


def _words(
    request: SignedInRequest,
    case: Case,
    before: HelpingQuestion | None,
    agree: Callable[[dict[str, Any]], HelpingQuestion],
) -> HttpResponse:
    """One page for the words of a question, new or worded anew."""
    form = QuestionForm(request.POST or None, initial=_initial(case, before))
    agreed: list[HelpingQuestion] = []
    if request.method == "POST" and attempt(form, lambda data: agreed.append(agree(data))):
        standing = rules.current_question(case)
        if standing and standing.question == agreed[0]:
            messages.success(
                request, _("The helping question is kept. It now stands on every page of the case.")
            )
            return redirect("rating-new", case.pk)
        messages.success(request, _("The helping question is kept."))
        return redirect("helping-question-rating-new", case.pk, agreed[0].pk)
    found = hints_for(form["agreed_wording"].value() or "", get_language())
    context = {"case": case, "form": form, "before": before, "hints": [HINTS[code] for code in found]}
    return render(request, "cases/question.html", context)


def _initial(case: Case, before: HelpingQuestion | None) -> dict[str, object]:
    if before is None:
        return {"lowest": case.organisation.ratings_from}
    return {
        "own_words": before.own_words,
        "agreed_wording": before.agreed_wording,
        "lowest": before.scale_min,
    }
