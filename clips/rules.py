"""Who may make clips of a film, and what a moment, a clip and a selection may be."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Person
from cases.rules import is_in_charge
from clips.models import LONGEST_BEFORE, Clip, Moment, Still, StudioSettings, Turn
from clips.principles import CODES
from consent.models import Appearance
from consent.rules import permits
from consent.scopes import Purpose
from sessions.models import Cycle, FilmedSession, Footage
from vault.frames import FrameTable
from vault.models import Job, Recording

# Guidance only: a hint on the screen, never a refusal.
GOOD_LENGTH = (10, 30)
GOOD_NUMBER = 3
MOST_TURNS = 40
# Seconds of what came just before a clip that the studio offers.
BEFORE_CHOICES = (5, 10, LONGEST_BEFORE)


class UnableToPrepare(Exception):
    """Clips of this film cannot be made now; `reasons` are sentences for people."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


class Conflict(Exception):
    """The clip or moment was changed meanwhile by somebody else, or in another window."""

    def __init__(self, current: Clip | Moment) -> None:
        super().__init__(_("This was changed in another window. Both versions are kept until you choose."))
        self.current = current


class OrderConflict(Exception):
    """The selection was changed meanwhile; `order` holds the ids of its clips as they stand now."""

    def __init__(self, order: list[int]) -> None:
        super().__init__(_("The selection was changed in another window. Load the page again to see it."))
        self.order = order


class Overtaken(ValidationError):
    """What should be undone or done again was changed since."""

    def __init__(self) -> None:
        super().__init__(
            _("This was changed again since, so it stays as it is. The step before it can still be undone.")
        )


def settings_of(user: User) -> StudioSettings:
    """As saved, or as everybody begins."""
    return StudioSettings.objects.filter(user=user).first() or StudioSettings(user=user)


def check_can_prepare(user: User, footage: Footage) -> None:
    verdict = permits(user=user, purpose=Purpose.PREPARATION, custody=footage.custody)
    if not verdict.allowed:
        raise UnableToPrepare(*verdict.reasons)
    if footage.custody.recording.state != Recording.State.READY:
        raise UnableToPrepare(_("This film is not ready yet. Clips can be made as soon as it can be played."))


def check_can_choose(user: User, clip: Clip) -> None:
    check_can_prepare(user, clip.footage)
    filmed = clip.footage.filmed_session
    if filmed.kind == FilmedSession.Kind.SHARED_REVIEW:
        raise UnableToPrepare(
            _("Clips of a review film are for supervision. Put them on the shortlist instead.")
        )
    check_cycle_is_open(filmed.cycle)


def check_can_remove(user: User, clip: Clip) -> None:
    """A clip of a finished cycle's selection stays, like the selection."""
    check_can_prepare(user, clip.footage)
    if hasattr(clip, "chosen"):
        check_cycle_is_open(clip.footage.filmed_session.cycle)


def check_can_order(user: User, cycle: Cycle) -> None:
    if not is_in_charge(user, cycle.case):
        raise UnableToPrepare(_("Only the guider in charge of this case can change the selection."))
    check_cycle_is_open(cycle)


def check_cycle_is_open(cycle: Cycle) -> None:
    if cycle.state != Cycle.State.OPEN:
        raise UnableToPrepare(
            _("This cycle is finished, so its selection stays as it was. Choose clips in an open cycle.")
        )


def check_frame(recording: Recording, frame: int) -> None:
    if not 0 <= frame < frames_in(recording):
        raise ValidationError(_("This moment lies outside the film."))


def check_not_kept(still: Still) -> None:
    if still.keepsake_pictures.exists():
        raise UnableToPrepare(_("This picture is chosen to keep. Take it out of the keepsake first."))


def check_range(recording: Recording, in_frame: int, out_frame: int) -> None:
    if in_frame < 0 or out_frame > frames_in(recording):
        raise ValidationError(_("This clip reaches outside the film."))
    if out_frame <= in_frame:
        raise ValidationError(_("A clip must end after it begins."))


def check_version(current: Clip | Moment, version: int) -> None:
    if current.version != version:
        raise Conflict(current)


def check_principle(code: str) -> None:
    if code not in CODES:
        raise ValidationError(_("This is neither one of the six principles nor one of their descriptors."))


def check_subject(clip: Clip, person: Person) -> None:
    check_in_the_film(clip, {person.pk})


def check_in_the_film(clip: Clip, people: Collection[int]) -> None:
    seen = Appearance.objects.filter(custody=clip.footage.custody, person__in=people)
    if seen.values("person").distinct().count() != len(people):
        raise ValidationError(_("This person is not in the film. Say who is in the picture first."))


def check_before(seconds: int) -> None:
    if not 0 <= seconds <= LONGEST_BEFORE:
        raise ValidationError(_("At most 20 seconds of what came just before can be kept with a clip."))


def frame_before(table: FrameTable, in_frame: int, seconds: int) -> int:
    """The frame on the screen some seconds before a clip begins, or the film's first."""
    return table.index_at(max(table.time_of(in_frame) - seconds, 0))


def check_turns(clip: Clip, turns: Collection[Turn]) -> None:
    if len(turns) > MOST_TURNS:
        raise ValidationError(_("A clip has room for 40 turns. Make another clip for what follows."))
    for turn in turns:
        turn.clean_fields(exclude=["clip", "person"])
        if turn.frame is not None:
            check_frame(clip.footage.custody.recording, turn.frame)
    check_in_the_film(clip, {turn.person_id for turn in turns})


def is_missing(made: Job | None) -> bool:
    """A file that was never asked for, or that could not be made."""
    return made is None or made.state in {Job.State.FAILED, Job.State.CANCELLED}


def frames_in(recording: Recording) -> int:
    return recording.frame_count or 0
