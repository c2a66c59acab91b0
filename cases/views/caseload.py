"""My caseload: what is due first."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import rules
from cases.due import Due, Stage, in_order, only
from cases.facts import with_people_and_question
from cases.models import Case, UnassignedReferral
from cases.next_step import Reminder, Step, Urgency

PER_PAGE = 60
FILTERS = {
    "open": _("Open"),
    "waiting": _("Waiting list"),
    "paused": _("Paused"),
    "finished": _("Finished"),
    "all": _("All"),
}
URGENCIES = {
    Urgency.NEEDS_CARE: _("Needs care now"),
    Urgency.TO_DO: _("To do"),
    Urgency.PLANNED: _("To plan"),
    Urgency.WAITING: _("Waits for others"),
}


@dataclass(frozen=True)
class Card:
    case: Case
    step: Step | None
    reminder: Reminder | None
    standing: rules.CurrentQuestion | None


# A search is posted, because a name has no place in an address.
@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def caseload(request: SignedInRequest) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    words, status = asked.get("words", "").strip(), asked.get("status", "open")
    urgency, stage = asked.get("urgency", ""), asked.get("stage", "")
    own = Case.objects.visible_to(request.user)
    due = in_order(_matching(own, words, status), today=timezone.localdate())
    page = Paginator(only(due, urgency=urgency, stage=stage), PER_PAGE).get_page(asked.get("page"))
    context = {
        "cards": _cards(list(page.object_list)),
        "page": page,
        "words": words,
        "status": status,
        "urgency": urgency,
        "stage": stage,
        "filters": FILTERS.items(),
        "urgencies": [(str(code.value), label) for code, label in URGENCIES.items()],
        "stages": Stage.choices,
        "unassigned": UnassignedReferral.objects.visible_to(request.user).count(),
        "is_first_case": not due and not own.exists(),
    }
    part = "#cards" if request.headers.get("HX-Request") else ""
    return render(request, f"cases/caseload.html{part}", context)


def _matching(cases: QuerySet[Case], words: str, status: str) -> QuerySet[Case]:
    if status == "open":
        cases = cases.exclude(status__in=Case.FINISHED)
    elif status == "waiting":
        cases = cases.filter(status=Case.Status.WAITING)
    elif status == "paused":
        cases = cases.filter(status=Case.Status.PAUSED)
    elif status == "finished":
        cases = cases.filter(status__in=Case.FINISHED)
    if words:
        named = cases.filter(participations__person__name__icontains=words)
        cases = cases.filter(number__icontains=words) | cases.filter(pk__in=named.values("pk"))
    return cases


def _cards(shown: list[Due]) -> list[Card]:
    cases = with_people_and_question(Case.objects.filter(pk__in=[due.case for due in shown]))
    by_pk = {case.pk: case for case in cases}
    return [
        Card(case, due.step, due.reminder, rules.current_question(case))
        for due in shown
        if (case := by_pk.get(due.case))
    ]
