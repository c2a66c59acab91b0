"""Clips to take home: which there are, and the one file in which they leave."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zipfile import ZIP_STORED, ZipFile

from django.db.models import Q

from accounts.access import SignedInRequest
from accounts.models import User
from cases.models import Case
from clips.keepsake_paper import clips_note
from clips.keepsake_rules import Closed, Item, closed_films, made_by
from clips.models import Clip, TakenHome
from clips.zipping import Outlet, entry
from consent.media import stream
from consent.scopes import Purpose
from vault.models import SealedFile

NOTE = "note.pdf"


@dataclass(frozen=True)
class FamilyClips:
    """`waiting`: how many are not cut, or not here any more."""

    items: list[Item]
    closed: list[Closed]
    waiting: int

    def chosen(self, ids: Sequence[int]) -> list[Item]:
        return [item for item in self.items if item.clip and item.clip.pk in ids]


def family_clips(case: Case, user: User) -> FamilyClips:
    """The clips that were shown in a shared review, as they were shown last, and those that are chosen."""
    clips = Clip.objects.filter(
        Q(chosen__isnull=False) | Q(showings__isnull=False), footage__custody__case=case
    )
    found = list(
        clips.select_related("footage__custody__recording", "footage__filmed_session", "render")
        .prefetch_related("render__files", "showings__render__files")
        .order_by("footage__created_at", "footage", "in_frame", "pk")
        .distinct()
    )
    films = (clip.footage.custody for clip in found)
    closed = closed_films(films, Purpose.CLIPS_TO_FAMILY, user, case)
    is_open = [clip for clip in found if clip.footage.custody_id not in closed]
    items = [Item(clip.footage.custody, file, clip) for clip in is_open if (file := _file(clip)) is not None]
    return FamilyClips(items, list(closed.values()), len(is_open) - len(items))


def names_of(items: Sequence[Item]) -> list[str]:
    return [f"clip-{number}.mp4" for number, _item in enumerate(items, start=1)]


def archive(request: SignedInRequest, taken: TakenHome, items: Sequence[Item]) -> Iterator[bytes]:
    """Every part of every clip asks the gate and is audited. A refusal in between breaks the download off."""
    outlet, names = Outlet(), names_of(items)
    note = clips_note(taken.case, names)
    with ZipFile(outlet, "w", ZIP_STORED) as packed:
        with packed.open(entry(NOTE, len(note)), "w") as member:
            member.write(note)
        yield outlet.take()
        for name, item in zip(names, items, strict=True):
            parts = stream(request, custody=item.custody, file=item.file, purpose=Purpose.CLIPS_TO_FAMILY)
            with packed.open(entry(name, item.file.size), "w") as member:
                for part in parts:
                    member.write(part)
                    yield outlet.take()
    yield outlet.take()


def _file(clip: Clip) -> SealedFile | None:
    shown = sorted(clip.showings.all(), key=lambda showing: showing.pk)
    renders = [*(showing.render for showing in reversed(shown)), clip.render]
    made = (made_by(render, SealedFile.Role.CLIP) for render in renders)
    return next((file for file in made if file is not None), None)
