"""A group of staff who reflect on their own practice: opened, joined, left, ended."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import rules
from accounts.models import User, VerpCourse, VerpPlace
from audit.actions import record


@transaction.atomic
def open_verp_course(*, title: str, begun_on: date, by: User) -> VerpCourse:
    """`by` leads it."""
    rules.check_leads_verp(title, by)
    course = VerpCourse.objects.create(
        organisation_id=by.organisation_id, title=title.strip(), led_by=by, begun_on=begun_on
    )
    record(by=by, action="verp.opened", subject=course)
    return course


@transaction.atomic
def give_verp_place(*, course: VerpCourse, member: User, by: User) -> VerpPlace:
    course = _locked(course)
    rules.check_verp_member(course, member, by)
    place = VerpPlace.objects.create(course=course, member=member)
    record(by=by, action="verp.joined", subject=course, member=member.pk, place=place.pk)
    return place


@transaction.atomic
def end_verp_place(*, place: VerpPlace, by: User) -> None:
    """By the member or by who leads. What they have shown is closed to the others at the next request."""
    course = _locked(place.course)
    place = VerpPlace.objects.get(pk=place.pk)
    rules.check_verp_leaving(course, place, by)
    _leave(place, by)


@transaction.atomic
def end_verp_course(*, course: VerpCourse, by: User) -> None:
    """From the next request on nobody sees what others have shown in it."""
    course = _locked(course)
    rules.check_verp_ending(course, by)
    _end(course, by)


@transaction.atomic
def end_verp_of(*, person: User, as_leader: bool, as_member: bool, by: User) -> None:
    """Their account is closed, or their roles do not carry it any more."""
    if as_leader:
        for course in VerpCourse.objects.running().select_for_update().filter(led_by=person):
            _end(course, by)
    if as_member:
        open_places = VerpPlace.objects.filter(member=person, left_at=None, course__ended_on=None)
        for place in open_places.select_for_update(of=("self",)):
            _leave(place, by)


def _locked(course: VerpCourse) -> VerpCourse:
    return VerpCourse.objects.select_for_update().get(pk=course.pk)


def _leave(place: VerpPlace, by: User) -> None:
    place.left_at = timezone.now()
    place.save(update_fields=["left_at"])
    record(by=by, action="verp.left", subject=place.course, member=place.member_id, place=place.pk)


def _end(course: VerpCourse, by: User) -> None:
    course.ended_on = timezone.localdate()
    course.save(update_fields=["ended_on"])
    record(by=by, action="verp.ended", subject=course)
