"""Told when ready: what is new about one's own films, asked while something is under way."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from accounts.access import SignedInRequest, requires
from accounts.inside import is_part
from accounts.roles import Permission
from sessions.actions import see_footage
from sessions.models import Footage
from sessions.rules.news import film_news


@requires(Permission.WORK_CASES)
@require_GET
def news(request: SignedInRequest) -> HttpResponse:
    """204 while nothing has changed, so that nothing is read aloud twice."""
    told = film_news(request.user)
    if told.is_coming and request.GET.get("shown", "") == told.shown:
        return HttpResponse(status=204)
    return render(request, "sessions/film_news.html", {"film_news": told})


@requires(Permission.WORK_CASES)
@require_POST
def news_end(request: SignedInRequest, footage_id: UUID) -> HttpResponse:
    films = Footage.objects.visible_to(request.user).select_related("custody__recording")
    see_footage(footage=get_object_or_404(films, pk=footage_id), by=request.user)
    if is_part(request):
        return HttpResponse()
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure())
    return redirect(came_from if is_ours else "home")
