"""What the films of a case are called when they are spoken of: by their day, not by what they show."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.paper import day
from cases.models import Case
from consent.models import Custody
from consent.rules import in_quarantine
from vault.models import Recording


@dataclass(frozen=True)
class FilmNames:
    """`films` by the id of the recording; `clip_titles` by the job that cut the clip."""

    films: dict[str, str]
    clip_titles: dict[int, str]

    def of_recording(self, pk: object) -> str:
        return self.films.get(str(pk), _("film"))


def film_names(case: Case) -> FilmNames:
    """Four queries, however many films: meetings and clips are known above, and read through relations."""
    rows = (
        Custody.objects.filter(case=case)
        .order_by("received_at", "pk")
        .values_list("recording_id", "recording__kind", "received_at", "footage__filmed_session__held_on")
    )
    called = {
        str(pk): _name(kind, date_format(held_on or timezone.localdate(received_at), "j F Y"))
        for pk, kind, received_at, held_on in rows
    }
    alike, seen = Counter(called.values()), Counter[str]()
    films = {}
    for pk, name in called.items():
        seen[name] += 1
        films[pk] = f"{name} ({seen[name]})" if alike[name] > 1 else name
    return FilmNames(films, _clip_titles(case))


def quarantined(case: Case) -> list[tuple[str, datetime]]:
    """Films that go by themselves unless everybody in them agrees, and when."""
    films = in_quarantine(case)
    names = film_names(case) if films else None
    return [(names.of_recording(film.recording_id), end) for film, end in films] if names else []


def downloads(films: Iterable[Custody]) -> list[tuple[str, str]]:
    """On which day and by whom clips of these films were downloaded in a personal copy."""
    copy = "footage__clips__copied__copy"
    rows = Custody.objects.filter(pk__in=[film.pk for film in films], **{f"{copy}__isnull": False})
    made = rows.order_by(f"{copy}__made_at").values_list(f"{copy}__made_at", f"{copy}__made_by__name")
    return list(dict.fromkeys((day(at), name) for at, name in made))


def handed_over(films: Iterable[Custody]) -> list[str]:
    """On which days pictures or clips of these films were handed over to the family."""
    at = "taken_items__taken__handed_at"
    rows = Custody.objects.filter(pk__in=[film.pk for film in films], **{f"{at}__isnull": False})
    return list(dict.fromkeys(day(each) for each in rows.order_by(at).values_list(at, flat=True)))


def _name(kind: str, day: str) -> str:
    if kind == Recording.Kind.REVIEW:
        return _("film of the shared review on %(day)s") % {"day": day}
    return _("film of %(day)s") % {"day": day}


def _clip_titles(case: Case) -> dict[int, str]:
    """The titles that clips had where they were shown, and those that they have now."""
    found: dict[int, str] = {}
    for kind in ("submitted_clips", "shown_clips", "showing_clips", "clips"):
        rows = Custody.objects.filter(case=case, **{f"footage__{kind}__render__isnull": False})
        found.update(dict(rows.values_list(f"footage__{kind}__render_id", f"footage__{kind}__title")))
    return found
