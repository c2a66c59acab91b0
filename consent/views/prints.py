"""Consent as PDF: the family's copy, the form to sign by hand, the leaflet."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, requires
from accounts.paper import download
from accounts.roles import Permission
from audit.actions import record
from audit.models import Outcome
from cases.views.loading import own_case
from consent.models import ConsentRecord, FormVersion
from consent.plans import policy_for
from consent.prints import blank_form, leaflet, printed


@requires(Permission.WORK_CASES)
@require_GET
def consent_copy(request: SignedInRequest, record_id: int) -> HttpResponse:
    """With the drawn signature on it, so that it is written down as an opening of it."""
    own = ConsentRecord.objects.visible_to(request.user).select_related(
        "case__organisation", "person", "signer", "authority", "form", "witness", "signature"
    )
    signed = get_object_or_404(own, pk=record_id)
    record(
        by=request.user, action="consent.printed", subject=signed, case=signed.case, outcome=Outcome.ALLOWED
    )
    return download(printed(signed), name=f"consent-{signed.pk}.pdf")


@requires(Permission.WORK_CASES)
@require_GET
def form_paper(request: SignedInRequest, case_id: int, form_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    form = get_object_or_404(FormVersion, pk=form_id, organisation=case.organisation_id)
    return download(blank_form(form, case, policy_for(case)), name=f"form-{form.pk}.pdf")


@requires(Permission.WORK_CASES, Permission.OVERSEE_CASES)
@require_GET
def form_leaflet(request: SignedInRequest, form_id: int) -> HttpResponse:
    own = FormVersion.objects.filter(organisation=request.user.organisation_id)
    form = get_object_or_404(own.select_related("organisation"), pk=form_id)
    if not form.leaflet:
        raise Http404
    return download(leaflet(form), name=f"leaflet-{form.pk}.pdf")
