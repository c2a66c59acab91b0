"""Who has agreed to what, for the case's own page and at a glance."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.views.loading import own_case
from consent.asking import to_ask
from consent.models import Destruction
from consent.overview import overview_of


@requires(Permission.WORK_CASES)
@require_GET
def consent(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    context = {
        "case": case,
        "overview": overview_of(case),
        "to_ask": to_ask(case),
        "records": case.consent_records.select_related("person", "signer").order_by("-signed_at"),
        "destructions": Destruction.objects.visible_to(request.user)
        .filter(case=case)
        .select_related("recording")
        .order_by("-decided_at"),
    }
    return render(request, "consent/consent.html", context)


@requires(Permission.WORK_CASES)
@require_GET
def consent_summary(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    return render(
        request, "consent/summary.html", {"case": case, "overview": overview_of(case), "to_ask": to_ask(case)}
    )
