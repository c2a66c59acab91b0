"""Join the film of a shared review to what stood on the screen: the clocks of both agree at one place."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clips.joining_rules import check_can_join, check_can_part
from clips.models import FilmJoin, OnScreen
from sessions.models import Footage
from vault.frames import table_of


@transaction.atomic
def join_film(*, footage: Footage, seen: OnScreen, frame: int, by: User) -> FilmJoin:
    """At this frame of the film `seen` came on the screen. What was said of it before goes."""
    Footage.objects.select_for_update().get(pk=footage.pk)
    check_can_join(by, footage, seen, frame)
    at_ms = round(table_of(footage.custody.recording).time_of(frame) * 1000)
    made, _is_new = FilmJoin.objects.update_or_create(
        footage=footage, defaults={"seen": seen, "at_ms": at_ms, "joined_by": by}
    )
    record(by=by, action="film.joined", subject=footage, case=footage.custody.case, seen=seen.pk, at_ms=at_ms)
    return made


@transaction.atomic
def part_film(*, footage: Footage, by: User) -> None:
    """Take the join away again. Doing it twice changes nothing."""
    check_can_part(by, footage)
    gone, _rows = FilmJoin.objects.filter(footage=footage).delete()
    if gone:
        record(by=by, action="film.parted", subject=footage, case=footage.custody.case)
