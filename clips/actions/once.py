"""A change whose answer the network lost is asked for again, and must not be made twice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from clips.history import hold
from clips.models import AnsweredRequest
from sessions.models import Footage

KEPT = timedelta(days=1)


def make_once(
    *, key: UUID | None, footage: Footage, by: User, make: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """What `make` gives, or gave when the same person asked under the same key for the first time.

    Two that arrive together wait for each other. What is refused is not remembered: it may be asked again.
    """
    if key is None:
        return make()
    refusal: ValidationError | None = None
    with transaction.atomic():
        hold(footage.filmed_session.cycle_id)
        known = AnsweredRequest.objects.filter(key=key, footage=footage, by=by).first()
        if known:
            return dict(known.made)
        try:
            made = make()
        except ValidationError as error:
            refusal = error  # what the action has written about the refusal stays
        else:
            AnsweredRequest.objects.create(key=key, footage=footage, by=by, made=made)
    if refusal:
        raise refusal
    return made


def forget_answers() -> None:
    AnsweredRequest.objects.filter(at__lt=timezone.now() - KEPT).delete()
