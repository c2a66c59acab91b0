"""Films in custody and answers given, as plain rows. Tests about signing call the action."""

import hashlib
import uuid
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import Authority, Case, Person
from consent.actions import ensure_form
from consent.models import Appearance, ConsentRecord, Custody, Grant, Paper, ScopeDecision
from consent.scopes import Purpose
from vault import files, keys
from vault.models import Recording, SealedFile
from vault.notes import seal_note

DRAWING = b"\x89PNG\r\n\x1a\n" + bytes(64)


SCAN = b"%PDF-1.4 signed by hand"
PHOTOGRAPH = b"\xff\xd8\xff\xe0 a page on a table"
SOUND = b"OggS yes, that is fine"


def film(
    case: Case, *people: Person, kind: str = "interaction", state: str = "waiting", **fields: Any
) -> Custody:
    """A film of the case with these people in the picture. It has no bytes."""
    destroyed_at = timezone.now() if state == Recording.State.DESTROYED else None
    measured = (
        {"frame_count": 25, "duration_ms": 1000, "frame_table": b"-"}
        if state == Recording.State.READY
        else {}
    )
    recording = Recording.objects.create(
        key=uuid.uuid4(), kind=kind, state=state, destroyed_at=destroyed_at, **measured
    )
    custody = Custody.objects.create(recording=recording, case=case, **fields)
    for person in people:
        Appearance.objects.create(
            custody=custody, person=person, added_at=fields.get("received_at", timezone.now())
        )
    return custody


def answers(case: Case, person: Person, on: Authority | None = None, **scopes: str) -> ConsentRecord:
    """`answers(case, person, film="given")`, signed by the person or `on` an authority."""
    signed = ConsentRecord.objects.create(
        case=case,
        person=person,
        form=ensure_form(case.organisation),
        signer=on.holder if on else person,
        ground=on.kind if on else ConsentRecord.Ground.OWN,
        authority=on,
        witness=case.guider,
    )
    for scope, answer in scopes.items():
        ScopeDecision.objects.create(record=signed, scope=scope, answer=answer)
    return signed


def grant(custody: Custody, user: User, purpose: Purpose = Purpose.SUPERVISION, **fields: Any) -> Grant:
    given = {"given_by": custody.case.guider} | fields
    return Grant.objects.create(custody=custody, user=user, purpose=purpose, **given)


def authority(
    holder: Person, over: Person, kind: str = "parental_responsibility", **fields: Any
) -> Authority:
    document = "" if kind == "parental_responsibility" else "Placement plan of 3 March"
    return Authority.objects.create(holder=holder, over=over, kind=kind, **({"document": document} | fields))


def scanned(authority: Authority, case: Case) -> Paper:
    """Its document, sealed."""
    note = seal_note(case_key=case.key, content=SCAN, content_type="application/pdf")
    return Paper.objects.create(
        case=case, kind="authority", authority=authority, note=note, added_by=case.guider
    )


def sealed_film(
    case: Case, people: Iterable[Person], content: bytes, role: str = "working", kind: str = "interaction"
) -> tuple[Custody, SealedFile]:
    """A film that can be played, with `content` really sealed in the vault."""
    custody = film(case, *people, kind=kind)
    keys.ensure_case_key(case.key)
    recording = custody.recording
    recording.key = keys.create_under(case.key)
    recording.save(update_fields=["key"])
    content_type = "video/mp4" if role in ("working", "clip", "original") else "image/jpeg"
    made = files.begin(recording=recording, role=role, content_type=content_type)
    files.append(file=made, start=0, pieces=[content], total=len(content))
    made.refresh_from_db()
    made.sha256, made.complete = hashlib.sha256(content).hexdigest(), True
    made.save(update_fields=["sha256", "complete"])
    return custody, made
