"""Beside the film of a shared review: what stood on the screen, and where in the film that was."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from clips.actions import joining
from clips.review_forms import JoinForm
from clips.rules import UnableToPrepare
from clips.screen_times import screen_times
from clips.views.scope import footage_of
from sessions.models import FilmedSession, Footage


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def film_join(request: SignedInRequest, review_film_id: UUID) -> HttpResponse:
    """POST: `seen` began to stand on the screen at `frame` of this film."""
    footage = _film(request, review_film_id)
    if request.method != "POST":
        return _part(request, footage)
    form = JoinForm(request.POST, review=footage.filmed_session)
    if not form.is_valid():
        return _part(request, footage, [str(words) for errors in form.errors.values() for words in errors])
    try:
        joining.join_film(footage=footage, by=request.user, **form.cleaned_data)
    except UnableToPrepare as unable:
        return _part(request, footage, list(unable.reasons))
    except ValidationError as refused:
        return _part(request, footage, refused.messages)
    return _part(request, footage)


@requires(Permission.WORK_CASES)
@require_POST
def film_join_removal(request: SignedInRequest, review_film_id: UUID) -> HttpResponse:
    footage = _film(request, review_film_id)
    joining.part_film(footage=footage, by=request.user)
    return _part(request, footage)


def _part(request: SignedInRequest, footage: Footage, refusals: list[str] | None = None) -> HttpResponse:
    page = {"footage": footage, "times": screen_times(footage), "refusals": refusals}
    return render(request, "clips/parts/screen_times.html", page, status=422 if refusals else 200)


def _film(request: SignedInRequest, pk: UUID) -> Footage:
    films = footage_of(request.user).filter(filmed_session__kind=FilmedSession.Kind.SHARED_REVIEW)
    return get_object_or_404(films, pk=pk)
