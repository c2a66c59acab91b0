"""The address of one's own calendar: made, renewed, taken back."""

import secrets

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from cases.models import CalendarFeed
from cases.rules import hash_of


@transaction.atomic
def renew_feed(*, by: User) -> str:
    """A new secret, told this once. The one before opens nothing any more."""
    token = secrets.token_urlsafe(32)
    facts = {"token_sha256": hash_of(token), "made_at": timezone.now()}
    feed, _made = CalendarFeed.objects.update_or_create(user=by, defaults=facts)
    record(by=by, action="calendar.renewed", subject=feed)
    return token


@transaction.atomic
def revoke_feed(*, by: User) -> None:
    """Doing it twice changes nothing."""
    feed = CalendarFeed.objects.select_for_update().filter(user=by).first()
    if feed is not None:
        record(by=by, action="calendar.revoked", subject=feed)
        feed.delete()
