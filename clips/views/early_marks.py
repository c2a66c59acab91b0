"""Moments marked while a film uploads, by its upload: the only name the browser knows for it then."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from cases.views.answers import sent
from clips.actions import mark_early, remove_early_mark
from clips.forms import EarlyMarkForm
from clips.models import EarlyMark
from clips.rules import settings_of
from clips.views.answers import tells_refusals
from clips.views.keys import keys_payload
from clips.views.scope import footage_of
from sessions.models import Upload


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
@tells_refusals
def early_marks(request: SignedInRequest, upload_id: UUID) -> HttpResponse:
    upload = get_object_or_404(Upload.objects.visible_to(request.user), pk=upload_id)
    footage = footage_of(request.user).get(pk=upload.footage_id)
    if request.method == "GET":
        return JsonResponse({"marks": [_payload(mark) for mark in footage.early_marks.all()]})
    made = mark_early(footage=footage, by=request.user, **sent(request, EarlyMarkForm).cleaned_data)
    return JsonResponse(_payload(made), status=HTTPStatus.CREATED)


@requires(Permission.WORK_CASES)
@require_http_methods(["DELETE"])
@tells_refusals
def early_mark(request: SignedInRequest, mark_id: int) -> HttpResponse:
    remove_early_mark(mark=get_object_or_404(_marks_of(request.user), pk=mark_id), by=request.user)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@requires(Permission.WORK_CASES)
@require_GET
def studio_keys(request: SignedInRequest) -> JsonResponse:
    """The keys of the signed-in person, for pages below the studio."""
    return JsonResponse(keys_payload(settings_of(request.user)))


def _marks_of(user: User) -> QuerySet[EarlyMark]:
    return EarlyMark.objects.filter(footage__in=footage_of(user)).select_related("footage__custody__case")


def _payload(mark: EarlyMark) -> dict[str, Any]:
    return {"id": mark.pk, "at_ms": mark.at_ms}
