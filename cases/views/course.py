"""The end of a case, and when it did not last."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import actions, rules
from cases.facts.closing import still_open
from cases.forms import ClosureForm, attempt
from cases.models import Case
from cases.rules import Ending
from cases.views.loading import own_case


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def reopening(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    if request.method == "GET":
        return render(request, "cases/reopening.html", {"case": case})
    return moved(request, case, actions.reopen_case, _("Open again. Consent is good to talk about again."))


def moved(request: SignedInRequest, case: Case, act: Callable[..., Any], done: str) -> HttpResponse:
    try:
        act(case=case, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, done)
    return redirect("case", case.pk)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def closure(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    form = ClosureForm(request.POST or None, case=case)
    if request.method == "POST" and attempt(
        form, lambda data: actions.close_case(case=case, ending=Ending(**data), by=request.user)
    ):
        messages.success(request, _("The case is closed. Thank you for walking along with them."))
        return redirect("case", case.pk)
    context = {"case": case, "form": form, "hurdle": _hurdle(case), "still_open": still_open(case)}
    return render(request, "cases/closure.html", context)


def _hurdle(case: Case) -> str:
    """Why the case cannot be closed now, before anybody fills in the form."""
    try:
        rules.check_move(case, "close")
    except ValidationError as refusal:
        return str(refusal.messages[0])
    return ""
