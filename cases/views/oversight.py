"""The administrator's board: numbers, status and people in charge. No names of clients, no notes."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Min, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from cases.facts.service import waits, workload
from cases.models import Case, UnassignedReferral

PER_PAGE = 50
# The own practice of staff is no casework: listed apart, for a hand-over or a hold.
OWN_PRACTICE = "own"


@dataclass(frozen=True)
class Row:
    """`waiting` counts the days from the referral to the first filming, or to the end, or to today."""

    case: Case
    first_film_on: date | None
    waiting: int
    is_held: bool


@requires(Permission.OVERSEE_CASES)
@require_GET
def board(request: SignedInRequest) -> HttpResponse:
    overseen = Case.objects.overseen_by(request.user)
    cases = overseen.casework()
    counts = dict(cases.values_list("status").annotate(number=Count("pk")).order_by())
    own_practice = overseen.exclude(verp_place=None)
    status = request.GET.get("status", "")
    if status in Case.Status.values:
        cases = cases.filter(status=status)
    elif status == OWN_PRACTICE:
        cases = own_practice
    listed = (
        cases.select_related("guider").prefetch_related("hand_overs__before").order_by("-referred_on", "-pk")
    )
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": _rows(page),
        "page": page,
        "status": status,
        "counts": [(code, label, counts.get(code, 0)) for code, label in Case.Status.choices],
        "total": sum(counts.values()),
        "own_practice": own_practice.count(),
        "overdue": _overdue_holds(request.user),
        "unassigned": UnassignedReferral.objects.visible_to(request.user).count(),
        "waits": waits(overseen.casework(), today=timezone.localdate()),
        "workload": workload(overseen.casework(), request.user.organisation_id),
    }
    return render(request, "cases/board.html", context)


def _overdue_holds(user: User) -> int:
    """Holds belong to an app above; they are reached by the name of their relation."""
    overdue = {"holds__ended_at": None, "holds__review_on__lte": timezone.localdate()}
    return Case.objects.overseen_by(user).filter(holds__isnull=False, **overdue).count()


def _rows(page: Page[Case]) -> list[Row]:
    listed, today = list(page.object_list), timezone.localdate()
    filmings = Q(cycles__filmed_sessions__kind="filming", cycles__filmed_sessions__held_on__lte=today)
    first = dict(
        Case.objects.filter(pk__in=[case.pk for case in listed])
        .annotate(first=Min("cycles__filmed_sessions__held_on", filter=filmings))
        .values_list("pk", "first")
    )
    held = set(
        Case.objects.filter(pk__in=first, holds__isnull=False, holds__ended_at=None).values_list(
            "pk", flat=True
        )
    )
    rows = []
    for case in listed:
        waited_until = first[case.pk] or case.closed_on or today
        rows.append(Row(case, first[case.pk], (waited_until - case.referred_on).days, case.pk in held))
    return rows
