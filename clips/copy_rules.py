"""What may go into the copy that a person asked for."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Case, Person
from clips.models import Clip, CopiedClip
from consent.rules import permits
from consent.scopes import Purpose
from vault.models import SealedFile

Ground = CopiedClip.Ground
SHORTEST_REVIEW = 20


@dataclass(frozen=True)
class Candidate:
    """A clip of a film in which the person is seen. `others`: who else is in that film."""

    clip: Clip
    file: SealedFile
    others: tuple[Person, ...]


@dataclass(frozen=True)
class Candidates:
    """`closed`: how many clips the gate keeps shut, or that have not been cut."""

    clips: list[Candidate]
    closed: int

    @property
    def alone(self) -> list[Candidate]:
        return [each for each in self.clips if not each.others]

    @property
    def shared(self) -> list[Candidate]:
        return [each for each in self.clips if each.others]


def candidates(case: Case, person: Person, user: User) -> Candidates:
    found = list(
        Clip.objects.filter(footage__custody__case=case, footage__custody__appearances__person=person)
        .select_related("footage__custody__recording", "footage__custody__case", "footage__filmed_session")
        .prefetch_related("footage__custody__appearances__person", "render__files")
        .order_by("footage__created_at", "in_frame", "pk")
    )
    custodies = {clip.footage.custody_id: clip.footage.custody for clip in found}
    open_ones = {
        pk
        for pk, custody in custodies.items()
        if permits(user=user, purpose=Purpose.SUBJECT_ACCESS, custody=custody)
    }
    clips = [
        Candidate(clip, file, _others(clip, person))
        for clip in found
        if clip.footage.custody_id in open_ones and (file := _file(clip)) is not None
    ]
    return Candidates(clips, len(found) - len(clips))


def check_review(chosen: dict[int, str], shared: list[Candidate], review: str) -> None:
    """No clip with somebody else in it goes out before it was looked at, and the reason is written down."""
    if not set(chosen) <= {each.clip.pk for each in shared}:
        raise ValidationError(_("These clips have changed meanwhile. Please look at the page again."))
    if not set(chosen.values()) <= {Ground.AGREED, Ground.NO_HARM}:
        raise ValidationError(_("Please say for each clip why it may be handed over."))
    if chosen and len(review.strip()) < SHORTEST_REVIEW:
        raise ValidationError(
            _("Please write what you looked at and why it is fair to the others, at least 20 characters.")
        )


def _others(clip: Clip, person: Person) -> tuple[Person, ...]:
    seen = clip.footage.custody.appearances.all()
    return tuple(each.person for each in seen if each.person_id != person.pk)


def _file(clip: Clip) -> SealedFile | None:
    if clip.render is None:
        return None
    cut = [each for each in clip.render.files.all() if each.role == SealedFile.Role.CLIP and each.complete]
    return cut[0] if cut else None
