"""The cycles of a case: the part on the case page, and the pages that begin and end one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from cases.forms import attempt
from cases.models import Case
from cases.rules.loss import is_resting
from cases.views.visits import warn_of_overlap
from sessions.actions import abandon_cycle, film_at_new_visit, film_at_visit, open_cycle, plan_filming
from sessions.forms import AbandonmentForm, FilmingForm
from sessions.models import Cycle, FilmedSession
from sessions.rules.cycles import can_open_cycle, is_with_supervisor
from sessions.rules.timeline import cycle_cards


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def cycles(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = get_object_or_404(Case.objects.visible_to(request.user), pk=case_id)
    if request.method == "POST":
        try:
            cycle = open_cycle(case=case, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("case", case.pk)
        return redirect("filming-new", cycle.pk)
    context = {
        "case": case,
        "cycles": cycle_cards(case),
        "can_open": can_open_cycle(case),
        "resting": is_resting(case),
        "supervised": request.user.may(Permission.BRING_TO_SUPERVISION),
    }
    return render(request, "sessions/cycles.html", context)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def filming_new(request: SignedInRequest, cycle_id: int) -> HttpResponse:
    cycle = _cycle(request, cycle_id)
    form = FilmingForm(request.POST if request.method == "POST" else None, case=cycle.case)
    made: list[FilmedSession] = []
    if form.is_bound and attempt(form, lambda _data: made.append(_plan(cycle, form, request.user))):
        visit = made[0].visit
        if visit is not None:
            warn_of_overlap(request, visit)
        return redirect("filming", made[0].pk)
    return render(request, "sessions/filming_new.html", {"cycle": cycle, "case": cycle.case, "form": form})


def _plan(cycle: Cycle, form: FilmingForm, by: User) -> FilmedSession:
    data, chosen, plan = form.cleaned_data, form.chosen_visit, form.new_visit()
    what = {"cycle": cycle, "place": data["place"], "activity": data["activity"], "by": by}
    if chosen is not None:
        return film_at_visit(visit=chosen, **what)
    if plan is not None:
        return film_at_new_visit(plan=plan, **what)
    return plan_filming(held_on=data["held_on"], **what)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def cycle_abandonment(request: SignedInRequest, cycle_id: int) -> HttpResponse:
    cycle = _cycle(request, cycle_id)
    form = AbandonmentForm(
        request.POST if request.method == "POST" else None, initial={"reason": request.GET.get("reason")}
    )
    if form.is_valid():
        try:
            abandon_cycle(cycle=cycle, reason=form.cleaned_data["reason"], by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _after(request, cycle, form.cleaned_data["reason"])
    context = {
        "cycle": cycle,
        "form": form,
        "with_supervisor": is_with_supervisor(cycle),
        "cancel_url": reverse("case", args=[cycle.case_id]),
    }
    return render(request, "sessions/cycle_abandonment.html", context)


def _after(request: SignedInRequest, cycle: Cycle, reason: str) -> HttpResponse:
    if reason == Cycle.AbandonReason.CASE_CLOSED:
        return redirect("closure", cycle.case_id)
    messages.success(request, _("Cycle %(number)s has ended without counting.") % {"number": cycle.number})
    return redirect("case", cycle.case_id)


def _cycle(request: SignedInRequest, cycle_id: int) -> Cycle:
    return get_object_or_404(Cycle.objects.visible_to(request.user).select_related("case"), pk=cycle_id)
