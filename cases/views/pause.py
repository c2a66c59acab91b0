"""The work rests, and is taken up again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import actions
from cases.forms import PauseForm, attempt
from cases.views.course import moved
from cases.views.loading import own_case


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def pause(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    form = PauseForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda data: actions.pause(case=case, by=request.user, **data)
    ):
        messages.success(request, _("The case is paused. Carry on whenever it fits."))
        return redirect("case", case.pk)
    return render(request, "cases/pause.html", {"case": case, "form": form})


@requires(Permission.WORK_CASES)
@require_POST
def resumption(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    resting = case.pauses.filter(ended_on=None).first()
    days = resting.days if resting else 0
    rested = ngettext("It rested for %(days)d day.", "It rested for %(days)d days.", days) % {"days": days}
    asked = _("Welcome back. Consent is good to talk about again.")
    return moved(request, case, actions.resume, f"{asked} {rested}" if days else asked)
