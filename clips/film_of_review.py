"""Times of a shared review as places in its film, once somebody said where in the film one of them stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from clips.clock import clock
from clips.models import FilmJoin
from sessions.models import Footage
from vault.frames import FrameTable, table_of
from vault.models import Recording

# Nobody begins to write before something is said.
BEFORE_IT_WAS_KEPT = timedelta(seconds=10)


@dataclass(frozen=True)
class Place:
    """A frame and what a player calls it; neither where the film is not joined, or not running."""

    frame: int | None = None
    clock: str = ""


NOWHERE = Place()


class FilmOfReview:
    def __init__(self, footage: Footage) -> None:
        self.join = FilmJoin.objects.select_related("seen").filter(footage=footage).first()
        self.table = table_or_none(footage)

    @property
    def joined_at(self) -> Place:
        return self.place(self.join.seen.at, self.join.seen.at) if self.join else NOWHERE

    def place(self, begins: datetime, ends: datetime | None) -> Place:
        """Where it begins in the film; the film's own beginning where that comes in the middle of it."""
        if self.join is None or self.table is None:
            return NOWHERE
        first = self.join.ms_of(begins)
        is_over_before = first < 0 and ends is not None and self.join.ms_of(ends) <= 0
        if is_over_before or first >= self.table.duration_ms:
            return NOWHERE
        frame = self.table.index_at(max(first, 0) / 1000)
        return Place(frame, clock(self.table.time_of(frame)))

    def just_before(self, at: datetime, earliest: datetime) -> Place:
        return self.place(max(at - BEFORE_IT_WAS_KEPT, earliest), at)


def table_or_none(footage: Footage) -> FrameTable | None:
    """None until the film is ready, and once it is destroyed."""
    recording = footage.custody.recording
    return table_of(recording) if recording.state == Recording.State.READY else None
