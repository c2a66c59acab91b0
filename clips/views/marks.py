"""All marks of a film as the page draws them, and one step back or on in their history."""

import hashlib
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from clips.actions import make_once, redo, undo
from clips.history import KINDS, next_steps
from clips.models import Edit
from clips.readiness import readiness_of
from clips.rules import check_can_prepare
from clips.views.answers import clip_payload, moment_payload, request_key, tells_refusals
from clips.views.scope import footage_of
from clips.views.selection import chosen_in
from sessions.models import Footage


@requires(Permission.WORK_CASES)
@require_GET
@tells_refusals
def marks(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    """Asked for every few seconds: what is known already is not sent again."""
    footage = get_object_or_404(footage_of(request.user), pk=footage_id)
    check_can_prepare(request.user, footage)
    known = marks_of(footage, request.user)
    tag = f'"{hashlib.sha256(json.dumps(known).encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    return JsonResponse(known, headers={"ETag": tag})


@requires(Permission.WORK_CASES)
@require_POST
@tells_refusals
def marks_undo(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    return _step(request, footage_id, undo, _("Undone: %(step)s."))


@requires(Permission.WORK_CASES)
@require_POST
@tells_refusals
def marks_redo(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    return _step(request, footage_id, redo, _("Done again: %(step)s."))


def _step(request: SignedInRequest, footage_id: UUID, take: Callable[..., Edit], words: str) -> HttpResponse:
    footage = get_object_or_404(footage_of(request.user), pk=footage_id)

    def make() -> dict[str, Any]:
        step = take(footage=footage, by=request.user)
        clips = [thing["id"] for thing in step.things if thing["noun"] == "clip"]
        return {"said": words % {"step": _name(step)}, "clip": clips[0] if clips else None}

    done = make_once(key=request_key(request), footage=footage, by=request.user, make=make)
    return JsonResponse(marks_of(footage, request.user) | {"done": done})


def marks_of(footage: Footage, user: User) -> dict[str, Any]:
    clips = footage.clips.select_related("chosen").prefetch_related("ticks", "turns")
    back, on = next_steps(footage, user)
    return {
        "moments": [moment_payload(moment) for moment in footage.moments.all()],
        "clips": [clip_payload(clip) for clip in clips],
        "elsewhere": _chosen_from_other_films(footage),
        "undo": back and _("Undo: %(step)s") % {"step": _name(back)},
        "redo": on and _("Redo: %(step)s") % {"step": _name(on)},
    }


def _name(step: Edit) -> str:
    return str(KINDS.get(step.kind, _("the last change")))


def _chosen_from_other_films(footage: Footage) -> list[dict[str, Any]]:
    rows = readiness_of(chosen_in(footage.filmed_session.cycle).exclude(clip__footage=footage))
    return [
        {
            "id": row.clip.pk,
            "title": row.clip.title,
            "position": row.clip.chosen.position,
            "seconds": row.seconds,
        }
        for row in rows
    ]
