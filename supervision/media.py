"""Film for the supervisor, through the gate like all film."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from consent.media import serve
from consent.rules import permits
from consent.scopes import Purpose
from sessions.models import Footage
from supervision.models import Submission, SubmittedClip
from vault.frames import table_of
from vault.models import SealedFile
from vault.rules import file_of


def _footage(request: SignedInRequest, submission_id: int, footage_id: UUID) -> Footage:
    """A film that this submission shows, to the supervisor it was sent to."""
    return get_object_or_404(
        Footage.objects.select_related("custody__recording").distinct(),
        pk=footage_id,
        submitted_clips__submission__in=Submission.objects.filter(pk=submission_id, supervisor=request.user),
    )


def _serve(request: SignedInRequest, submission_id: int, footage_id: UUID, role: str) -> HttpResponse:
    custody = _footage(request, submission_id, footage_id).custody
    return serve(request, custody=custody, file=file_of(custody.recording, role), purpose=Purpose.SUPERVISION)


@requires(Permission.SUPERVISE)
@require_safe
def submission_film(request: SignedInRequest, submission_id: int, footage_id: UUID) -> HttpResponse:
    return _serve(request, submission_id, footage_id, SealedFile.Role.WORKING)


@requires(Permission.SUPERVISE)
@require_safe
def submission_strip(request: SignedInRequest, submission_id: int, footage_id: UUID) -> HttpResponse:
    return _serve(request, submission_id, footage_id, SealedFile.Role.STRIP)


@requires(Permission.SUPERVISE)
@require_safe
def submission_frames(request: SignedInRequest, submission_id: int, footage_id: UUID) -> HttpResponse:
    """The frame table of a film the supervisor may watch now."""
    custody = _footage(request, submission_id, footage_id).custody
    verdict = permits(user=request.user, purpose=Purpose.SUPERVISION, custody=custody)
    if not verdict.allowed:
        return JsonResponse({"reasons": verdict.reasons}, status=403)
    return JsonResponse(table_of(custody.recording).as_json())


@requires(Permission.SUPERVISE)
@require_safe
def submitted_film(request: SignedInRequest, clip_id: int) -> HttpResponse:
    """A submitted clip as a file of its own."""
    clip = get_object_or_404(
        SubmittedClip.objects.select_related("footage__custody", "render"),
        pk=clip_id,
        submission__supervisor=request.user,
    )
    rendered = (
        clip.render.files.filter(role=SealedFile.Role.CLIP, complete=True).first() if clip.render else None
    )
    return serve(request, custody=clip.footage.custody, file=rendered, purpose=Purpose.SUPERVISION)
