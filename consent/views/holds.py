"""Holds: set on a case, listed for administrators, looked at again and ended."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from accounts.step_up import CHANGES, asks_again
from cases.forms import attempt
from cases.models import Case
from consent.actions import end_hold, review_hold, set_hold
from consent.models import Hold
from consent.retention_forms import HoldForm, HoldReviewForm


@requires(Permission.OVERSEE_CASES)
@require_GET
def holds(request: SignedInRequest) -> HttpResponse:
    listed = Hold.objects.filter(case__in=Case.objects.overseen_by(request.user))
    listed = listed.select_related("case", "set_by", "ended_by")
    context = {
        "standing": listed.filter(ended_at=None).order_by("review_on", "pk"),
        "ended": listed.exclude(ended_at=None).order_by("-ended_at")[:50],
        "today": timezone.localdate(),
    }
    return render(request, "consent/holds.html", context)


@requires(Permission.WORK_CASES, Permission.OVERSEE_CASES)
@require_http_methods(["GET", "POST"])
def hold_new(request: SignedInRequest, case_id: int) -> HttpResponse:
    oversees = request.user.may(Permission.OVERSEE_CASES)
    cases = Case.objects.visible_to(request.user) | Case.objects.overseen_by(request.user)
    case = get_object_or_404(cases, pk=case_id)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda data: set_hold(case=case, by=request.user, **data)):
        messages.success(request, _("The hold stands. Nothing of this case is destroyed until it ends."))
        return redirect("holds") if oversees else redirect("case", case.pk)
    return render(request, "consent/hold_new.html", {"case": case, "form": form, "oversees": oversees})


@requires(Permission.OVERSEE_CASES)
@asks_again(CHANGES)
@require_http_methods(["GET", "POST"])
def hold(request: SignedInRequest, hold_id: int) -> HttpResponse:
    overseen = Hold.objects.filter(case__in=Case.objects.overseen_by(request.user))
    shown = get_object_or_404(overseen.select_related("case", "set_by", "ended_by"), pk=hold_id)
    form = HoldReviewForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda data: _decide(shown, data, request.user)):
        messages.success(request, _("Recorded."))
        return redirect("holds")
    waiting = shown.case.destructions.filter(recording__state="shut").count()
    return render(request, "consent/hold.html", {"hold": shown, "form": form, "waiting": waiting})


def _decide(shown: Hold, data: dict[str, Any], by: User) -> None:
    if data["decision"] == HoldReviewForm.KEEP:
        review_hold(hold=shown, review_on=data["review_on"], by=by)
    else:
        end_hold(hold=shown, reason=data["reason"], by=by)
