"""The studio: a film, its moments and clips, on one screen."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.models import Case, Participation, Person
from cases.rules import current_question
from clips.actions import land_early_marks
from clips.consent_line import consent_line_of, is_review
from clips.models import StudioSettings, Turn
from clips.principles import PRINCIPLES
from clips.rules import BEFORE_CHOICES, GOOD_LENGTH, GOOD_NUMBER, settings_of
from clips.views.answers import still_payload
from clips.views.keys import key_help, keys_payload
from clips.views.marks import marks_of
from clips.views.scope import footage_of
from clips.words import studio_words
from consent.rules import permits
from consent.scopes import Purpose
from sessions.actions import see_footage
from sessions.models import Footage
from vault.models import Recording

ON_ITS_WAY = frozenset({Recording.State.RECEIVING, Recording.State.WAITING, Recording.State.WORKING})


@requires(Permission.WORK_CASES)
@require_GET
def studio(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    footage = get_object_or_404(footage_of(request.user), pk=footage_id)
    case = footage.custody.case
    verdict = permits(user=request.user, purpose=Purpose.PREPARATION, custody=footage.custody)
    page: dict[str, Any] = {
        "footage": footage,
        "case": case,
        "cycle": footage.filmed_session.cycle,
        "question": current_question(case),
    }
    state = footage.custody.recording.state
    if state in ON_ITS_WAY:
        return render(request, "clips/waiting.html", page)
    if not verdict.allowed:
        page |= {"reasons": verdict.reasons, "gone": verdict.gone}
        return render(request, "clips/refused.html", page, status=410 if verdict.gone else 403)
    see_footage(footage=footage, by=request.user)
    if state == Recording.State.READY:
        land_early_marks(footage=footage, by=request.user)
    people = _people(footage, case)
    wanted = settings_of(request.user)
    page |= {
        "people": people,
        "consent": consent_line_of(footage),
        "is_review": is_review(footage),
        "guider_is_listed": _guider_is_listed(footage),
        "principles": list(PRINCIPLES.values()),
        "turn_kinds": Turn.Kind.choices,
        "turn_channels": Turn.Channel.choices,
        "before_choices": BEFORE_CHOICES,
        "film": marks_of(footage, request.user) | _film(footage, wanted) | {"people": people},
        "words": studio_words(),
        "keys": keys_payload(wanted),
        "key_help": key_help(wanted),
    }
    return render(request, "clips/studio.html", page)


@requires(Permission.WORK_CASES)
@require_GET
def footage_consent(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    """Only what stands beside the film about its consent."""
    footage = get_object_or_404(footage_of(request.user), pk=footage_id)
    page = {"case": footage.custody.case, "consent": consent_line_of(footage)}
    return render(request, "clips/parts/consent.html", page)


def _film(footage: Footage, wanted: StudioSettings) -> dict[str, Any]:
    """Everything the page's script starts from."""
    recording = footage.custody.recording
    return {
        "user": wanted.user_id,
        "width": recording.width,
        "height": recording.height,
        "frames": recording.frame_count,
        "strip": recording.strip_layout,
        "stills": [still_payload(still) for still in footage.stills.all()],
        "lead": [wanted.lead_in, wanted.length_after],
        "settings": {"loop_pause": wanted.loop_pause_ms, "snapping": wanted.snapping},
        "is_review": is_review(footage),
        "guidance": {"length": GOOD_LENGTH, "number": GOOD_NUMBER},
        "urls": {
            "film": reverse("footage-film", args=[footage.pk]),
            "frames": reverse("footage-frames", args=[footage.pk]),
            "strip": reverse("footage-strip", args=[footage.pk]),
            "waveform": reverse("footage-waveform", args=[footage.pk]) if recording.has_sound else "",
            "permit": reverse("consent-permit", args=[footage.custody_id, "preparation"]),
            "session": reverse("session"),
            "marks": reverse("marks", args=[footage.pk]),
            "undo": reverse("marks-undo", args=[footage.pk]),
            "redo": reverse("marks-redo", args=[footage.pk]),
            "moments": reverse("moments", args=[footage.pk]),
            "clips": reverse("clips", args=[footage.pk]),
            "stills": reverse("stills", args=[footage.pk]),
            "moment": reverse("moment", args=[0]),
            "still": reverse("still", args=[0]),
            "clip": reverse("clip", args=[0]),
            "order": reverse("selection-order", args=[footage.filmed_session.cycle_id]),
        },
    }


def _guider_is_listed(footage: Footage) -> bool:
    seen = footage.custody.appearances.values("person")
    guiders = footage.custody.case.participations.filter(role=Participation.Role.GUIDER)
    return guiders.filter(person__in=seen).exists()


def _people(footage: Footage, case: Case) -> list[dict[str, Any]]:
    """Who is in the picture, with their part in the case."""
    parts = {part.person_id: part.get_role_display() for part in case.participations.all()}
    people = Person.objects.filter(appearances__custody=footage.custody).order_by("pk")
    return [{"id": person.pk, "name": person.name, "part": parts.get(person.pk, "")} for person in people]
