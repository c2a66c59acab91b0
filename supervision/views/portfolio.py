"""The portfolio, as a PDF and for a spreadsheet."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts import paper
from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from supervision import actions
from supervision.models import trainees_visible_to


def _export(request: SignedInRequest, trainee_id: int, form: str) -> bytes:
    trainee = get_object_or_404(trainees_visible_to(request.user), pk=trainee_id)
    return actions.export_portfolio(trainee=trainee, form=form, by=request.user)


@requires(Permission.SUPERVISE, Permission.BRING_TO_SUPERVISION)
@require_GET
def portfolio(request: SignedInRequest, trainee_id: int) -> HttpResponse:
    return paper.download(_export(request, trainee_id, "pdf"), name=f"portfolio-{trainee_id}.pdf")


@requires(Permission.SUPERVISE, Permission.BRING_TO_SUPERVISION)
@require_GET
def portfolio_table(request: SignedInRequest, trainee_id: int) -> HttpResponse:
    response = paper.download(_export(request, trainee_id, "csv"), name=f"portfolio-{trainee_id}.csv")
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    return response
