"""What may be taken home: which pictures and clips, when it may be handed over, and when once more."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.paper import day
from cases.models import Case
from clips.models import AgreedPoint, Clip, KeepsakePicture, Reflection, Still, TakenHome
from clips.rules import is_missing
from clips.summary import AT_WORK
from consent.films import film_names
from consent.models import Custody
from consent.rules import permits
from consent.scopes import Purpose
from vault.models import Job, Recording, SealedFile

MOST_PICTURES = 12
SHORTEST_REASON = 10
Kind = TakenHome.Kind
PAPERS = (Kind.CARD_A5, Kind.CARD_A6, Kind.BOOKLET)


@dataclass(frozen=True)
class Item:
    """A file that leaves, of a film in custody."""

    custody: Custody
    file: SealedFile
    clip: Clip | None = None


@dataclass(frozen=True)
class Closed:
    """A film that nothing may be taken from for this purpose, and why, with nobody's name."""

    film: str
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.film[:1].upper()}{self.film[1:]}: {' '.join(self.reasons)}"


@dataclass(frozen=True)
class Offer:
    """What pictures can be chosen from. `clips`: chosen ones whose first picture is not kept yet."""

    stills: list[Still]
    clips: list[Clip]
    closed: list[Closed]


def offer_of(case: Case, user: User) -> Offer:
    ready = {"footage__custody__case": case, "footage__custody__recording__state": Recording.State.READY}
    in_order = ("footage__created_at", "footage")
    all_stills = Still.objects.filter(**ready).select_related("footage__custody__recording", "picture")
    stills = all_stills.filter(keepsake_pictures=None, picture__isnull=False).order_by(*in_order, "frame")
    chosen = Clip.objects.filter(chosen__isnull=False, **ready).select_related("footage__custody__recording")
    kept = set(all_stills.values_list("footage", "frame"))
    clips = [
        clip
        for clip in chosen.order_by(*in_order, "in_frame")
        if (clip.footage_id, clip.in_frame) not in kept
    ]
    films = (each.footage.custody for each in (*stills, *clips))
    closed = closed_films(films, Purpose.KEEPSAKE, user, case)
    return Offer(
        stills=[still for still in stills if still.footage.custody_id not in closed],
        clips=[clip for clip in clips if clip.footage.custody_id not in closed],
        closed=list(closed.values()),
    )


def closed_films(films: Iterable[Custody], purpose: Purpose, user: User, case: Case) -> dict[int, Closed]:
    """By the id of the custody. Each film is asked for once."""
    asked = [(film, permits(user=user, purpose=purpose, custody=film)) for film in dict.fromkeys(films)]
    refused = [(film, verdict) for film, verdict in asked if not verdict]
    if not refused:
        return {}
    names = film_names(case)
    return {
        film.pk: Closed(names.of_recording(film.recording_id), verdict.reasons) for film, verdict in refused
    }


def own_words(case: Case) -> list[str]:
    """What was said and what was found to work in the shared reviews; nothing of those at work there."""
    at_work = case.participations.filter(role__in=AT_WORK).values("person")
    said = Reflection.objects.filter(shown__filmed_session__cycle__case=case).exclude(said_by__in=at_work)
    agreed = AgreedPoint.objects.filter(filmed_session__cycle__case=case, kind=AgreedPoint.Kind.STRENGTH)
    words = [*agreed.values_list("words", flat=True), *said.values_list("words", flat=True)]
    return list(dict.fromkeys(words))


def check_can_choose_still(user: User, case: Case, still: Still, chosen: int) -> None:
    if still.footage.custody.case_id != case.pk:
        raise ValidationError(_("This picture belongs to another case."))
    check_open([still.footage.custody], Purpose.KEEPSAKE, user)
    if chosen >= MOST_PICTURES:
        raise ValidationError(
            _("There is room for %(count)s pictures. Take one out first.") % {"count": MOST_PICTURES}
        )


def check_open(films: Iterable[Custody], purpose: Purpose, user: User) -> None:
    """Everyone in every one of these films agrees to it now."""
    reasons: dict[str, None] = {}
    for film in dict.fromkeys(films):
        reasons |= dict.fromkeys(permits(user=user, purpose=purpose, custody=film).reasons)
    if reasons:
        raise ValidationError(list(reasons))


def file_of(picture: KeepsakePicture) -> SealedFile | None:
    return made_by(picture.picture, SealedFile.Role.KEEPSAKE)


def made_by(job: Job | None, role: SealedFile.Role) -> SealedFile | None:
    """Of a job whose files are prefetched, or asked for now."""
    files = job.files.all() if job else []
    return next((file for file in files if file.role == role and file.complete), None)


def check_complete(pictures: Collection[KeepsakePicture]) -> None:
    if not pictures:
        raise ValidationError(_("Choose at least one picture first."))
    if any(is_missing(each.picture) for each in pictures):
        raise ValidationError(_("One of the pictures is gone or could not be made. Take it out first."))
    if any(file_of(each) is None for each in pictures):
        raise ValidationError(_("The pictures are still being made. Try again in a moment."))


def earlier(case: Case, items: Iterable[Item], kind: str) -> TakenHome | None:
    """What was handed over before and would go out again: the keepsake, or one of these clips."""
    taken = TakenHome.objects.filter(case=case).select_related("handed_by").order_by("-handed_at", "-pk")
    if kind in PAPERS:
        return taken.filter(kind__in=PAPERS).first()
    return taken.filter(kind=kind, items__sha256__in=[item.file.sha256 for item in items]).first()


def check_once(case: Case, items: Iterable[Item], kind: str, reason: str) -> None:
    before = earlier(case, items, kind)
    if before is not None and len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError(
            _("This was handed over on %(day)s by %(name)s. Say in a few words why it goes out once more.")
            % {"day": day(before.handed_at), "name": before.handed_by.name}
        )


def check_files(items: Collection[Item]) -> None:
    """They are still there: nothing was taken back or destroyed since they were read."""
    if not items:
        raise ValidationError(_("Choose something to take home first."))
    here = SealedFile.objects.filter(pk__in=[item.file.pk for item in items], complete=True)
    if here.count() != len(items):
        raise ValidationError(
            _("Something of this has been destroyed meanwhile. Please look at the page again.")
        )
