"""What the people of a case can ask for: who watched."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, requires
from accounts.paper import download
from accounts.roles import Permission
from audit.actions import record
from cases.views.loading import own_case
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
