"""Taking consent back, and the proof of what was destroyed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.paper import download
from accounts.roles import Permission
from cases.forms import attempt
from cases.models import Case
from cases.views.loading import own_case
from consent.actions import withdraw
from consent.forms import WithdrawalForm
from consent.losses import choices
from consent.models import Destruction
from consent.proof import certificate, facts_of, fingerprints_help, lead_of
from consent.views.signing import person_of, sent


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def withdrawal_new(request: SignedInRequest, case_id: int, person_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    person = person_of(case, person_id)
    offered = choices(case, person)
    form = WithdrawalForm(sent(request), choices=offered)
    if request.method == "POST" and attempt(
        form,
        lambda _data: withdraw(case=case, person=person, scope=form.scope_taken_back(), by=request.user),
    ):
        messages.success(request, _("Taken back. It counts from this moment on."))
        for choice in offered:
            if choice.outside and choice.scope == form.scope_taken_back():
                messages.warning(request, choice.outside)
        return redirect("consent", case.pk)
    context = {"case": case, "person": person, "form": form, "choices": offered}
    return render(request, "consent/withdrawal_new.html", context)


@requires(Permission.WORK_CASES, Permission.OVERSEE_CASES)
@require_GET
def destruction(request: SignedInRequest, destruction_id: int) -> HttpResponse:
    shown = _seen_by(request, destruction_id)
    context = {
        "destruction": shown,
        "is_own": Case.objects.visible_to(request.user).filter(pk=shown.case_id).exists(),
        "lead": lead_of(shown),
        "facts": facts_of(shown),
        "fingerprints_help": fingerprints_help(),
    }
    return render(request, "consent/destruction.html", context)


@requires(Permission.WORK_CASES, Permission.OVERSEE_CASES)
@require_GET
def destruction_certificate(request: SignedInRequest, destruction_id: int) -> HttpResponse:
    shown = _seen_by(request, destruction_id)
    return download(certificate(shown), name=f"certificate-{shown.pk}.pdf")


def _seen_by(request: SignedInRequest, destruction_id: int) -> Destruction:
    visible = Destruction.objects.visible_to(request.user).select_related(
        "case__organisation", "recording", "withdrawal", "delayed_by"
    )
    return get_object_or_404(visible, pk=destruction_id)
