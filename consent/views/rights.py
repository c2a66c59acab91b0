"""What the people of a case can ask for: who watched, and that film is not used for now."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.paper import download
from accounts.roles import Permission
from audit.actions import record
from cases.forms import attempt
from cases.models import Case
from cases.views.loading import own_case
from consent.actions import lift_restriction, restrict
from consent.models import Restriction
from consent.rights_forms import LiftingForm, RestrictionForm
from consent.viewings import access_list, lead, nobody, paper


@requires(Permission.WORK_CASES)
@require_GET
def viewings(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    record(by=request.user, action="viewings.listed", subject=case, case=case)
    context = {"case": case, "listed": access_list(case), "lead": lead(), "nobody": nobody()}
    return render(request, "consent/viewings.html", context)


@requires(Permission.WORK_CASES)
@require_GET
def viewings_paper(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    record(by=request.user, action="viewings.printed", subject=case, case=case)
    return download(paper(case, access_list(case)), name=f"viewings-{case.pk}.pdf")


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def restriction_new(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    form = RestrictionForm(request.POST or None, case=case)
    if request.method == "POST" and attempt(
        form, lambda data: restrict(case=case, by=request.user, person=data["person"], reason=data["reason"])
    ):
        messages.success(request, _("Stopped. Nobody watches this film until it is lifted."))
        return redirect("case", case.pk)
    return render(request, "consent/restriction_new.html", {"case": case, "form": form})


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def restriction_lifting(request: SignedInRequest, restriction_id: int) -> HttpResponse:
    own = Restriction.objects.filter(case__in=Case.objects.visible_to(request.user))
    shown = get_object_or_404(own.select_related("case", "person", "set_by", "lifted_by"), pk=restriction_id)
    form = LiftingForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda data: lift_restriction(restriction=shown, by=request.user, **data)
    ):
        messages.success(request, _("Lifted. Film may be used again as far as everybody has agreed."))
        return redirect("case", shown.case_id)
    context = {"case": shown.case, "restriction": shown, "form": form}
    return render(request, "consent/restriction_lifting.html", context)
