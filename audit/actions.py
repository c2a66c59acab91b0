"""Write audit entries. Every other app calls `record` inside the transaction of the thing it records."""

import hashlib
import json
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from audit.middleware import current_request_id
from audit.models import Entry, Head, Outcome


def label(thing: models.Model | str) -> str:
    """`cases.case:17` for a model instance; a string stays as it is."""
    return thing if isinstance(thing, str) else f"{thing._meta.label_lower}:{thing.pk}"


def record(  # noqa: PLR0913 - an entry has this many parts
    *,
    by: models.Model | str,
    action: str,
    subject: models.Model | str,
    case: models.Model | str = "",
    purpose: str = "",
    outcome: str = Outcome.DONE,
    **detail: Any,
) -> Entry:
    """Append one entry in the caller's transaction. `detail` holds codes, numbers and ids, never names."""
    with transaction.atomic():
        head, _created = Head.objects.select_for_update().get_or_create(pk=1)
        entry = Entry(
            at=timezone.now(),
            actor=label(by),
            action=action,
            subject=label(subject),
            case=label(case) if case else "",
            purpose=purpose,
            outcome=outcome,
            detail=detail,
            request_id=current_request_id(),
            previous_hash=head.hash,
        )
        entry.hash = digest(entry)
        entry.save(force_insert=True)
        head.hash = entry.hash
        head.save(update_fields=["hash"])
    return entry


def digest(entry: Entry) -> str:
    """The entry's own hash: sha-256 over the previous hash and every other column."""
    parts = [
        entry.previous_hash,
        entry.at.isoformat(),
        entry.actor,
        entry.action,
        entry.subject,
        entry.case,
        entry.purpose,
        entry.outcome,
        json.dumps(entry.detail, sort_keys=True, separators=(",", ":")),
        entry.request_id,
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
