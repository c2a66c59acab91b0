"""A visit with filming: what will be filmed, and the filming that moves with the visit."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.forms import MoveForm, attempt, times_of
from cases.views.visits import own_visit, to_visits, warn_of_overlap
from sessions.actions import film_at_visit, move_visit
from sessions.forms import ActivityForm
from sessions.models import FilmedSession
from sessions.rules.cycles import check_open_cycle


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def visit_filming(request: SignedInRequest, visit_id: int) -> HttpResponse:
    """The filming of a planned visit: all that is left to say is what they will be doing."""
    visit = own_visit(request, visit_id)
    planned = visit.filmed_sessions.filter(kind=FilmedSession.Kind.FILMING).first()
    if planned is not None:
        return redirect("filming", planned.pk)
    form = ActivityForm(request.POST if request.method == "POST" else None)
    made: list[FilmedSession] = []
    if request.method == "POST" and attempt(
        form, lambda data: made.append(film_at_visit(visit=visit, by=request.user, **data))
    ):
        return redirect("filming", made[0].pk)
    try:
        check_open_cycle(visit.case)
    except ValidationError as refusal:
        messages.info(request, refusal.messages[0])
        return to_visits(visit.case)
    return render(request, "sessions/visit_filming.html", {"visit": visit, "case": visit.case, "form": form})


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def visit_move(request: SignedInRequest, visit_id: int) -> HttpResponse:
    visit = own_visit(request, visit_id)
    form = MoveForm(request.POST or None, initial=times_of(visit))
    if request.method == "POST" and attempt(
        form, lambda _data: move_visit(visit=visit, plan=form.plan(), by=request.user)
    ):
        messages.success(request, _("The visit is moved. Where it was before stays written down."))
        visit.refresh_from_db()
        warn_of_overlap(request, visit)
        return to_visits(visit.case)
    return render(request, "sessions/visit_move.html", {"visit": visit, "case": visit.case, "form": form})
