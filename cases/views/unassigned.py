"""Referrals to the service that nobody is in charge of yet: written down, taken on, assigned, removed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import actions
from cases.forms import AssignmentForm, ReferralFactsForm, attempt
from cases.models import UnassignedReferral

PER_PAGE = 50


@requires(Permission.WORK_CASES, Permission.OVERSEE_CASES)
@require_GET
def unassigned(request: SignedInRequest) -> HttpResponse:
    """The longest wait comes first."""
    waiting = UnassignedReferral.objects.visible_to(request.user)
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "page": page,
        "rows": [(referral, (today - referral.referred_on).days) for referral in page.object_list],
        "takes_on": request.user.may(Permission.WORK_CASES),
        "assigns": request.user.may(Permission.OVERSEE_CASES),
    }
    return render(request, "cases/unassigned.html", context)


@requires(Permission.WORK_CASES, Permission.OVERSEE_CASES)
@require_http_methods(["GET", "POST"])
def unassigned_new(request: SignedInRequest) -> HttpResponse:
    form = ReferralFactsForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda data: actions.write_down(by=request.user, **data)):
        newest = UnassignedReferral.objects.visible_to(request.user).latest("pk")
        messages.success(
            request,
            _("Kept as %(number)s. Write this number on the letter: the guider finds it by that.")
            % {"number": newest.number},
        )
        return redirect("unassigned")
    return render(request, "cases/unassigned_new.html", {"form": form})


@requires(Permission.WORK_CASES)
@require_POST
def uptake(request: SignedInRequest, referral_id: int) -> HttpResponse:
    referral = _of_the_service(request, referral_id)
    try:
        case = actions.take_on(referral=referral, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("unassigned")
    messages.success(request, _("It is yours now. Add the people from the letter, then decide."))
    return redirect("case", case.pk)


@requires(Permission.OVERSEE_CASES)
@require_http_methods(["GET", "POST"])
def assignment(request: SignedInRequest, referral_id: int) -> HttpResponse:
    referral = _of_the_service(request, referral_id)
    form = AssignmentForm(request.POST or None, referral=referral)
    if request.method == "POST" and attempt(
        form, lambda data: actions.assign(referral=referral, by=request.user, **data)
    ):
        messages.success(request, _("Referral %(number)s is assigned.") % {"number": referral.number})
        return redirect("unassigned")
    return render(request, "cases/assignment.html", {"referral": referral, "form": form})


@requires(Permission.OVERSEE_CASES)
@require_http_methods(["GET", "POST"])
def unassigned_removal(request: SignedInRequest, referral_id: int) -> HttpResponse:
    referral = _of_the_service(request, referral_id)
    if request.method == "GET":
        return render(request, "cases/unassigned_removal.html", {"referral": referral})
    try:
        actions.remove_unassigned(referral=referral, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Referral %(number)s is removed.") % {"number": referral.number})
    return redirect("unassigned")


def _of_the_service(request: SignedInRequest, referral_id: int) -> UnassignedReferral:
    return get_object_or_404(UnassignedReferral.objects.visible_to(request.user), pk=referral_id)
