"""When what is destroyed, by which promise. Nothing here writes.

The standard periods come from real documents (domain.md 3.4 names the sources):

    60 days after the end of the work       recordings of Video Interaction Guidance: a client form says
                                            "within 2 months of the end of involvement" (S12)
    0 days                                  Marte Meo: after the course ends (S23)
    30 and 182 days                         lessons for coaching (S38), consultations in GP training (S39)
    25th birthday, 26th if 17 at the end    children's records, "including video and other formats" (S17)
    8, 20, 25 years                         adult, mental health and maternity records (S17, S18)
    at most 3 years                         unedited film in education (S41): nothing longer can be chosen
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consent.models import Destruction, RetentionPolicy
from vault.models import Recording

Part = Destruction.Part
YEARS = {
    RetentionPolicy.Record.ADULT: 8,
    RetentionPolicy.Record.MENTAL_HEALTH: 20,
    RetentionPolicy.Record.MATERNITY: 25,
}
CHILD_UNTIL, CHILD_AT_17_UNTIL, NEARLY_GROWN = 25, 26, 17


class Kept(models.TextChoices):
    """What has a clock of its own."""

    RAW = "raw", gettext_lazy("Film, with its original")
    CLIPS = "clips", gettext_lazy("Clips and stills")
    REVIEW = "review", gettext_lazy("Films of shared reviews")
    FORMS = "forms", gettext_lazy("Consent forms")
    RECORD = "record", gettext_lazy("Case record")


@dataclass(frozen=True)
class Clock:
    """From when on something goes, and the rule in words."""

    on: date
    rule: str


def promised(policies: Iterable[RetentionPolicy], first_signed_at: datetime | None) -> RetentionPolicy | None:
    """The policy that holds for a case: the newest when its first consent was signed.

    Where nobody has signed, the newest of all; where somebody signed before there was any, the first.
    """
    in_order = sorted(policies, key=lambda policy: (policy.made_at, policy.pk))
    if not in_order:
        return None
    known = [policy for policy in in_order if first_signed_at is None or policy.made_at <= first_signed_at]
    return known[-1] if known else in_order[0]


def clocks(policy: RetentionPolicy, closed_on: date, births: Iterable[date | None]) -> dict[Kept, Clock]:
    """`births`: of the children of the case; None where the day is not known."""
    record = Clock(
        max(record_until(policy, closed_on, births), policy.first_destruction_on),
        str(policy.get_record_display()),
    )
    kept = dict.fromkeys(Kept, record)
    if policy.mode == RetentionPolicy.Mode.TOOL:
        days = {Kept.RAW: policy.raw_days, Kept.CLIPS: policy.clips_days, Kept.REVIEW: policy.review_days}
        for what, number in days.items():
            on = closed_on + timedelta(days=number)
            kept[what] = Clock(max(on, policy.first_destruction_on), days_after(number))
    return kept


def record_until(policy: RetentionPolicy, closed_on: date, births: Iterable[date | None]) -> date:
    if policy.record in YEARS:
        return years_after(closed_on, YEARS[RetentionPolicy.Record(policy.record)])
    known = [birth or closed_on for birth in births] or [closed_on]
    return max(_birthday(birth, closed_on) for birth in known)


def _birthday(birth: date, closed_on: date) -> date:
    is_17 = years_after(birth, NEARLY_GROWN) <= closed_on < years_after(birth, NEARLY_GROWN + 1)
    return years_after(birth, CHILD_AT_17_UNTIL if is_17 else CHILD_UNTIL)


def years_after(day: date, years: int) -> date:
    """The same day of a later year; 1 March where that year has no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def days_after(number: int) -> str:
    if not number:
        return _("When the work ends")
    return ngettext("%(count)d day after the work ends", "%(count)d days after the work ends", number) % {
        "count": number
    }


def steps(
    recording: Recording, kept: dict[Kept, Clock], *, has_cut: bool
) -> list[tuple[Clock, Destruction.Part]]:
    """What of a film goes when, the first first. `has_cut`: there are files of clips or stills."""
    film = kept[Kept.REVIEW if recording.kind == Recording.Kind.REVIEW else Kept.RAW]
    clips = kept[Kept.CLIPS]
    if recording.state == Recording.State.CLIPS:
        return [(clips, Part.FILM)]
    if recording.state != Recording.State.READY or not has_cut or film.on == clips.on:
        return [(film, Part.FILM)]
    if film.on < clips.on:
        return [(film, Part.RAW), (clips, Part.FILM)]
    return [(clips, Part.CLIPS), (film, Part.FILM)]


def due(planned: list[tuple[Clock, Destruction.Part]], today: date) -> Destruction.Part | None:
    """The last of the steps whose day has come."""
    return next((part for clock, part in reversed(planned) if clock.on <= today), None)
