"""What the work has to take care of: an interpreter, and plans for a child's safety."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import actions, rules
from cases.forms import InterpretingForm, SafeguardingForm, attempt
from cases.models import Interpreting
from cases.views.loading import own_case


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def interpreting(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    known = Interpreting.objects.filter(case=case).first() or Interpreting(case=case)
    form = InterpretingForm(request.POST or None, initial={"need": known.need, "language": known.language})
    if request.method == "POST" and attempt(
        form, lambda data: actions.note_interpreting(case=case, by=request.user, **data)
    ):
        messages.success(request, _("Saved."))
        return redirect("case", case.pk)
    return render(request, "cases/interpreting.html", {"case": case, "form": form})


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def safeguarding(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    standing = rules.current_safeguarding(case)
    form = SafeguardingForm(request.POST or None, initial={"plan": standing.plan if standing else ""})
    if request.method == "POST" and attempt(
        form, lambda data: actions.note_safeguarding(case=case, by=request.user, **data)
    ):
        messages.success(request, _("Saved."))
        return redirect("case", case.pk)
    context = {"case": case, "form": form, "noted": case.safeguardings.select_related("noted_by")}
    return render(request, "cases/safeguarding.html", context)
