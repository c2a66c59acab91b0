"""The clips full screen: film only. No names, no lists, no file names."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from clips.models import ShownClip
from clips.views.scope import reviews_of
from consent.media import serve
from consent.rules import permits
from consent.scopes import Purpose
from vault.frames import FrameTable, table_of
from vault.models import SealedFile


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
    shown = list(held.shown_clips.select_related("footage__custody"))
    if not shown:
        return redirect("review-new", held.cycle_id)
    clips = [
        {
            "film": reverse("shown-film", args=[clip.pk]),
            "frames": reverse("shown-frames", args=[clip.pk]),
            "permit": reverse("consent-permit", args=[clip.footage.custody_id, Purpose.SHARED_REVIEW]),
        }
        for clip in shown
    ]
    return render(request, "clips/presentation.html", {"review": held, "clips": clips})


@requires(Permission.WORK_CASES)
@require_safe
def shown_film(request: SignedInRequest, shown_id: int) -> HttpResponse:
    """A clip as it was cut for this review."""
    shown = _shown(request, shown_id)
    cut = (
        shown.render.files.filter(role=SealedFile.Role.CLIP, complete=True).first() if shown.render else None
    )
    return serve(request, custody=shown.footage.custody, file=cut, purpose=Purpose.SHARED_REVIEW)


@requires(Permission.WORK_CASES)
@require_safe
def shown_frames(request: SignedInRequest, shown_id: int) -> HttpResponse:
    """The frame table of the clip's own file: it begins at 0."""
    shown = _shown(request, shown_id)
    custody = shown.footage.custody
    verdict = permits(user=request.user, purpose=Purpose.SHARED_REVIEW, custody=custody)
    if not verdict.allowed:
        return JsonResponse({"reasons": verdict.reasons}, status=403)
    times = table_of(custody.recording).times[shown.in_frame : shown.out_frame]
    return JsonResponse(FrameTable(tuple(time - times[0] for time in times)).as_json())
