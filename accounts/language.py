"""The language of the pages: of a person who is signed in, or of this browser before."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.access import public
from accounts.inside import page_of
from accounts.models import User


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Back to the page it was chosen on. A choice of one person is not that of the next at this browser."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        raise Http404
    response = redirect(page_of(request))
    if isinstance(request.user, User):
        actions.choose_language(language=chosen, by=request.user)
    else:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response
