"""Asking how things are, some months after the end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import actions
from cases.forms import FollowUpForm, attempt
from cases.models import FollowUp
from cases.views.loading import own_case


@requires(Permission.WORK_CASES)
@require_GET
def follow_ups(request: SignedInRequest) -> HttpResponse:
    """A part of the caseload: whom to ask now. Their cases stay closed."""
    due = FollowUp.objects.visible_to(request.user).due()
    listed = due.select_related("case").prefetch_related("case__participations__person")
    return render(request, "cases/follow_ups.html", {"follow_ups": listed})


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def follow_up(request: SignedInRequest, case_id: int, follow_up_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    asked = get_object_or_404(case.follow_ups, pk=follow_up_id)
    form = FollowUpForm(request.POST or None, case=case)
    if request.method == "POST" and attempt(
        form, lambda data: actions.settle_follow_up(follow_up=asked, by=request.user, **data)
    ):
        messages.success(request, _("Kept. The case stays closed."))
        return redirect("case", case.pk)
    return render(request, "cases/follow_up.html", {"case": case, "follow_up": asked, "form": form})
