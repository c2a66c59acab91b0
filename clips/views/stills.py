"""Stills of a film, and the picture of one."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.views.answers import sent
from clips.actions import keep_still, remove_still
from clips.forms import StillForm
from clips.views.answers import still_payload, tells_refusals
from clips.views.scope import footage_of, stills_of
from consent.media import serve
from consent.scopes import Purpose
from vault.models import SealedFile


@requires(Permission.WORK_CASES)
@require_POST
@tells_refusals
def stills(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    footage = get_object_or_404(footage_of(request.user), pk=footage_id)
    kept = keep_still(footage=footage, by=request.user, **sent(request, StillForm).cleaned_data)
    return JsonResponse(still_payload(kept), status=HTTPStatus.CREATED)


@requires(Permission.WORK_CASES)
@require_http_methods(["DELETE"])
@tells_refusals
def still(request: SignedInRequest, still_id: int) -> HttpResponse:
    remove_still(still=get_object_or_404(stills_of(request.user), pk=still_id), by=request.user)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@requires(Permission.WORK_CASES)
@require_safe
def still_picture(request: SignedInRequest, still_id: int) -> HttpResponse:
    found = get_object_or_404(stills_of(request.user), pk=still_id)
    files = found.picture.files.filter(role=SealedFile.Role.STILL, complete=True) if found.picture else None
    return serve(
        request,
        custody=found.footage.custody,
        file=files.first() if files is not None else None,
        purpose=Purpose.PREPARATION,
    )
