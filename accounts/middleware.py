"""The doors every request passes: second factor, access marker, no caching."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.access import PUBLIC, SIGNED_IN, marker_of
from accounts.models import User

GetResponse = Callable[[HttpRequest], HttpResponse]


class AccessMiddleware:
    """Refuse every view that has no access marker, and every person whose roles do not allow its permission."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> None:
        marker = marker_of(view)
        if marker == PUBLIC:
            return
        user: User | AnonymousUser = request.user
        if marker is None or not isinstance(user, User):
            raise PermissionDenied
        if isinstance(marker, frozenset) and not marker & user.permissions:
            raise PermissionDenied
        if marker != SIGNED_IN and not isinstance(marker, frozenset):
            raise PermissionDenied


class SecondFactorMiddleware:
    """Send a signed-in person without a second factor to set one up, before any page with data."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class NoStoreMiddleware:
    """Nothing that depends on who is signed in may stay in a browser's or a proxy's cache."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Cache-Control"] = "no-store"
        return response
