"""A referral: the decision about it, its turn, its first contact and what came with it in words."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import actions, rules
from cases.forms import DecisionForm, FirstContactForm, ReferrerForm, attempt
from cases.models import Referral
from cases.views.course import moved
from cases.views.loading import own_case


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def decision(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    form = DecisionForm(request.POST or None, case=case)
    if request.method == "POST" and attempt(
        form, lambda data: actions.decide(case=case, by=request.user, **data)
    ):
        messages.success(request, _("Your decision is kept."))
        return redirect("case", case.pk)
    open_to_it = any(rules.can_move(case, verb) for verb in rules.DECISIONS)
    hurdle = "" if open_to_it else _("This referral has been decided about already.")
    return render(request, "cases/decision.html", {"case": case, "form": form, "hurdle": hurdle})


@requires(Permission.WORK_CASES)
@require_POST
def beginning(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    return moved(request, case, actions.begin, _("Their turn has come. Get in touch and meet."))


@requires(Permission.WORK_CASES)
@require_POST
def reconsideration(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    return moved(request, case, actions.reconsider, _("The referral is open again for a decision."))


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def first_contact(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    known = {"first_contact_on": case.first_contact_on or timezone.localdate()}
    form = FirstContactForm(request.POST or None, initial=known)
    if request.method == "POST" and attempt(
        form, lambda data: actions.record_first_contact(case=case, by=request.user, **data)
    ):
        messages.success(request, _("The first contact is kept."))
        return redirect("case", case.pk)
    return render(request, "cases/first_contact.html", {"case": case, "form": form})


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def referrer(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    known = Referral.objects.filter(case=case).first() or Referral(case=case)
    form = ReferrerForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_referrer(case=case, facts=form.facts(), by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("case", case.pk)
    return render(request, "cases/referrer.html", {"case": case, "form": form})
