"""Access markers. A view without one answers 403 to everybody, and a guard test fails.

`@requires(Permission.X)` names what the role must allow; `@public` is for pages before sign-in;
`@signed_in` for pages that belong to every signed-in person. `@only_where("SETTING")` hides an address from
everybody while that setting is off.
"""

from collections.abc import Callable
from typing import TypeVar, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest

from accounts.models import User
from accounts.roles import Permission

Marker = str | frozenset[Permission]
PUBLIC = "public"
SIGNED_IN = "signed in"


class SignedInRequest(HttpRequest):
    """A request that has passed the middleware: `user` is a real account."""

    user: User


View = TypeVar("View", bound=Callable[..., object])


def requires(*permissions: Permission) -> Callable[[View], View]:
    """The signed-in person's roles must allow at least one of these."""
    return _mark(frozenset(permissions))


def signed_in(view: View) -> View:
    return _mark(SIGNED_IN)(view)


def public(view: View) -> View:
    return login_not_required(_mark(PUBLIC)(view))  # type: ignore[type-var]


def only_where(setting: str) -> Callable[[View], View]:
    """While the setting is off there is no such address, not even for those whose role would allow it."""

    def mark(view: View) -> View:
        view.only_where = setting  # type: ignore[attr-defined]
        return view

    return mark


def is_switched_off(view: object) -> bool:
    setting = getattr(view, "only_where", "")
    return bool(setting) and not getattr(settings, setting)


def marker_of(view: object) -> Marker | None:
    return cast("Marker | None", getattr(view, "access", None))


def lets_in(marker: Marker | None, user: User) -> bool:
    return marker == SIGNED_IN or (isinstance(marker, frozenset) and bool(marker & user.permissions))


def _mark(marker: Marker) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.access = marker  # type: ignore[attr-defined]
        return view

    return mark
