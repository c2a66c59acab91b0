"""A pregnancy has ended: three quiet pages."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.actions import loss as actions
from cases.models import Participation
from cases.views.loading import own_case, own_part


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def loss_new(request: SignedInRequest, case_id: int, person_id: int) -> HttpResponse:
    part = own_part(request, case_id, person_id)
    if request.method == "GET":
        return render(request, "cases/loss_new.html", {"case": part.case, "part": part})
    try:
        actions.record_loss(participation=part, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Recorded. Nothing is due in this case."))
    return redirect("case", case_id)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def loss_mistake(request: SignedInRequest, case_id: int, loss_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    ended = case.participations.filter(ended_as=Participation.Ending.PREGNANCY_ENDED)
    part = get_object_or_404(ended.select_related("person", "case"), pk=loss_id)
    if request.method == "GET":
        return render(request, "cases/loss_mistake.html", {"case": case, "part": part})
    actions.take_back_loss(participation=part, by=request.user)
    messages.success(request, _("Taken back. Everything is as it was before."))
    return redirect("case", case_id)


@requires(Permission.WORK_CASES)
@require_POST
def continuation(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    try:
        actions.go_on(case=case, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("case", case_id)
