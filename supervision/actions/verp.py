"""A member sets a goal, shows clips of the own practice, the group answers; its meetings are written down."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User, VerpCourse, VerpPlace
from audit.actions import record
from cases.actions import agree_question, open_own_practice
from cases.models import Case
from consent.actions import end_access, open_access
from consent.models import Custody
from consent.scopes import Purpose
from sessions.actions import complete_cycle
from sessions.models import Cycle
from supervision.actions.freezing import frozen, parts_of
from supervision.models import GroupRemark, Showing, ShowingClip, VerpMeeting
from supervision.rules.submissions import custodies_of
from supervision.rules.verp import (
    MeetingFacts,
    check_group_remark,
    check_meeting,
    check_showing,
    check_showing_ending,
    clips_to_show,
    who_sees,
)


@transaction.atomic
def set_goal(*, place: VerpPlace, own_words: str, agreed_wording: str, by: User) -> Case:
    """The goal is the helping question of the member's own practice, which begins with it."""
    case = open_own_practice(place=place, by=by)
    agree_question(case=case, own_words=own_words, agreed_wording=agreed_wording, by=by)
    record(by=by, action="verp.begun", subject=place, case=case, course=place.course_id)
    return Case.objects.get(pk=case.pk)


@transaction.atomic
def show_to_group(*, cycle: Cycle, question: str, by: User) -> Showing:
    """Freeze the chosen clips as they are now and open them to everybody who is in the group now."""
    Case.objects.select_for_update().get(pk=cycle.case_id)
    cycle = Cycle.objects.select_related("case__verp_place__course__led_by").get(pk=cycle.pk)
    check_showing(cycle=cycle, by=by)
    showing = Showing.objects.create(cycle=cycle, question=question.strip())
    parts, clips = parts_of(cycle.case), clips_to_show(cycle)
    for position, clip in enumerate(clips.prefetch_related("ticks", "turns"), start=1):
        ShowingClip.objects.create(showing=showing, position=position, **frozen(clip, parts))
    people = who_sees(showing.place)
    for custody in custodies_of(clips):
        for person in people:
            open_access(custody=custody, user=person, purpose=Purpose.GROUP_SUPERVISION, by=by)
    record(
        by=by,
        action="showing.begun",
        subject=showing,
        case=cycle.case,
        purpose=Purpose.GROUP_SUPERVISION,
        clips=showing.clips.count(),
        people=[person.pk for person in people],
    )
    return showing


@transaction.atomic
def end_showing(*, showing: Showing, ending: str, by: User) -> Showing:
    """Closed to the group. What was looked at together completes its cycle; what is taken back does not."""
    showing = _locked(showing)
    check_showing_ending(showing=showing, ending=ending, by=by)
    showing.ended_at, showing.ending = timezone.now(), ending
    showing.save(update_fields=["ended_at", "ending"])
    _close(showing, by)
    record(
        by=by,
        action=f"showing.{ending}",
        subject=showing,
        case=showing.cycle.case,
        purpose=Purpose.GROUP_SUPERVISION,
    )
    if ending == Showing.Ending.TALKED and showing.cycle.state == Cycle.State.OPEN:
        complete_cycle(cycle=showing.cycle, by=by)
    return showing


def _close(showing: Showing, by: User) -> None:
    """Unless another showing has the same film before the group: a clip of it may be chosen in any cycle."""
    for custody in Custody.objects.filter(footage__showing_clips__showing=showing).distinct():
        elsewhere = Showing.objects.filter(ended_at=None, clips__footage__custody=custody)
        if not elsewhere.exists():
            open_grants = custody.grants.filter(purpose=Purpose.GROUP_SUPERVISION, ended_at=None)
            for grant in open_grants.select_related("user"):
                end_access(custody=custody, user=grant.user, purpose=Purpose.GROUP_SUPERVISION, by=by)


@transaction.atomic
def write_to_showing(*, showing: Showing, words: str, by: User) -> GroupRemark:
    showing = _locked(showing)
    check_group_remark(showing=showing, words=words, by=by)
    made = GroupRemark.objects.create(showing=showing, words=words.strip(), written_by=by)
    record(by=by, action="showing.remarked", subject=made, case=showing.cycle.case)
    return made


@transaction.atomic
def write_meeting(*, course: VerpCourse, facts: MeetingFacts, by: User) -> VerpMeeting:
    course = VerpCourse.objects.select_for_update().get(pk=course.pk)
    check_meeting(course=course, facts=facts, by=by)
    meeting = VerpMeeting(course=course)
    _write(meeting, facts)
    record(by=by, action="verp.met", subject=meeting, minutes=facts.minutes, people=_people(facts))
    return meeting


@transaction.atomic
def correct_meeting(*, meeting: VerpMeeting, facts: MeetingFacts, by: User) -> None:
    """While the group runs."""
    course = VerpCourse.objects.select_for_update().get(pk=meeting.course_id)
    check_meeting(course=course, facts=facts, by=by)
    _write(meeting, facts)
    record(
        by=by, action="verp.meeting_corrected", subject=meeting, minutes=facts.minutes, people=_people(facts)
    )


def _write(meeting: VerpMeeting, facts: MeetingFacts) -> None:
    meeting.held_on, meeting.minutes = facts.held_on, facts.minutes
    meeting.learning_points = facts.learning_points.strip()
    meeting.written_at = timezone.now()
    meeting.save()
    meeting.attended.set(facts.attended)


def _people(facts: MeetingFacts) -> list[int]:
    return sorted(place.member_id for place in facts.attended)


def _locked(showing: Showing) -> Showing:
    Showing.objects.select_for_update().get(pk=showing.pk)
    return Showing.objects.select_related("cycle__case__verp_place__course").get(pk=showing.pk)
