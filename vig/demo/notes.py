"""A few notes and one document, in the case whose shared review was held."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from cases.actions import keep_draft, sign_note
from cases.models import Case, NoteVersion
from cases.rules import NoteFacts
from consent.actions import add_document
from vig.demo.casework import DOCUMENT
from vig.demo.people import Cast

FIRST = (
    "First meeting at home. What went well: they showed me the corner where they play, and Finch looked up "
    "each time he was spoken to.\n\nNext small step: film ten minutes after {when}."
)


def tell_all(cast: Cast) -> None:
    case = cast.guider.cases.get(
        participations__person__name="Clover Example", participations__is_client=True
    )
    first = _sign(case, "contact", 42, FIRST.format(when="breakfast"))
    _sign(case, "contact", 42, FIRST.format(when="the nap"), first, "A call: after the nap it is calmer.")
    _sign(case, "telephone", 30, "A call. She has noticed that he waits for her before he answers.")
    _sign(case, "reflection", 4, "I talked less this time, and they found the second clip by themselves.")
    begun = _facts("contact", 0, "To bring next time: the stills, and")
    keep_draft(case=case, key=uuid4(), facts=begun, version=0, by=case.guider)
    add_document(
        case=case,
        kind="summary",
        title="Agreed summary for the health visitor",
        dated_on=timezone.localdate() - timedelta(days=3),
        scans=[DOCUMENT],
        by=case.guider,
    )


def _sign(
    case: Case, kind: str, days_ago: int, words: str, amends: NoteVersion | None = None, reason: str = ""
) -> NoteVersion:
    facts = _facts(kind, days_ago, words, reason)
    return sign_note(case=case, key=uuid4(), facts=facts, version=0, amends=amends, by=case.guider)


def _facts(kind: str, days_ago: int, words: str, reason: str = "") -> NoteFacts:
    day = timezone.localdate() - timedelta(days=days_ago)
    return NoteFacts(kind=kind, about_on=day, words=words, reason=reason)
