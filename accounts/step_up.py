"""Asking once more who is there, before something leaves Attune or somebody's access grows.

`@asks_again()` stands under the access marker of a view. A proof of the last five minutes is enough; a form
that was sent too late is kept and sent on once the proof is given.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from allauth.account import app_settings
from allauth.account.internal.flows.reauthentication import suspend_request
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode

from accounts.access import SignedInRequest, lets_in, marker_of
from accounts.inside import is_part, page_of, send_to
from accounts.models import User
from accounts.second_factor import seconds_since_proof

ALL = ("GET", "HEAD", "POST")
CHANGES = ("POST",)  # the page may be read, and asks when something on it changes

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def proof_is_old(request: SignedInRequest, user: User) -> bool:
    return seconds_since_proof(request, user) > float(app_settings.REAUTHENTICATION_TIMEOUT)


def asks_again(methods: tuple[str, ...] = ALL) -> Callable[[View], View]:
    def mark(view: View) -> View:
        @wraps(view)
        def asked(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in methods and proof_is_old(request, request.user):
                return _ask(request)
            # What was kept is sent on without passing the middleware, so the role is asked for here too.
            if not lets_in(marker_of(asked), request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        asked.asked_again_for = methods  # type: ignore[attr-defined]
        return cast("View", asked)

    return mark


def asked_again_for(view: object) -> tuple[str, ...]:
    return cast("tuple[str, ...]", getattr(view, "asked_again_for", ()))


def _ask(request: SignedInRequest) -> HttpResponse:
    page = reverse("account_reauthenticate")
    if is_part(request):
        return send_to(f"{page}?{urlencode({REDIRECT_FIELD_NAME: page_of(request)})}", request)
    return cast("HttpResponse", suspend_request(request, page))
