"""The guider's own window while a shared review is held: notes and the parent's words, never on the stage."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.models import Person
from cases.views.answers import sent
from clips.actions import capture
from clips.capture_forms import ContactForm, ScreenForm, SignForm, WordsForm
from clips.models import Contact, OnScreen, Reflection, ShownClip, Sign
from clips.review_forms import people_in
from clips.review_rules import can_write
from clips.views.answers import tells_refusals
from clips.views.scope import reviews_of
from sessions.models import FilmedSession


@requires(Permission.WORK_CASES)
@require_GET
def companion(request: SignedInRequest, review_id: int) -> HttpResponse:
    held = _held(request, review_id)
    if held.finished_at is not None:
        return redirect("review", held.pk)
    context = {
        "review": held,
        "shown_clips": held.shown_clips.select_related("clip__plan").prefetch_related(
            "reflections__said_by", "reflections__noticed_by", "signs__person"
        ),
        "people": people_in(held.cycle.case),
        "abouts": Reflection.About.choices,
        "signs": Sign.Kind.choices,
        "contacts": Contact.choices,
        "is_open": can_write(request.user, held),
    }
    return render(request, "clips/companion.html", context)


@requires(Permission.WORK_CASES)
@require_http_methods(["PUT"])
@tells_refusals
def words(request: SignedInRequest, review_id: int, key: UUID) -> HttpResponse:
    held = _held(request, review_id)
    form = sent(request, WordsForm)
    wanted = form.cleaned_data
    noticed_by = wanted["noticed_by"]
    capture.keep_words(
        key=key,
        shown=_shown(held, wanted["shown"]),
        said_by=_person(held, wanted["said_by"]),
        beside=capture.Beside(
            about=wanted["about"],
            contact=wanted["contact"],
            noticed_by=_person(held, noticed_by) if noticed_by else None,
        ),
        begun_at=form.at,
        words=wanted["words"],
        by=request.user,
    )
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@requires(Permission.WORK_CASES)
@require_http_methods(["PUT", "PATCH", "DELETE"])
@tells_refusals
def sign(request: SignedInRequest, review_id: int, key: UUID) -> HttpResponse:
    """One tap keeps it, another says what it was in the contact, and it can be taken back."""
    held = _held(request, review_id)
    if request.method == "PUT":
        return _keep_sign(request, held, key)
    signs = Sign.objects.select_related("shown__filmed_session")
    made = get_object_or_404(signs, key=key, shown__filmed_session=held)
    if request.method == "DELETE":
        capture.remove_sign(sign=made, by=request.user)
    else:
        wanted = sent(request, ContactForm).cleaned_data
        capture.change_sign(sign=made, contact=wanted["contact"], by=request.user)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _keep_sign(request: SignedInRequest, held: FilmedSession, key: UUID) -> HttpResponse:
    form = sent(request, SignForm)
    wanted = form.cleaned_data
    capture.note_sign(
        key=key,
        shown=_shown(held, wanted["shown"]),
        frame=wanted["frame"],
        person=_person(held, wanted["person"]),
        kind=wanted["kind"],
        at=form.at,
        by=request.user,
    )
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@requires(Permission.WORK_CASES)
@require_POST
@tells_refusals
def screen(request: SignedInRequest, review_id: int) -> HttpResponse:
    held = _held(request, review_id)
    shown = {clip.pk: clip for clip in held.shown_clips.all()}
    rows = [
        row for row in sent(request, ScreenForm).cleaned_data["seen"] if row.cleaned_data["shown"] in shown
    ]
    seen = [
        OnScreen(
            key=row.cleaned_data["key"],
            shown=shown[row.cleaned_data["shown"]],
            frame=row.cleaned_data["frame"],
            is_playing=row.cleaned_data["is_playing"],
            is_blank=row.cleaned_data["is_blank"],
            speed=row.cleaned_data["speed"],
            at=row.at,
        )
        for row in rows
    ]
    capture.keep_screen(review=held, seen=seen, by=request.user)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _held(request: SignedInRequest, review_id: int) -> FilmedSession:
    return get_object_or_404(reviews_of(request.user), pk=review_id)


def _shown(held: FilmedSession, pk: int) -> ShownClip:
    return get_object_or_404(held.shown_clips.select_related("filmed_session"), pk=pk)


def _person(held: FilmedSession, pk: int) -> Person:
    return get_object_or_404(Person.objects.filter(participations__case=held.cycle.case).distinct(), pk=pk)
