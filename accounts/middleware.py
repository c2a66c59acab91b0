"""The doors every request passes: sign-in, second factor, access marker, no caching."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import actions
from accounts.access import PUBLIC, is_switched_off, lets_in, marker_of
from accounts.inside import SAFE_METHODS, is_part, page_of, send_to
from accounts.models import User
from accounts.second_factor import has_second_factor, signed_in_for, used_second_factor
from audit.actions import record_refusal

GetResponse = Callable[[HttpRequest], HttpResponse]
Person = User | AnonymousUser

# What a person can reach before the second factor is done: what it takes to do it, and the way out.
BEFORE_SECOND_FACTOR = {
    "mfa_activate_totp",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_reauthenticate",
    "account_logout",
}

LAST_USE_EVERY = 5 * 60  # seconds

logger = logging.getLogger(__name__)


class LanguageMiddleware:
    """Pages speak the language a person chose for themselves, whatever the browser they sit at asks for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user: Person = request.user
        if isinstance(user, User) and user.language:
            translation.activate(user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class SignInMiddleware(LoginRequiredMiddleware):
    """Signing in is the rule; a view must be marked @public to be open. A session lasts one long day."""

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: tuple[Any, ...], view_kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if is_switched_off(view_func):
            raise Http404
        user: Person = request.user
        if isinstance(user, User) and signed_in_for(request, user) > settings.SESSION_COOKIE_AGE:
            logout(request)
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, _view: object
    ) -> HttpResponse:
        if request.method not in SAFE_METHODS and not is_part(request):
            messages.warning(
                request, _("You had been signed out, so what you sent was not saved. Please send it again.")
            )
        return send_to(redirect_to_login(page_of(request)).url, request)


class LastUseMiddleware:
    """When a sign-in was last used, to a few minutes: written seldom, since a film asks a hundred times."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user: Person = request.user
        key = request.session.session_key
        if isinstance(user, User) and key and self.is_due(request, user, key):
            user_agent = request.headers.get("User-Agent", "")
            actions.remember_use(session_key=key, user_agent=user_agent, by=user)
        return response

    def is_due(self, request: HttpRequest, user: User, key: str) -> bool:
        is_new = signed_in_for(request, user) < LAST_USE_EVERY
        return not is_new and cache.add(f"used:{user.pk}:{key}", 1, LAST_USE_EVERY)


class SecondFactorMiddleware:
    """No page with data before the second factor is done in this session.

    Having one is not enough: somebody else may have signed in by password alone before it was set up.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        user: Person = request.user
        if not settings.SECOND_FACTOR_REQUIRED or marker_of(view) == PUBLIC or not isinstance(user, User):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in BEFORE_SECOND_FACTOR:
            return None
        if not has_second_factor(user):
            return send_to(reverse("mfa_activate_totp"), request)
        if not used_second_factor(request, user):
            return send_to(reverse("mfa_reauthenticate"), request)
        return None


class AccessMiddleware:
    """Refuse every view without an access marker, and everyone whose roles do not allow its permission."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user: Person = request.user
        if response.status_code == HttpResponseForbidden.status_code and isinstance(user, User):
            self.remember(request, user)
        return response

    def process_view(
        self, request: HttpRequest, view: object, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> None:
        marker = marker_of(view)
        if marker == PUBLIC:
            return
        user: Person = request.user
        if not isinstance(user, User) or not lets_in(marker, user):
            raise PermissionDenied

    def remember(self, request: HttpRequest, user: User) -> None:
        """A refusal stays a refusal when the trail cannot be written; the log then says so."""
        match = request.resolver_match
        page = match.view_name if match else ""
        try:
            record_refusal(
                by=user, page=page, ids={k: str(v) for k, v in match.kwargs.items()} if match else {}
            )
        except DatabaseError:
            logger.exception("A refused request could not be written to the audit trail.")


class WrongMethodMiddleware:
    """Somebody who opens the address of a button by hand sees a page instead of an empty window."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = "text/html" in request.headers.get("Accept", "") and not is_part(request)
        if response.status_code != HttpResponseNotAllowed.status_code or not is_page:
            return response
        page = render(request, "405.html", status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page


class NoStoreMiddleware:
    """Nothing that depends on who is signed in may stay in a browser's or a proxy's cache."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Cache-Control"] = "no-store"
        return response
