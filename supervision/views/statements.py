"""The reflective statement of the stage that runs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.forms import attempt
from supervision import actions
from supervision.road import road_of
from supervision.road_forms import StatementForm


@requires(Permission.BRING_TO_SUPERVISION)
@require_http_methods(["GET", "POST"])
def statement(request: SignedInRequest) -> HttpResponse:
    """A draft that is saved again and again, until it is handed in."""
    road = road_of(request.user)
    hand_in = "hand_in" in request.POST
    form = StatementForm(
        request.POST or None, initial={"words": road.statement.words if road.statement else ""}
    )
    if request.method == "POST" and attempt(
        form, lambda sent: actions.save_statement(hand_in=hand_in, by=request.user, **sent)
    ):
        if hand_in:
            messages.success(request, _("Handed in. Your supervisor and your assessor can read it now."))
            return redirect("progress")
        messages.success(request, _("The draft is saved. Nobody else can read it yet."))
        return redirect("statement")
    context = {"form": form, "statement": road.statement, "stage": road.now}
    return render(request, "supervision/statement.html", context, status=422 if form.is_bound else 200)
