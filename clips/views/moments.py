"""Moments of a film."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.views.answers import sent
from clips.actions import change_moment, make_once, mark_moment, remove_moment
from clips.forms import MomentForm, NoteForm, SeenForm
from clips.views.answers import moment_payload, request_key, tells_refusals
from clips.views.scope import footage_of, moments_of


@requires(Permission.WORK_CASES)
@require_POST
@tells_refusals
def moments(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    footage = get_object_or_404(footage_of(request.user), pk=footage_id)
    wanted = sent(request, MomentForm).cleaned_data

    def mark() -> dict[str, int]:
        return {"moment": mark_moment(footage=footage, by=request.user, **wanted).pk}

    made = make_once(key=request_key(request), footage=footage, by=request.user, make=mark)
    marked = get_object_or_404(footage.moments, pk=made["moment"])
    return JsonResponse(moment_payload(marked), status=HTTPStatus.CREATED)


@requires(Permission.WORK_CASES)
@require_http_methods(["PATCH", "DELETE"])
@tells_refusals
def moment(request: SignedInRequest, moment_id: int) -> HttpResponse:
    found = get_object_or_404(moments_of(request.user), pk=moment_id)
    if request.method == "DELETE":
        version = sent(request, SeenForm).cleaned_data["version"]
        remove_moment(moment=found, version=version, by=request.user)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    changed = change_moment(moment=found, by=request.user, **sent(request, NoteForm).cleaned_data)
    return JsonResponse(moment_payload(changed))
