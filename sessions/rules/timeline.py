"""What the case page tells of its cycles, read in a fixed number of queries.

Clips, selections and submissions belong to apps above; they are reached by the names of their relations.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import Case
from consent.models import Custody
from consent.rules import GIVEN, standing
from sessions.models import Cycle, FilmedSession, Footage
from vault.models import Recording
from vault.rules import drawn_strips, has_strip

State = Recording.State
TONES = {
    State.READY: "good",
    State.FAILED: "stop",
    State.DESTROYED: "",
    State.SHUT: "",
    State.CLIPS: "",
    State.RECEIVING: "wait",
}
COMING = frozenset({State.WAITING, State.WORKING})


@dataclass(frozen=True)
class Picture:
    """One cell of the film strip: where it lies on the sheet."""

    x: int
    y: int
    width: int
    height: int
    sheet_width: int
    sheet_height: int

    @property
    def view_box(self) -> str:
        return f"{self.x} {self.y} {self.width} {self.height}"


@dataclass(frozen=True)
class FilmCard:
    footage: Footage
    state: str
    label: str
    tone: str
    waits_for: tuple[str, ...]
    picture: Picture | None
    clips: int


@dataclass(frozen=True)
class Meeting:
    filmed_session: FilmedSession
    films: list[FilmCard]


@dataclass(frozen=True)
class CycleCard:
    cycle: Cycle
    filmings: list[Meeting]
    reviews: list[Meeting]
    chosen: int
    supervision: str
    verdict: str
    # Of the own practice: what the group has before it now.
    showing: Any = None

    @property
    def ready_film(self) -> Footage | None:
        return next((card.footage for card in self.films if card.state == State.READY), None)

    @property
    def films(self) -> list[FilmCard]:
        return [card for meeting in self.usable_filmings for card in meeting.films]

    @property
    def usable_filmings(self) -> list[Meeting]:
        return [meeting for meeting in self.filmings if not meeting.filmed_session.nothing_usable]

    @property
    def open_review(self) -> FilmedSession | None:
        sessions = [meeting.filmed_session for meeting in self.reviews]
        return next((review for review in sessions if review.finished_at is None), None)

    @property
    def reviewed(self) -> bool:
        return any(meeting.filmed_session.finished_at for meeting in self.reviews)

    @property
    def is_open(self) -> bool:
        return self.cycle.state == Cycle.State.OPEN


def cycle_cards(case: Case) -> list[CycleCard]:
    agreed = standing(case)
    return [_cycle_card(cycle, agreed) for cycle in _cycles(case)]


def picture_of(recording: Recording) -> Picture | None:
    """A cell from about a third into the film, where people usually have begun."""
    layout = recording.strip_layout
    if recording.state != State.READY or not layout or not layout.get("frames") or not has_strip(recording):
        return None
    cells, columns = len(layout["frames"]), layout["columns"]
    width, height = layout["cell"]
    row, column = divmod(cells // 3, columns)
    rows = -(-cells // columns)
    return Picture(column * width, row * height, width, height, min(columns, cells) * width, rows * height)


def waits_for(custody: Custody, agreed: dict[tuple[int, str], str]) -> tuple[str, ...]:
    """Whose consent this film still waits for, by name."""
    people = [appearance.person for appearance in custody.appearances.all()]
    return tuple(person.name for person in people if agreed.get((person.pk, custody.base_scope)) != GIVEN)


def _cycles(case: Case) -> list[Cycle]:
    films = (
        Footage.objects.select_related("custody__recording")
        .defer("custody__recording__frame_table")
        .annotate(clip_count=Count("clips"))
        .prefetch_related(
            "custody__appearances__person", Prefetch("custody__recording__files", drawn_strips())
        )
    )
    meetings = (
        FilmedSession.objects.select_related("visit")
        .order_by("held_on", "pk")
        .prefetch_related(Prefetch("footage", films))
    )
    return list(
        case.cycles.order_by("number").prefetch_related(
            Prefetch("filmed_sessions", meetings),
            "selection__chosen",
            "selection__submissions__decision",
            "showings",
        )
    )


def _cycle_card(cycle: Cycle, agreed: dict[tuple[int, str], str]) -> CycleCard:
    meetings = [
        Meeting(meeting, [film_card(film, agreed) for film in meeting.footage.all()])
        for meeting in cycle.filmed_sessions.all()
    ]
    selection: Any = getattr(cycle, "selection", None)
    brought = selection.submissions.all() if selection else []
    submissions = [submission for submission in brought if submission.kind == "chosen"]
    sentence, verdict = _supervision(cycle, submissions)
    kinds = FilmedSession.Kind
    return CycleCard(
        cycle=cycle,
        filmings=[meeting for meeting in meetings if meeting.filmed_session.kind == kinds.FILMING],
        reviews=[meeting for meeting in meetings if meeting.filmed_session.kind == kinds.SHARED_REVIEW],
        chosen=len(selection.chosen.all()) if selection else 0,
        supervision=sentence,
        verdict=verdict,
        showing=next((each for each in cycle.showings.all() if each.ended_at is None), None),
    )


def _supervision(cycle: Cycle, submissions: list[Any]) -> tuple[str, str]:
    if not submissions:
        return "", ""
    decision = getattr(submissions[-1], "decision", None)
    if decision is None and cycle.state == Cycle.State.ABANDONED:
        return _("Taken back from your supervisor"), "withdrawn"
    if decision is None:
        return _("Waiting for your supervisor"), "waiting"
    if decision.verdict == "released":
        return _("Released by your supervisor"), "released"
    return _("Returned with remarks"), "returned"


def film_card(footage: Footage, agreed: dict[tuple[int, str], str]) -> FilmCard:
    recording = footage.custody.recording
    waiting = waits_for(footage.custody, agreed) if recording.state not in Recording.OVER else ()
    clips = getattr(footage, "clip_count", 0)
    return FilmCard(
        footage=footage,
        state=recording.state,
        label=_("Waiting for consent") if waiting else _label(recording, clips),
        tone="wait" if waiting else TONES.get(State(recording.state), "news"),
        waits_for=waiting,
        picture=None if waiting else picture_of(recording),
        clips=clips,
    )


def _label(recording: Recording, clips: int) -> str:
    if recording.state in COMING:
        return _("Being prepared")
    if recording.state == State.RECEIVING:
        return _("Upload not finished")
    if recording.state == State.READY and clips:
        return ngettext("%(count)d clip", "%(count)d clips", clips) % {"count": clips}
    return str(recording.get_state_display())
