"""Write audit entries. Every other app calls `record` inside the transaction of the thing it records."""

import hashlib
import json
from datetime import UTC, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from audit.middleware import current_request_id
from audit.models import Entry, Head, Outcome

ONE_REQUEST = timedelta(minutes=10)


def label(thing: models.Model | str) -> str:
    """`cases.case:17` for a model instance; a string stays as it is."""
    return thing if isinstance(thing, str) else f"{thing._meta.label_lower}:{thing.pk}"


def record(
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
        return record_behind(
            head=hold_trail(),
            by=by,
            action=action,
            subject=subject,
            case=case,
            purpose=purpose,
            outcome=outcome,
            **detail,
        )


def hold_trail() -> Head:
    """The end of the trail, locked until the caller's transaction ends."""
    head, _created = Head.objects.select_for_update().get_or_create(pk=1)
    return head


def record_behind(
    *,
    head: Head,
    by: models.Model | str,
    action: str,
    subject: models.Model | str,
    case: models.Model | str = "",
    purpose: str = "",
    outcome: str = Outcome.DONE,
    **detail: Any,
) -> Entry:
    """As `record`, where the caller holds the trail already."""
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


def record_refusal(*, by: models.Model, page: str, ids: dict[str, str]) -> None:
    """One entry for a refused request, unless the refusal itself has written one already."""
    written = Entry.objects.filter(
        actor=label(by),
        at__gte=timezone.now() - ONE_REQUEST,
        request_id=current_request_id(),
        outcome=Outcome.REFUSED,
    )
    if not written.exists():
        record(by=by, action="page.refused", subject=f"page:{page}"[:96], outcome=Outcome.REFUSED, ids=ids)


def digest(entry: Entry) -> str:
    """The entry's own hash: sha-256 over the previous hash and every other column."""
    parts = [
        entry.previous_hash,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor,
        entry.action,
        entry.subject,
        entry.case,
        entry.purpose,
        entry.outcome,
        entry.detail,
        entry.request_id,
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
