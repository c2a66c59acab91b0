"""The film for the guider who prepares clips. Every byte goes through the gate."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from consent import media
from consent.rules import permits
from consent.scopes import Purpose
from sessions.models import Footage
from vault.frames import table_of
from vault.models import Recording, SealedFile
from vault.rules import file_of


def _films(request: SignedInRequest) -> QuerySet[Footage]:
    return Footage.objects.visible_to(request.user).select_related("custody__recording", "custody__case")


def _serve(request: SignedInRequest, footage_id: UUID, role: str) -> HttpResponse:
    films = _films(request).defer("custody__recording__frame_table")
    custody = get_object_or_404(films, pk=footage_id).custody
    file = file_of(custody.recording, role)
    return media.serve(request, custody=custody, file=file, purpose=Purpose.PREPARATION)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "HEAD"])
def footage_film(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    return _serve(request, footage_id, SealedFile.Role.WORKING)


@requires(Permission.WORK_CASES)
@require_GET
def footage_strip(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    return _serve(request, footage_id, SealedFile.Role.STRIP)


@requires(Permission.WORK_CASES)
@require_GET
def footage_waveform(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    return _serve(request, footage_id, SealedFile.Role.WAVEFORM)


@requires(Permission.WORK_CASES)
@require_GET
def footage_frames(request: SignedInRequest, footage_id: UUID) -> JsonResponse:
    """When each frame is shown. It shows nobody, but the gate is asked all the same."""
    custody = get_object_or_404(_films(request), pk=footage_id).custody
    verdict = permits(user=request.user, purpose=Purpose.PREPARATION, custody=custody)
    if not verdict.allowed:
        return JsonResponse({"reasons": list(verdict.reasons)}, status=410 if verdict.gone else 403)
    if custody.recording.state != Recording.State.READY:
        return JsonResponse({"reasons": [_("This film is not ready yet.")]}, status=404)
    return JsonResponse(table_of(custody.recording).as_json())
