"""How often one network address may ask for a page that is open to everybody."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

MINUTE = 60


def asks_too_often(request: HttpRequest, *, page: str, per_minute: int) -> bool:
    """Counted by the minute of the clock; this request counts too."""
    key = f"asked:{page}:{get_adapter().get_client_ip(request)}:{int(time.time()) // MINUTE}"
    if cache.add(key, 1, 2 * MINUTE):
        return per_minute < 1
    try:
        return cache.incr(key) > per_minute
    except ValueError:  # forgotten by the cache in this very moment
        return False
