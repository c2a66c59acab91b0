"""Every address has a name, is a noun and says who may come in."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from accounts.access import PUBLIC, marker_of

VERBS = {
    "create",
    "edit",
    "delete",
    "update",
    "add",
    "remove",
    "submit",
    "approve",
    "reject",
    "withdraw",
    "retry",
}
BEFORE_SIGN_IN = {"account_login", "account_logout", "mfa_authenticate", "account_inactive"}
# A load balancer asks whether the process lives; the answer holds no data.
# Calendar programs cannot sign in; an address that nobody can guess opens when and what for (ADR 34).
OPEN = {"alive", "calendar-feed", "language"}


def test_every_view_says_who_may_come_in() -> None:
    assert [route for route, pattern in patterns() if marker_of(pattern.callback) is None] == []


def test_only_the_pages_of_signing_in_are_public() -> None:
    """Invitations and lost passwords belong to signing in; anything else public must be argued for here."""
    public = {pattern.name for _route, pattern in patterns() if marker_of(pattern.callback) == PUBLIC}
    assert {name for name in public if not is_signing_in(str(name))} == OPEN


def test_every_address_has_one_name() -> None:
    names = [pattern.name for _route, pattern in patterns()]
    assert [route for route, pattern in patterns() if not pattern.name] == []
    assert sorted(names) == sorted(set(names))


def test_addresses_are_nouns() -> None:
    assert [route for route, _pattern in patterns() if VERBS & set(route.strip("/").split("/"))] == []


def is_signing_in(name: str) -> bool:
    return name in BEFORE_SIGN_IN or name.startswith(("invitation", "account_reset_password"))


def patterns(
    entries: list[URLPattern | URLResolver] | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    for entry in get_resolver().url_patterns if entries is None else entries:
        route = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns, route)
        else:
            yield route, entry
