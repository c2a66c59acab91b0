"""What stood on the screen of a shared review and what was kept meanwhile, with its place in the film."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from cases.models import Person
from clips.clock import clock
from clips.film_of_review import NOWHERE, FilmOfReview, Place, table_or_none
from clips.models import OnScreen, Reflection, ShownClip, Sign
from clips.models.reviews import by_name
from sessions.models import FilmedSession, Footage
from vault.frames import FrameTable

# The last picture has no end: words still belong to it for as long as a film of a review may last.
LONGEST = timedelta(hours=2)


@dataclass(frozen=True)
class Reader:
    """How somebody reads it. `heard`: whose words and signs they may know of, None for everybody's."""

    words: Callable[[str], str] = str
    called: Callable[[Person], str] = by_name
    heard: frozenset[int] | None = None

    def hears(self, person_id: int) -> bool:
        return self.heard is None or person_id in self.heard


GUIDER = Reader()


@dataclass(frozen=True)
class Picture:
    """It stood still, or the clip played on from it. `second` is empty once the film of the clip is gone."""

    second: str
    is_playing: bool
    place: Place


@dataclass(frozen=True)
class Kept:
    """Words and who said them; of a sign only the latter."""

    at: datetime
    words: str
    under: str
    place: Place = NOWHERE


@dataclass(frozen=True)
class Appearance:
    """A clip from when it came on the screen until another did."""

    first: OnScreen
    name: str
    place: Place
    pictures: list[Picture]
    kept: list[Kept]


@dataclass(frozen=True)
class ScreenTimes:
    film: FilmOfReview
    appearances: list[Appearance]


@dataclass(frozen=True)
class Stretch:
    """The rows of one appearance, and when another clip came: None for the last."""

    rows: list[OnScreen]
    ends: datetime | None

    @property
    def begins(self) -> datetime:
        return self.rows[0].at

    def holds(self, at: datetime) -> bool:
        return self.begins <= at < (self.ends or self.rows[-1].at + LONGEST)


def screen_times(footage: Footage, reader: Reader = GUIDER) -> ScreenTimes:
    """For one film of a review."""
    film, review = FilmOfReview(footage), footage.filmed_session
    shown = {clip.pk: clip for clip in review.shown_clips.select_related("footage__custody__recording")}
    tables = {clip.footage_id: table_or_none(clip.footage) for clip in shown.values()}
    kept = _kept(review, reader)
    appearances = []
    for stretch in stretches(review):
        clip = shown[stretch.rows[0].shown_id]
        appearances.append(
            Appearance(
                stretch.rows[0],
                reader.words(clip.name),
                film.place(stretch.begins, stretch.ends),
                _pictures(stretch, film, clip, tables[clip.footage_id]),
                [
                    replace(one, place=film.just_before(one.at, stretch.begins))
                    for one in kept
                    if stretch.holds(one.at)
                ],
            )
        )
    return ScreenTimes(film, appearances)


def stretches(review: FilmedSession) -> list[Stretch]:
    """One for each time a clip came on the screen. On a blank screen there is none."""
    rows = OnScreen.objects.filter(shown__filmed_session=review).order_by("at", "pk")
    groups = [list(group) for _shown, group in groupby(rows, lambda row: row.shown_id)]
    ends = [*(group[0].at for group in groups[1:]), None]
    made = [Stretch(group, end) for group, end in zip(groups, ends, strict=False)]
    return [stretch for stretch in made if not all(row.is_blank for row in stretch.rows)]


def _pictures(
    stretch: Stretch, film: FilmOfReview, shown: ShownClip, table: FrameTable | None
) -> list[Picture]:
    until = [*(row.at for row in stretch.rows[1:]), stretch.ends]
    return [
        Picture(_second(table, shown, row.frame), row.is_playing, film.place(row.at, end))
        for row, end in zip(stretch.rows, until, strict=True)
        if not row.is_blank
    ]


def _second(table: FrameTable | None, shown: ShownClip, frame: int) -> str:
    if table is None:
        return ""
    first, wanted = (min(each, table.count - 1) for each in (shown.in_frame, shown.in_frame + frame))
    return clock(table.time_of(wanted) - table.time_of(first))


def _kept(review: FilmedSession, reader: Reader) -> list[Kept]:
    """In order of time. What was written up on the record, not while it was said, has no key and no place."""
    said = Reflection.objects.filter(shown__filmed_session=review, key__isnull=False)
    signs = Sign.objects.filter(shown__filmed_session=review).select_related("person")
    made = [
        Kept(each.created_at, reader.words(each.words), each.under_with(reader.called))
        for each in said.select_related("said_by", "noticed_by")
        if reader.hears(each.said_by_id)
    ]
    made += [
        Kept(each.at, "", each.under_with(reader.called)) for each in signs if reader.hears(each.person_id)
    ]
    return sorted(made, key=lambda one: one.at)
