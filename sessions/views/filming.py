"""A meeting that is filmed: who is in the picture, its films, and what stands in the way of another one."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.models import Participation, Person
from cases.rules import current_question
from consent.rules import GIVEN, standing
from consent.scopes import Scope
from sessions.actions import see_footage
from sessions.forms import CallForm
from sessions.models import FilmedSession
from sessions.rules.cycles import check_takes_film
from sessions.rules.filmings import can_set_aside
from sessions.rules.originals import promise
from sessions.rules.progress import standing_of
from sessions.rules.room import room_left
from sessions.rules.twins import known_films, twins_of
from sessions.rules.uploads import limit_sentence, people_of
from sessions.views.footage import films_of


@dataclass(frozen=True)
class PersonRow:
    """Somebody who may be in the picture, and whether they have agreed to be."""

    person: Person
    roles: str
    agreed: bool


@requires(Permission.WORK_CASES)
@require_GET
def filming(request: SignedInRequest, filmed_session_id: int) -> HttpResponse:
    filmed_session = _meeting(request, filmed_session_id)
    case = filmed_session.cycle.case
    footage = list(films_of(request.user).filter(filmed_session=filmed_session))
    for film in footage:
        see_footage(footage=film, by=request.user)
    films, twins = [standing_of(film, request.user) for film in footage], twins_of(footage, request.user)
    question = current_question(case)
    context = {
        "filmed_session": filmed_session,
        "cycle": filmed_session.cycle,
        "case": case,
        "people": _people(filmed_session),
        "question": question.question if question else None,
        "films": [(film, twins.get(film.footage.pk, [])) for film in films],
        "is_waiting_for_film": all(film.is_gone or film.unfinished for film in films),
        "original": promise(filmed_session),
        "call_form": CallForm(meeting=filmed_session),
        "is_review": filmed_session.kind == FilmedSession.Kind.SHARED_REVIEW,
        "can_set_aside": can_set_aside(filmed_session),
        **_limits(filmed_session),
    }
    return render(request, "sessions/filming.html", context)


@requires(Permission.WORK_CASES)
@require_GET
def known(request: SignedInRequest, filmed_session_id: int) -> HttpResponse:
    """The question to ask before a film that is already here is added once more; empty when it is new."""
    filmed_session = _meeting(request, filmed_session_id)
    length = request.GET.get("length", "")
    films = known_films(
        fingerprint=request.GET.get("fingerprint", ""),
        length=int(length) if length.isdecimal() and len(length) < 20 else 0,
        user=request.user,
    )
    here = [film for film in films if film.custody.case_id == filmed_session.cycle.case_id]
    elsewhere = [film for film in films if film not in here]
    return render(request, "sessions/known_films.html", {"here": here, "elsewhere": elsewhere})


def _meeting(request: SignedInRequest, filmed_session_id: int) -> FilmedSession:
    sessions = FilmedSession.objects.visible_to(request.user).select_related("cycle__case__organisation")
    return get_object_or_404(sessions, pk=filmed_session_id)


def _limits(filmed_session: FilmedSession) -> dict[str, object]:
    """What may be added here, and what is in the way of adding anything."""
    limit = settings.FILM_LIMITS[filmed_session.recording_kind]["bytes"]
    left = room_left(filmed_session.cycle.case.organisation)
    try:
        check_takes_film(filmed_session)
        closed = ""
    except ValidationError as refusal:
        closed = " ".join(refusal.messages)
    return {
        "limit": limit_sentence(filmed_session),
        "limit_bytes": limit,
        "little_room": left if left is not None and left < limit else None,
        "closed": closed,
    }


def _people(filmed_session: FilmedSession) -> list[PersonRow]:
    case = filmed_session.cycle.case
    is_review = filmed_session.kind == FilmedSession.Kind.SHARED_REVIEW
    scope = Scope.FILM_THE_REVIEW if is_review else Scope.FILM
    agreed = standing(case)
    roles = Participation.Role
    parts: dict[int, list[str]] = {}
    for person, role in case.participations.filter(until=None).values_list("person_id", "role"):
        parts.setdefault(person, []).append(str(roles(role).label))
    return [
        PersonRow(person, ", ".join(parts[person.pk]), agreed.get((person.pk, scope)) == GIVEN)
        for person in people_of(case)
    ]
