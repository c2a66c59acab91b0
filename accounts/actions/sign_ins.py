"""Where somebody is signed in: begun, used, ended from elsewhere."""

from collections.abc import Iterable

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone

from accounts import rules
from accounts.browsers import browser_and_system
from accounts.models import SignIn, User
from audit.actions import record


@transaction.atomic
def note_sign_in(*, session_key: str, user_agent: str, by: User) -> None:
    SignIn.objects.filter(user=by).exclude(pk__in=[each.pk for each in rules.open_sign_ins(by)]).delete()
    remember_use(session_key=session_key, user_agent=user_agent, by=by)
    record(by=by, action="person.signed_in", subject=by)


@transaction.atomic
def remember_use(*, session_key: str, user_agent: str, by: User) -> None:
    """A changed password gives the session a new key, which counts as a sign-in of its own."""
    browser, system = browser_and_system(user_agent)
    SignIn.objects.update_or_create(
        session_key=session_key,
        defaults={"user": by, "browser": browser, "system": system, "last_used_at": timezone.now()},
    )


@transaction.atomic
def end_sign_ins(*, person: User, ending: Iterable[SignIn], by: User) -> None:
    """Whoever sits there is asked to sign in at the next click."""
    chosen = [each for each in ending if each.user_id == person.pk]
    for each in chosen:
        SessionStore().delete(each.session_key)
        each.delete()
    if chosen:
        record(by=by, action="person.sign_ins_ended", subject=person, count=len(chosen))
