"""Closed quarters, the preview of a report, and the frozen file."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import Organisation
from accounts.roles import Permission
from accounts.step_up import CHANGES, asks_again
from cases.models import Case
from reports import actions, own
from reports.caseload import TEMPLATE, caseload_report
from reports.csv_file import CONTENT_TYPE, lines_of
from reports.models import Snapshot
from reports.profiles import STANDARD
from reports.quarters import Quarter, closed_quarters
from reports.rules import check_quarter_is_over


@requires(Permission.WORK_CASES)
@require_GET
def own_numbers(request: SignedInRequest) -> HttpResponse:
    numbers = own.own_numbers(request.user, today=timezone.localdate())
    return render(request, "reports/own_numbers.html", {"numbers": numbers})


@requires(Permission.RELEASE_REPORTS)
@require_GET
def reports(request: SignedInRequest) -> HttpResponse:
    frozen = {
        Quarter(snapshot.year, snapshot.quarter): snapshot
        for snapshot in Snapshot.objects.visible_to(request.user).filter(template=TEMPLATE).defer("content")
    }
    rows = [(quarter, frozen.get(quarter)) for quarter in _quarters(request.user.organisation)]
    return render(request, "reports/reports.html", {"rows": rows})


@requires(Permission.RELEASE_REPORTS)
@asks_again(CHANGES)
@require_http_methods(["GET", "POST"])
def report(request: SignedInRequest, year: int, quarter: int) -> HttpResponse:
    wanted = _quarter(year, quarter)
    organisation = request.user.organisation
    try:
        check_quarter_is_over(wanted)
    except ValidationError as refusal:
        words = " ".join(refusal.messages)
        return render(request, "reports/not_over.html", {"quarter": wanted, "refusal": words}, status=400)
    if request.method == "POST":
        actions.freeze(organisation=organisation, quarter=wanted, profile=STANDARD, by=request.user)
        return redirect("report", year=year, quarter=quarter)
    snapshots = Snapshot.objects.visible_to(request.user).select_related("created_by")
    frozen = snapshots.filter(template=TEMPLATE, year=year, quarter=quarter).first()
    lines = (
        lines_of(bytes(frozen.content)) if frozen else caseload_report(organisation, wanted, STANDARD).lines
    )
    about = {"quarter": wanted, "snapshot": frozen, "lines": lines, "profile": STANDARD}
    return render(request, "reports/report.html", about | {"hidden": sum(line.is_hidden for line in lines)})


@requires(Permission.RELEASE_REPORTS)
@asks_again()
@require_GET
def snapshot(request: SignedInRequest, snapshot_id: str) -> HttpResponse:
    frozen = get_object_or_404(Snapshot.objects.visible_to(request.user), pk=snapshot_id)
    name = f"{frozen.template}-{frozen.year}-Q{frozen.quarter}.csv"
    return HttpResponse(
        actions.release(snapshot=frozen, by=request.user),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _quarter(year: int, quarter: int) -> Quarter:
    if not (1 <= quarter <= 4 and 2000 <= year <= 2999):
        raise Http404
    return Quarter(year, quarter)


def _quarters(organisation: Organisation) -> list[Quarter]:
    first = Case.objects.filter(organisation=organisation).order_by("referred_on").first()
    return closed_quarters(first.referred_on) if first else []
