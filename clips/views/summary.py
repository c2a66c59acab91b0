"""The page of a shared review that the family takes home."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, requires
from accounts.paper import download
from accounts.roles import Permission
from audit.actions import record
from audit.models import Outcome
from clips.summary import summary
from clips.views.scope import reviews_of


@requires(Permission.WORK_CASES)
@require_GET
def review_summary(request: SignedInRequest, review_id: int) -> HttpResponse:
    held = get_object_or_404(
        reviews_of(request.user).select_related("cycle__case__organisation"), pk=review_id
    )
    content = summary(held)
    record(
        by=request.user, action="review.printed", subject=held, case=held.cycle.case, outcome=Outcome.ALLOWED
    )
    return download(content, name=f"shared-review-{held.pk}.pdf")
