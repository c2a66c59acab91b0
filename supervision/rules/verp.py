"""Who shows clips of their own practice to their group, who writes to them, and what a meeting needs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User, VerpCourse, VerpPlace
from accounts.rules import check_verp_is_led, check_verp_runs
from cases.rules import check_in_charge
from clips.models import Clip, SelectedClip
from clips.readiness import Readiness, render_state
from consent.models import Custody, Grant
from consent.rules import missing
from consent.scopes import Purpose, Scope
from sessions.models import Cycle
from sessions.rules.cycles import check_is_open
from supervision.models import Showing
from supervision.rules.enrolments import check_not_in_future
from supervision.rules.review import allows
from supervision.rules.submissions import custodies_of

# The published groups are small; more are welcome, and get a word about it.
GOOD_SIZE = 4


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """What is written about a meeting of a group."""

    held_on: date
    minutes: int
    attended: Collection[VerpPlace]
    learning_points: str = ""


def is_large(course: VerpCourse) -> bool:
    """More than the published groups have: said, never refused."""
    return course.places.filter(left_at=None).count() > GOOD_SIZE


def has_verp(person: User) -> bool:
    """There is a group they are in or lead, now or before."""
    return VerpCourse.objects.visible_to(person).exists()


def clips_to_show(cycle: Cycle) -> QuerySet[Clip]:
    """Those chosen in this cycle, in their order."""
    return Clip.objects.filter(chosen__selection__cycle=cycle).order_by("chosen__position")


def who_sees(place: VerpPlace) -> list[User]:
    """Everybody else who has a place in the group now, and who leads it."""
    places = VerpPlace.objects.current().filter(course=place.course_id).exclude(member=place.member_id)
    led = VerpCourse.objects.led_by(place.course.led_by).filter(pk=place.course_id)
    people = User.objects.filter(pk__in=places.values("member")) | User.objects.filter(
        pk__in=led.values("led_by")
    )
    return list(people.distinct().order_by("name"))


def check_showing(*, cycle: Cycle, by: User) -> None:
    """Raise unless these clips can be shown to the group now."""
    check_in_charge(by, cycle.case)
    place = cycle.case.verp_place
    if place is None:
        raise ValidationError(_("Only your own practice is shown to your group."))
    if place.member_id != by.pk:
        raise ValidationError(_("Only the member whose own practice it is shows clips to the group."))
    if not VerpPlace.objects.current().filter(pk=place.pk).exists():
        raise ValidationError(_("This group has ended for you, so nothing is shown to it any more."))
    check_is_open(cycle)
    if Showing.objects.filter(cycle=cycle, ended_at=None).exists():
        raise ValidationError(_("The group has these clips already."))
    chosen = SelectedClip.objects.filter(selection__cycle=cycle)
    states = [render_state(row.clip) for row in chosen.select_related("clip__render")]
    if not states:
        raise ValidationError(_("Choose at least one clip in the studio first."))
    check_group_agreed(custodies_of(clips_to_show(cycle)))
    if Readiness.FAILED in states:
        raise ValidationError(_("A clip could not be cut. Open the selection to try again."))
    if Readiness.WAITING in states:
        raise ValidationError(_("The clips are being cut. This takes a few seconds."))


def check_group_agreed(custodies: Collection[Custody]) -> None:
    """Raise a sentence that names, to their guider, each person who has not agreed to this."""
    if not all(custody.appearances.exists() for custody in custodies):
        raise ValidationError(_("Say who is in the picture first."))
    needed = Scope.GROUP_SUPERVISION
    names = {
        person.name
        for custody in custodies
        for person, _scope in missing(custody, {custody.base_scope, needed})
    }
    if names:
        raise ValidationError(
            _(
                "The group may watch only when everyone in the film agrees to “%(scope)s”, you too. "
                "Ask first: %(names)s."
            )
            % {"scope": needed.label, "names": ", ".join(sorted(names))}
        )


def is_closed_to_group(showing: Showing) -> bool:
    """Consent was taken back since: the group has the page, and some film of it does not play."""
    films = Custody.objects.filter(footage__showing_clips__showing=showing).distinct()
    given = Grant.objects.filter(purpose=Purpose.GROUP_SUPERVISION, ended_at=None).values("custody")
    needed = {Scope.GROUP_SUPERVISION}
    return films.exclude(pk__in=given).exists() or any(
        missing(film, {film.base_scope, *needed}) for film in films.select_related("case", "recording")
    )


def check_showing_ending(*, showing: Showing, ending: str, by: User) -> None:
    if not Showing.objects.own_of(by).filter(pk=showing.pk).exists():
        raise ValidationError(_("Only who shows these clips decides how long."))
    if showing.ended_at is not None:
        raise ValidationError(_("These clips are with the group no longer."))
    if ending not in Showing.Ending.values:
        raise ValidationError(_("Choose: looked at together, or taken back."))


def check_group_remark(*, showing: Showing, words: str, by: User) -> None:
    """Everybody of the group, who shows too, while it is open."""
    if not Showing.objects.visible_to(by).open().filter(pk=showing.pk).exists():
        raise ValidationError(_("These clips are with the group no longer. What was written stays as it is."))
    if not words.strip():
        raise ValidationError(_("Write a few words first."))


def can_write_to(*, showing: Showing, by: User) -> bool:
    return allows(check_group_remark, showing=showing, words="-", by=by)


def check_meeting(*, course: VerpCourse, facts: MeetingFacts, by: User) -> None:
    check_verp_is_led(course, by)
    check_verp_runs(course)
    check_not_in_future(facts.held_on)
    if not 1 <= facts.minutes <= 600:
        raise ValidationError(_("A meeting lasts from one minute to ten hours."))
    if not facts.attended:
        raise ValidationError(_("Say who took part."))
    if any(place.course_id != course.pk for place in facts.attended):
        raise ValidationError(_("Only members of this group can be named here."))
