"""One film of a meeting: how far it is, who is in it, another attempt, the copy on the phone, its end."""

from uuid import UUID

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
from accounts.inside import is_part
from accounts.models import User
from accounts.roles import Permission
from sessions.actions import change_people, note_phone_copy, prepare_again, remove_footage, see_footage
from sessions.forms import PeopleForm
from sessions.models import Footage
from sessions.rules.progress import standing_of


@requires(Permission.WORK_CASES)
@require_GET
def footage_progress(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    footage = _footage(request, footage_id)
    see_footage(footage=footage, by=request.user)
    film = standing_of(footage, request.user)
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
@require_POST
def phone_copy(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    footage = _footage(request, footage_id)
    try:
        note_phone_copy(footage=footage, is_deleted=request.POST.get("deleted") == "1", by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    if not is_part(request):
        return redirect("filming", footage.filmed_session_id)
    film = standing_of(_footage(request, footage_id), request.user)
    return render(request, "sessions/filming.html#progress", {"film": film})


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


def films_of(user: User) -> QuerySet[Footage]:
    return (
        Footage.objects.visible_to(user)
        .select_related("custody__recording", "custody__case", "filmed_session__cycle", "upload", "added_by")
        .prefetch_related("custody__appearances__person", "early_marks")
    )


def _footage(request: SignedInRequest, footage_id: UUID) -> Footage:
    return get_object_or_404(films_of(request.user), pk=footage_id)


def _what_goes(footage: Footage) -> list[str]:
    gone = [_("The film “%(name)s”, its working copy and its pictures") % {"name": footage.file_name}]
    clips, moments = footage.clips.count(), footage.moments.count() + footage.early_marks.count()
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
    stills = footage.stills.count()
    if stills:
        gone.append(
            ngettext("%(count)d still kept of it", "%(count)d stills kept of it", stills) % {"count": stills}
        )
    return gone
