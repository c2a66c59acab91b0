"""What is kept while a shared review is held: words as they are typed, signs, and what stood on the screen.

The page names each thing by a key, so that what is sent twice is kept once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from cases.models import Person
from clips.actions.reviews import open_review
from clips.models import OnScreen, Reflection, ShownClip, Sign
from clips.review_rules import check_speaker
from sessions.models import FilmedSession


@dataclass(frozen=True)
class Beside:
    """What may be said beside somebody's words, and need not be."""

    about: str = ""
    contact: str = ""
    noticed_by: Person | None = None


NOTHING = Beside()


@transaction.atomic
def keep_words(
    *,
    key: UUID,
    shown: ShownClip,
    said_by: Person,
    words: str,
    by: User,
    beside: Beside = NOTHING,
    begun_at: datetime | None = None,
) -> None:
    """What somebody says about a clip, as far as it is typed. No words left: it goes."""
    review = open_review(shown.filmed_session, by)
    known = Reflection.objects.select_related("shown").filter(key=key).first()
    if known and known.shown.filmed_session_id != review.pk:
        raise ValidationError(_("This could not be read. Load the page again."))
    for person in filter(None, (said_by, beside.noticed_by)):
        check_speaker(review, person)
    if not words.strip():
        if known:
            record(by=by, action="reflection.removed", subject=known, case=review.cycle.case)
            known.delete()
        return
    kept = known or Reflection(key=key, created_at=begun_at or timezone.now())
    kept.shown, kept.said_by, kept.words = shown, said_by, words.strip()
    kept.about, kept.contact, kept.noticed_by = beside.about, beside.contact, beside.noticed_by
    kept.save()
    action = "reflection.changed" if known else "reflection.written"
    record(by=by, action=action, subject=kept, case=review.cycle.case)


@transaction.atomic
def note_sign(
    *, key: UUID, shown: ShownClip, frame: int, person: Person, kind: str, at: datetime, by: User
) -> None:
    review = open_review(shown.filmed_session, by)
    check_speaker(review, person)
    if Sign.objects.filter(key=key).exists():
        return
    made = Sign.objects.create(key=key, shown=shown, frame=_in(shown, frame), person=person, kind=kind, at=at)
    record(by=by, action="sign.noted", subject=made, case=review.cycle.case)


@transaction.atomic
def change_sign(*, sign: Sign, contact: str, by: User) -> None:
    """Whether it was an initiative or a reception; empty: not said."""
    review = open_review(sign.shown.filmed_session, by)
    if sign.contact == contact:
        return
    sign.contact = contact
    sign.save(update_fields=["contact"])
    record(by=by, action="sign.changed", subject=sign, case=review.cycle.case)


@transaction.atomic
def remove_sign(*, sign: Sign, by: User) -> None:
    review = open_review(sign.shown.filmed_session, by)
    record(by=by, action="sign.removed", subject=sign, case=review.cycle.case)
    sign.delete()


@transaction.atomic
def keep_screen(*, review: FilmedSession, seen: Iterable[OnScreen], by: User) -> None:
    """What stood on the screen from when on."""
    review = open_review(review, by)
    for row in seen:
        row.frame = _in(row.shown, row.frame)
    made = OnScreen.objects.bulk_create(seen, ignore_conflicts=True)
    record(by=by, action="review.seen", subject=review, case=review.cycle.case, times=len(made))


def _in(shown: ShownClip, frame: int) -> int:
    """Frames are counted from the beginning of the clip."""
    return min(frame, shown.out_frame - shown.in_frame - 1)
