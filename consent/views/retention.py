"""How long things are kept, and what goes when: for administrators, for a case, for a caseload."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from cases.forms import attempt
from cases.models import Case
from cases.views.loading import own_case
from consent.actions import adopt_policy
from consent.films import quarantined
from consent.forecast import end_of_month, forecast
from consent.models import WARNING, RetentionPolicy
from consent.plans import clocks_of, plans, policy_for
from consent.retention_forms import PolicyForm
from consent.rules import hold_on, is_case_restricted


@requires(Permission.OVERSEE_CASES)
@require_http_methods(["GET", "POST"])
def retention(request: SignedInRequest) -> HttpResponse:
    policies = list(
        RetentionPolicy.objects.filter(organisation=request.user.organisation_id)
        .select_related("made_by")
        .order_by("-made_at", "-pk")
    )
    current = policies[0] if policies else None
    form = PolicyForm(request.POST or None, initial=_as_it_is(current))
    if request.method == "POST" and attempt(form, lambda data: _adopt(request.user, **data)):
        messages.success(request, _("Kept. It counts for cases whose first consent is signed from now on."))
        return redirect("retention")
    return render(request, "consent/retention.html", {"form": form, "policies": policies, "current": current})


def _adopt(by: User, *, record: str, **data: Any) -> RetentionPolicy:
    return adopt_policy(organisation=by.organisation, record_rule=record, by=by, **data)


def _as_it_is(policy: RetentionPolicy | None) -> dict[str, Any]:
    if policy is None:
        return {"mode": RetentionPolicy.Mode.TOOL, "record": RetentionPolicy.Record.CHILD}
    return {name: getattr(policy, name) for name in PolicyForm.Meta.fields}


@requires(Permission.OVERSEE_CASES)
@require_GET
def destructions_due(request: SignedInRequest) -> HttpResponse:
    until = end_of_month(timezone.localdate())
    lines = forecast(request.user.organisation, until)
    context = {
        "until": until,
        "lines": lines,
        "cases": len({line.case for line in lines if not line.is_held}),
        "films": sum(line.films for line in lines if not line.is_held),
        "held": len({line.case for line in lines if line.is_held}),
    }
    return render(request, "consent/destructions_due.html", context)


@requires(Permission.OVERSEE_CASES)
@require_GET
def destructions_overdue(request: SignedInRequest) -> HttpResponse:
    """A part of the board: how many films should be gone by today, without those that are held back."""
    lines = forecast(request.user.organisation, timezone.localdate())
    films = sum(line.films for line in lines if not line.is_held)
    return render(request, "consent/destructions_overdue.html", {"films": films})


@requires(Permission.WORK_CASES)
@require_GET
def case_retention(request: SignedInRequest, case_id: int) -> HttpResponse:
    """A part of the case page: what goes when, and whether a hold stands."""
    case = own_case(request, case_id)
    hold = hold_on(case.pk)
    context = {
        "case": case,
        "quarantined": quarantined(case),
        "clocks": clocks_of(case).items(),
        "policy": policy_for(case),
        "hold": hold,
        "is_kept": hold is not None or is_case_restricted(case.pk),
        "reason": hold.reason if hold and hold.set_by_id == request.user.pk else "",
        "today": timezone.localdate(),
    }
    return render(request, "consent/case_retention.html", context)


@requires(Permission.WORK_CASES)
@require_GET
def retention_warnings(request: SignedInRequest) -> HttpResponse:
    """A part of the caseload: cases whose film goes soon."""
    soon = timezone.localdate() + WARNING
    first: dict[Case, date] = {}
    for plan in plans(Case.objects.visible_to(request.user)):
        on = plan.steps[0][0].on
        if on <= soon and not plan.is_held:
            first.setdefault(plan.custody.case, max(on, timezone.localdate()))
    return render(request, "consent/retention_warnings.html", {"cases": first.items()})
