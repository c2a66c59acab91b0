"""How many films and clips one person opens in an hour: unusually many are written down, and more must wait.

A film that is played is asked for in many parts; it counts once in ten minutes and plays to its end. A shared
review is never interrupted: its clips count, and are always shown.
"""

import logging

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import RedisError

from accounts.models import User
from audit.actions import record
from consent.scopes import Purpose
from vault.models import SealedFile

ONE_VIEWING, ONE_HOUR = 600, 3600

logger = logging.getLogger(__name__)


def must_wait(*, user: User, file: SealedFile, purpose: Purpose) -> bool:
    """Whether this hour's number is used up. Without the counter nobody waits: every read is in the trail."""
    try:
        return _is_too_much(user, file, purpose)
    except (RedisError, ValueError):
        logger.warning("Openings of film could not be counted")
        return False


def _is_too_much(user: User, file: SealedFile, purpose: Purpose) -> bool:
    hour = f"{timezone.now():%Y%m%d%H}"
    viewing, counter = f"viewing:{user.pk}:{file.pk}", f"openings:{user.pk}:{hour}"
    if not cache.add(viewing, 1, ONE_VIEWING):
        return False
    cache.add(counter, 0, ONE_HOUR)
    opened = cache.incr(counter)
    if opened <= settings.OPENINGS_AN_HOUR:
        return False
    if cache.add(f"told:{user.pk}:{hour}", 1, ONE_HOUR):
        record(by=user, action="film.read_often", subject=user, openings=opened)
    if purpose == Purpose.SHARED_REVIEW:
        return False
    cache.delete(viewing)
    return True
