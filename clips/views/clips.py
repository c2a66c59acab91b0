"""Clips of a film, what is ticked in them, and the rendered file of one."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.models import Person
from cases.views.answers import sent
from clips.actions import (
    change_clip,
    choose,
    make_clip,
    make_clip_of_moment,
    make_once,
    remove_clip,
    tick,
    unchoose,
    untick,
)
from clips.forms import ClipForm, NewClipForm, SeenForm
from clips.models import Clip
from clips.views.answers import clip_payload, request_key, tells_refusals
from clips.views.scope import clips_of, footage_of, moments_of
from consent.media import serve
from consent.scopes import Purpose
from sessions.models import Footage


@requires(Permission.WORK_CASES)
@require_POST
@tells_refusals
def clips(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    footage = get_object_or_404(footage_of(request.user), pk=footage_id)
    wanted = sent(request, NewClipForm).cleaned_data

    def make() -> dict[str, int]:
        return {"clip": _make(request, footage, **wanted).pk}

    made = make_once(key=request_key(request), footage=footage, by=request.user, make=make)
    found = get_object_or_404(footage.clips, pk=made["clip"])
    return JsonResponse(clip_payload(found), status=HTTPStatus.CREATED)


def _make(
    request: SignedInRequest, footage: Footage, moment: int | None, in_frame: int, out_frame: int
) -> Clip:
    if moment is None:
        return make_clip(footage=footage, in_frame=in_frame, out_frame=out_frame, by=request.user)
    marked = get_object_or_404(moments_of(request.user), pk=moment, footage=footage)
    return make_clip_of_moment(moment=marked, by=request.user)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "PATCH", "DELETE"])
@tells_refusals
def clip(request: SignedInRequest, clip_id: int) -> HttpResponse:
    found = get_object_or_404(clips_of(request.user), pk=clip_id)
    if request.method == "DELETE":
        version = sent(request, SeenForm).cleaned_data["version"]
        remove_clip(clip=found, version=version, by=request.user)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if request.method == "PATCH":
        form = sent(request, ClipForm)
        version = form.cleaned_data["version"]
        found = change_clip(clip=found, version=version, by=request.user, **form.changes())
    return JsonResponse(clip_payload(found))


@requires(Permission.WORK_CASES)
@require_http_methods(["PUT", "DELETE"])
@tells_refusals
def clip_tick(request: SignedInRequest, clip_id: int, principle: str, person_id: int) -> HttpResponse:
    found = get_object_or_404(clips_of(request.user), pk=clip_id)
    people = Person.objects.filter(participations__case=found.footage.custody.case).distinct()
    subject = get_object_or_404(people, pk=person_id)
    change = tick if request.method == "PUT" else untick
    change(clip=found, principle=principle, subject=subject, by=request.user)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@requires(Permission.WORK_CASES)
@require_http_methods(["PUT", "DELETE"])
@tells_refusals
def clip_choice(request: SignedInRequest, clip_id: int) -> HttpResponse:
    found = get_object_or_404(clips_of(request.user), pk=clip_id)
    if request.method == "PUT":
        return JsonResponse({"position": choose(clip=found, by=request.user).position})
    unchoose(clip=found, by=request.user)
    return JsonResponse({"position": None})


@requires(Permission.WORK_CASES)
@require_safe
def clip_film(request: SignedInRequest, clip_id: int) -> HttpResponse:
    found = get_object_or_404(clips_of(request.user), pk=clip_id)
    rendered = found.render.files.filter(role="clip", complete=True).first() if found.render else None
    return serve(request, custody=found.footage.custody, file=rendered, purpose=Purpose.PREPARATION)
