"""The visits of a case: planned, held or cancelled, put right."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import actions, ics, rules
from cases.forms import AttendanceForm, VisitForm, as_before, attempt
from cases.models import Case, Visit
from cases.views.loading import own_case

SHOWN_AT_ONCE = 4


@dataclass(frozen=True)
class VisitRow:
    visit: Visit
    # What may be recorded: first how it usually goes, then the rest.
    usual: list[Visit.Attendance]
    rest: list[Visit.Attendance]


@dataclass(frozen=True)
class VisitList:
    expected: list[VisitRow]
    recorded: list[VisitRow]
    earlier: list[VisitRow]
    service_reasons = Visit.ServiceReason.choices


def visit_list(case: Case) -> VisitList:
    """What is still to be held or to be recorded first, then the newest of the past."""
    visits = [_row(visit) for visit in case.visits.prefetch_related("moves", "filmed_sessions")]
    recorded = [row for row in reversed(visits) if row.visit.attendance]
    return VisitList(
        expected=[row for row in visits if not row.visit.attendance],
        recorded=recorded[:SHOWN_AT_ONCE],
        earlier=recorded[SHOWN_AT_ONCE:],
    )


def _row(visit: Visit) -> VisitRow:
    possible = rules.attendances(visit)
    usual = [state for state in possible if state in Visit.SEEN]
    return VisitRow(visit, usual, [state for state in possible if state not in usual])


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def visit_new(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    form = VisitForm(request.POST or None, initial=as_before(case))
    if request.method == "POST":
        visit = plan_from_form(request, case, form)
        if visit:
            return redirect("visit-filming", visit.pk) if visit.is_to_film else to_visits(case)
    return render(request, "cases/visit_new.html", {"case": case, "form": form})


def plan_from_form(request: SignedInRequest, case: Case, form: VisitForm) -> Visit | None:
    """None where the form has something to say about it."""
    planned: list[Visit] = []
    if not attempt(
        form,
        lambda data: planned.append(
            actions.plan_visit(case=case, plan=form.plan(), purpose=data["purpose"], by=request.user)
        ),
    ):
        return None
    messages.success(request, _("The visit is planned."))
    warn_of_overlap(request, planned[0])
    return planned[0]


def warn_of_overlap(request: HttpRequest, visit: Visit) -> None:
    """Two visits at one time are kept; the guider knows best."""
    for other in rules.overlapping(visit):
        messages.warning(
            request,
            _("You have another visit at that time: case %(number)s at %(time)s. Both are kept.")
            % {"number": other.case.number, "time": f"{other.starts_at:%H:%M}"},
        )


def to_visits(case: Case) -> HttpResponse:
    return redirect(reverse("case", args=[case.pk]) + "#visits")


def own_visit(request: SignedInRequest, visit_id: int) -> Visit:
    return get_object_or_404(Visit.objects.visible_to(request.user).select_related("case"), pk=visit_id)


@requires(Permission.WORK_CASES)
@require_POST
def attendance(request: SignedInRequest, visit_id: int) -> HttpResponse:
    visit = own_visit(request, visit_id)
    form = AttendanceForm(request.POST)
    if attempt(form, lambda data: actions.record_attendance(visit=visit, by=request.user, **data)):
        words = Visit.Attendance(form.cleaned_data["attendance"]).label
        messages.success(request, _("Recorded: %(attendance)s.") % {"attendance": words})
    else:
        refusals = [str(refusal) for refusal in form.non_field_errors()]
        messages.error(request, " ".join(refusals) or _("Please say who came, or who cancelled."))
    return to_visits(visit.case)


@requires(Permission.WORK_CASES)
@require_POST
def attendance_correction(request: SignedInRequest, visit_id: int) -> HttpResponse:
    visit = own_visit(request, visit_id)
    return _done(request, visit, actions.correct_attendance, _("Taken back. Now record what is right."))


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def visit_removal(request: SignedInRequest, visit_id: int) -> HttpResponse:
    visit = own_visit(request, visit_id)
    if request.method == "GET":
        return render(request, "cases/visit_removal.html", {"case": visit.case, "visit": visit})
    return _done(request, visit, actions.remove_visit, _("The visit is removed."))


def _done(request: SignedInRequest, visit: Visit, act: Callable[..., Any], done: str) -> HttpResponse:
    try:
        act(visit=visit, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, done)
    return to_visits(visit.case)


@requires(Permission.WORK_CASES)
@require_GET
def visit_file(request: SignedInRequest, visit_id: int) -> HttpResponse:
    """For one's own calendar, or to hand to whoever is visited."""
    visit = own_visit(request, visit_id)
    headers = {"Content-Disposition": 'attachment; filename="visit.ics"'}
    return HttpResponse(ics.calendar([visit]), content_type=ics.CONTENT_TYPE, headers=headers)
