"""Visits as calendar programs read them (RFC 5545). Nothing in it says who, or which case."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Visit

CONTENT_TYPE = "text/calendar; charset=utf-8"
LONGEST_LINE = 75
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar(visits: Iterable[Visit], *, cancelled: frozenset[int] = frozenset()) -> bytes:
    """`cancelled` are visits that will not be held though nobody has said so yet."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Attune//Visits//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(_('Visits'))}",
        f"X-WR-CALNAME:{escaped(_('Visits'))}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    for visit in visits:
        lines += _event(visit, is_off=visit.is_cancelled or visit.pk in cancelled)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(visit: Visit, *, is_off: bool) -> list[str]:
    summary = _("Visit (%(purpose)s)") % {"purpose": str(visit.get_purpose_display()).lower()}
    return [
        "BEGIN:VEVENT",
        f"UID:{visit.uid}",
        f"DTSTAMP:{_utc(visit.changed_at)}",
        f"SEQUENCE:{visit.sequence}",
        *_times(visit),
        f"SUMMARY:{escaped(summary)}",
        f"LOCATION:{escaped(visit.where)}",
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


def _times(visit: Visit) -> list[str]:
    """Without a time of its own a visit stands on its day and blocks nothing."""
    if visit.starts_at is None:
        after = visit.day + timedelta(days=1)
        return [
            f"DTSTART;VALUE=DATE:{visit.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{after:%Y%m%d}",
            "TRANSP:TRANSPARENT",
        ]
    begins = timezone.make_aware(datetime.combine(visit.day, visit.starts_at))
    return [f"DTSTART:{_utc(begins)}", f"DTEND:{_utc(begins + timedelta(minutes=visit.minutes))}"]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    return text.translate(ESCAPED)


def folded(line: str) -> str:
    """At most 75 bytes on a line; what follows begins with a space. No character is cut in two."""
    pieces, room = [""], LONGEST_LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append("")
            room = LONGEST_LINE - 1
        pieces[-1] += character
        room -= size
    return "\r\n ".join(pieces)
