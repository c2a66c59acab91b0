"""An administrator hands a case over, and ends the time in which two guiders work in it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from cases import actions
from cases.forms import HandOverForm, HandOversForm, attempt
from cases.models import Case


@requires(Permission.OVERSEE_CASES)
@require_http_methods(["GET", "POST"])
def handover(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = _overseen(request, case_id)
    form = HandOverForm(request.POST or None, case=case)
    if request.method == "POST" and attempt(
        form, lambda data: actions.hand_over(case=case, by=request.user, **data)
    ):
        messages.success(request, _("Case %(number)s is handed over.") % {"number": case.number})
        return redirect("board")
    context = {"case": case, "form": form, "drafts": case.note_drafts.count()}
    return render(request, "cases/handover.html", context)


@requires(Permission.OVERSEE_CASES)
@require_http_methods(["GET", "POST"])
def handovers(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Several cases at once, when somebody leaves."""
    before = get_object_or_404(User, pk=person_id, organisation=request.user.organisation_id)
    overseen = Case.objects.overseen_by(request.user).filter(guider=before)
    going_on = overseen.casework().exclude(status__in=Case.FINISHED).order_by("number")
    form = HandOversForm(request.POST or None, before=before, going_on=going_on)
    if request.method == "POST" and attempt(
        form, lambda data: actions.hand_over_several(by=request.user, **data)
    ):
        messages.success(request, _("The cases are handed over."))
        return redirect("board")
    return render(request, "cases/handovers.html", {"before": before, "form": form})


@requires(Permission.OVERSEE_CASES)
@require_POST
def overlap_ending(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = _overseen(request, case_id)
    try:
        actions.end_overlap(case=case, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Only the guider in charge works in this case now."))
    return redirect("handover", case.pk)


def _overseen(request: SignedInRequest, case_id: int) -> Case:
    overseen = Case.objects.overseen_by(request.user).select_related("guider")
    return get_object_or_404(overseen, pk=case_id)
