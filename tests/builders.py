"""Plain builders of valid rows. Tests about an action call the action; all others start from these."""

from datetime import date
from itertools import count
from typing import Any

from django.utils.text import slugify

from accounts.models import Organisation, RoleHeld, SupervisionPair, User, VerpCourse, VerpPlace
from cases.models import Case, HelpingQuestion, Participation, Person, Rating, UnassignedReferral

_numbers = count(1)


def organisation(name: str) -> Organisation:
    return Organisation.objects.create(name=name, slug=slugify(name))


def user(role: str, of: Organisation, name: str = "") -> User:
    name = name or role
    made = User.objects.create_user(
        email=f"{name}@{of.slug}.example", name=name.title(), organisation=of, password="correct horse staple"
    )
    RoleHeld.objects.create(user=made, role=role)
    return made


def pair(supervisor: User, trainee: User) -> SupervisionPair:
    return SupervisionPair.objects.create(supervisor=supervisor, trainee=trainee)


def group(leader: User, *members: User) -> VerpCourse:
    made = VerpCourse.objects.create(
        organisation=members[0].organisation, title="Autumn group", led_by=leader, begun_on=date(2026, 9, 1)
    )
    VerpPlace.objects.bulk_create(VerpPlace(course=made, member=member) for member in members)
    return made


def own_practice(of: Case, course: VerpCourse) -> Case:
    """The case is the own practice of its guider, in the place that they have in the group."""
    of.verp_place = course.places.get(member=of.guider)
    of.save(update_fields=["verp_place"])
    return of


def case(guider: User, **fields: Any) -> Case:
    """A case that is getting to know each other, with nobody in it yet."""
    defaults = {
        "organisation": guider.organisation,
        "number": f"T-{next(_numbers):04}",
        "guider": guider,
        "referred_on": date(2026, 1, 5),
        "source": Case.Source.HEALTH_VISITOR,
        "reason": Case.Reason.ATTACHMENT,
    }
    if fields.get("status") in Case.NOT_TAKEN_ON:
        defaults["decision_reason"] = "other"
    return Case.objects.create(**(defaults | fields))


def unassigned_referral(written_by: User, **fields: Any) -> UnassignedReferral:
    defaults = {
        "organisation": written_by.organisation,
        "number": f"U-{next(_numbers):04}",
        "referred_on": date(2026, 1, 5),
        "source": Case.Source.GP,
        "reason": Case.Reason.PERINATAL,
        "written_by": written_by,
    }
    return UnassignedReferral.objects.create(**(defaults | fields))


def person(in_case: Case, role: str = Participation.Role.PARENT, name: str = "", **fields: Any) -> Person:
    made = Person.objects.create(name=name or f"{role} {next(_numbers)}", **fields)
    Participation.objects.create(
        case=in_case, person=made, role=role, is_client=role == Participation.Role.PARENT
    )
    return made


def helping_question(in_case: Case, rated_by: Person | None = None) -> HelpingQuestion:
    made = HelpingQuestion.objects.create(
        case=in_case, own_words="I want us to get on", agreed_wording="How do we enjoy each other?"
    )
    if rated_by:
        for kind, value in ((Rating.Kind.NOW, 3), (Rating.Kind.HOPED_FOR, 8)):
            Rating.objects.create(
                question=made, kind=kind, value=value, moment=Rating.Moment.BASELINE, rated_by=rated_by
            )
    return made
