"""The clips full screen: film only. No names, no lists, no file names, and so no reasons of a refusal."""

from http import HTTPStatus

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from clips.models import ShownClip
from clips.review_rules import can_write, closed_clips
from clips.views.scope import reviews_of
from consent.media import serve
from consent.rules import permits
from consent.scopes import Purpose
from vault.frames import FrameTable, table_of
from vault.models import SealedFile

CLOSED = {HTTPStatus.FORBIDDEN, HTTPStatus.GONE}


def _closed() -> str:
    return _("This film is not shown any more.")


def _shown(request: SignedInRequest, shown_id: int) -> ShownClip:
    return get_object_or_404(
        ShownClip.objects.select_related("footage__custody__recording", "render"),
        pk=shown_id,
        filmed_session__in=reviews_of(request.user),
    )


@requires(Permission.WORK_CASES)
@require_GET
def presentation(request: SignedInRequest, review_id: int) -> HttpResponse:
    held = get_object_or_404(reviews_of(request.user), pk=review_id)
    shown = held.shown_clips.values_list("pk", flat=True)
    if not shown:
        return redirect("review-new", held.cycle_id)
    clips = [
        {"id": pk, "film": reverse("shown-film", args=[pk]), "frames": reverse("shown-frames", args=[pk])}
        for pk in shown
    ]
    context = {"review": held, "clips": clips, "is_open": can_write(request.user, held)}
    return render(request, "clips/presentation.html", context)


@requires(Permission.WORK_CASES)
@require_GET
def review_permit(request: SignedInRequest, review_id: int) -> HttpResponse:
    """`{"closed": [ids]}`: the clips that may not be shown any more. The page holds all in its memory."""
    held = get_object_or_404(reviews_of(request.user), pk=review_id)
    return JsonResponse({"closed": closed_clips(request.user, held)})


@requires(Permission.WORK_CASES)
@require_safe
def shown_film(request: SignedInRequest, shown_id: int) -> HttpResponse:
    """A clip as it was cut for this review."""
    shown = _shown(request, shown_id)
    cut = (
        shown.render.files.filter(role=SealedFile.Role.CLIP, complete=True).first() if shown.render else None
    )
    answer = serve(request, custody=shown.footage.custody, file=cut, purpose=Purpose.SHARED_REVIEW)
    if answer.status_code in CLOSED:
        answer.content = _closed()
    return answer


@requires(Permission.WORK_CASES)
@require_safe
def shown_frames(request: SignedInRequest, shown_id: int) -> HttpResponse:
    """The frame table of the clip's own file: it begins at 0."""
    shown = _shown(request, shown_id)
    custody = shown.footage.custody
    verdict = permits(user=request.user, purpose=Purpose.SHARED_REVIEW, custody=custody)
    if not verdict.allowed:
        return JsonResponse({"reasons": [_closed()]}, status=HTTPStatus.FORBIDDEN)
    times = table_of(custody.recording).times[shown.in_frame : shown.out_frame]
    return JsonResponse(FrameTable(tuple(time - times[0] for time in times)).as_json())
