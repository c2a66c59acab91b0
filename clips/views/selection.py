"""The clips chosen for a shared review, in their order."""

from http import HTTPStatus

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.views.answers import sent
from clips.actions import reorder
from clips.forms import OrderForm
from clips.models import SelectedClip
from clips.readiness import Readiness, readiness_of
from clips.rules import GOOD_NUMBER
from clips.views.answers import tells_refusals
from clips.views.scope import cycles_of
from sessions.models import Cycle


@requires(Permission.WORK_CASES)
@require_GET
def selection(request: SignedInRequest, cycle_id: int) -> HttpResponse:
    """The page; asked by htmx, only the list of clips."""
    cycle = get_object_or_404(cycles_of(request.user), pk=cycle_id)
    rows = readiness_of(chosen_in(cycle))
    part = "#clips" if request.headers.get("HX-Request") else ""
    return render(
        request,
        f"clips/selection.html{part}",
        {
            "cycle": cycle,
            "case": cycle.case,
            "rows": rows,
            "seconds": sum(row.seconds for row in rows),
            "waiting": any(row.state == Readiness.WAITING for row in rows),
            "good_number": GOOD_NUMBER,
            "may_submit": request.user.may(Permission.BRING_TO_SUPERVISION),
        },
    )


@requires(Permission.WORK_CASES)
@require_http_methods(["PUT"])
@tells_refusals
def selection_order(request: SignedInRequest, cycle_id: int) -> HttpResponse:
    cycle = get_object_or_404(cycles_of(request.user), pk=cycle_id)
    reorder(cycle=cycle, by=request.user, **sent(request, OrderForm).cleaned_data)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def chosen_in(cycle: Cycle) -> QuerySet[SelectedClip]:
    return (
        SelectedClip.objects.filter(selection__cycle=cycle)
        .select_related("clip__footage__custody__recording", "clip__render")
        .prefetch_related("clip__ticks__subject", "clip__turns__person")
    )
