"""A refusal becomes a sentence on the page that comes next."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError

from accounts.access import SignedInRequest


@contextmanager
def told(request: SignedInRequest) -> Iterator[None]:
    try:
        yield
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
