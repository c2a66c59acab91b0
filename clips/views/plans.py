"""How the clips of a review will be talked about, written while it is prepared."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.views.answers import sent
from clips.actions import reviews
from clips.review_forms import PlanForm
from clips.views.answers import tells_refusals
from clips.views.scope import clips_of


@requires(Permission.WORK_CASES)
@require_http_methods(["PUT"])
@tells_refusals
def clip_plan(request: SignedInRequest, clip_id: int) -> HttpResponse:
    found = get_object_or_404(clips_of(request.user), pk=clip_id)
    reviews.plan_clip(clip=found, by=request.user, **sent(request, PlanForm).cleaned_data)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
