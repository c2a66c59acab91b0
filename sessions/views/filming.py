"""A meeting that is filmed: who is in the picture, the film on its way, how far it is, and its end."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.models import Participation, Person
from cases.rules import current_question
from consent.rules import GIVEN, standing
from consent.scopes import Scope
from sessions.actions import change_people, prepare_again, remove_footage
from sessions.forms import PeopleForm
from sessions.models import FilmedSession, Footage
from sessions.rules.originals import promise
from sessions.rules.progress import standing_of
from sessions.rules.uploads import limit_sentence, people_of


@dataclass(frozen=True)
class PersonRow:
    """Somebody who may be in the picture, and whether they have agreed to be."""

    person: Person
    roles: str
    agreed: bool


@requires(Permission.WORK_CASES)
@require_GET
def filming(request: SignedInRequest, filmed_session_id: int) -> HttpResponse:
    sessions = FilmedSession.objects.visible_to(request.user).select_related("cycle__case")
    filmed_session = get_object_or_404(sessions, pk=filmed_session_id)
    films = [
        standing_of(film, request.user) for film in _films(request).filter(filmed_session=filmed_session)
    ]
    question = current_question(filmed_session.cycle.case)
    context = {
        "filmed_session": filmed_session,
        "cycle": filmed_session.cycle,
        "case": filmed_session.cycle.case,
        "people": _people(filmed_session),
        "question": question.question if question else None,
        "films": films,
        "is_waiting_for_film": all(film.is_gone or film.unfinished for film in films),
        "limit": limit_sentence(filmed_session),
        "original": promise(filmed_session),
        "limit_bytes": settings.FILM_LIMITS[filmed_session.recording_kind]["bytes"],
        "is_review": filmed_session.kind == FilmedSession.Kind.SHARED_REVIEW,
    }
    return render(request, "sessions/filming.html", context)


@requires(Permission.WORK_CASES)
@require_GET
def footage_progress(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    film = standing_of(_footage(request, footage_id), request.user)
    return render(request, "sessions/filming.html#progress", {"film": film})


@requires(Permission.WORK_CASES)
@require_POST
def footage_attempt(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    footage = _footage(request, footage_id)
    try:
        prepare_again(footage=footage, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("filming", footage.filmed_session_id)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def footage_people(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    footage = _footage(request, footage_id)
    custody = footage.custody
    listed = custody.appearances.values_list("person_id", flat=True)
    form = PeopleForm(
        request.POST if request.method == "POST" else None,
        custody=custody,
        initial={"persons": list(listed)},
    )
    if form.is_valid():
        try:
            change_people(footage=footage, persons=list(form.cleaned_data["persons"]), by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("filming", footage.filmed_session_id)
    context = {"footage": footage, "case": custody.case, "form": form}
    return render(request, "sessions/footage_people.html", context)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def footage_removal(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    footage = _footage(request, footage_id)
    if request.method == "POST":
        try:
            remove_footage(footage=footage, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The film has been removed. A certificate of what is gone is kept."))
        return redirect("filming", footage.filmed_session_id)
    context = {
        "footage": footage,
        "gone": _what_goes(footage),
        "stays": [_("The entry that there was a film, and a certificate of what was removed.")],
        "cancel_url": reverse("filming", args=[footage.filmed_session_id]),
    }
    return render(request, "sessions/footage_removal.html", context)


def _films(request: SignedInRequest) -> QuerySet[Footage]:
    return (
        Footage.objects.visible_to(request.user)
        .select_related("custody__recording", "custody__case", "filmed_session__cycle", "upload")
        .prefetch_related("custody__appearances__person")
    )


def _footage(request: SignedInRequest, footage_id: UUID) -> Footage:
    return get_object_or_404(_films(request), pk=footage_id)


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


def _what_goes(footage: Footage) -> list[str]:
    gone = [_("The film “%(name)s”, its working copy and its pictures") % {"name": footage.file_name}]
    clips, moments = footage.clips.count(), footage.moments.count()
    if moments:
        gone.append(
            ngettext("%(count)d moment marked in it", "%(count)d moments marked in it", moments)
            % {"count": moments}
        )
    if clips:
        gone.append(
            ngettext(
                "%(count)d clip made from it, also where it was chosen for a shared review",
                "%(count)d clips made from it, also where they were chosen for a shared review",
                clips,
            )
            % {"count": clips}
        )
    return gone
