"""The gate for a group, against a plain specification: who, since when, in which course, let in by whom."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import RoleHeld, VerpCourse, VerpPlace
from audit.models import Entry
from consent.actions import open_access, withdraw
from consent.models import Grant
from consent.rules import permits
from consent.scopes import Purpose, Scope
from tests import builders
from tests import consent_builders as build

GROUP = Purpose.GROUP_SUPERVISION
PLACES = ("none", "since before", "since after", "left")


@pytest.fixture
def case(cast):
    """The trainee's own practice, in a group that the supervisor leads."""
    made = builders.case(cast.trainee)
    return builders.own_practice(made, builders.group(cast.supervisor, cast.trainee))


@pytest.fixture
def custody(case):
    person = builders.person(case)
    build.answers(case, person, film="given", group_supervision="given")
    return build.film(case, person)


def take_place(course, user, since):
    if since != "none":
        days = 1 if since == "since after" else -1
        joined_at = timezone.now() + timedelta(days=days)
        left_at = timezone.now() if since == "left" else None
        VerpPlace.objects.create(course=course, member=user, joined_at=joined_at, left_at=left_at)


@pytest.mark.parametrize(
    ("place", "has_grant", "by_the_guider", "presenter_left", "course_ended"),
    list(product(PLACES, [True, False], [True, False], [False, True], [False, True])),
)
def test_a_member_is_let_in_while_both_are_in_the_running_course(
    cast, case, custody, place, has_grant, by_the_guider, presenter_left, course_ended
):
    course = case.verp_place.course
    take_place(course, cast.other_guider, place)
    if has_grant:
        giver = {} if by_the_guider else {"given_by": cast.guider}
        build.grant(custody, cast.other_guider, GROUP, **giver)
    if presenter_left:
        VerpPlace.objects.filter(member=cast.trainee).update(left_at=timezone.now())
    if course_ended:
        VerpCourse.objects.update(ended_on=timezone.localdate())

    verdict = permits(user=cast.other_guider, purpose=GROUP, custody=custody)

    together = place == "since before" and not presenter_left and not course_ended
    assert verdict.allowed == (together and has_grant and by_the_guider)


CHANGES = {
    "nothing": lambda _cast, _case: None,
    "leader is no supervisor": lambda cast, _case: cast.supervisor.roles_held.update(until=timezone.now()),
    "member works no cases": lambda cast, _case: cast.other_guider.roles_held.update(until=timezone.now()),
    "member supervises instead": lambda cast, _case: cast.other_guider.roles_held.update(role="supervisor"),
    "member closed": lambda cast, _case: (
        type(cast.guider).objects.filter(pk=cast.other_guider.pk).update(is_active=False)
    ),
    "presenter closed": lambda cast, _case: (
        type(cast.guider).objects.filter(pk=cast.trainee.pk).update(is_active=False)
    ),
    "presenter moved away": lambda cast, _case: (
        type(cast.guider).objects.filter(pk=cast.trainee.pk).update(organisation=cast.stranger.organisation)
    ),
    "member moved away": lambda cast, _case: (
        type(cast.guider)
        .objects.filter(pk=cast.other_guider.pk)
        .update(organisation=cast.stranger.organisation)
    ),
    "handed over": lambda cast, case: type(case).objects.filter(pk=case.pk).update(guider=cast.guider),
    "no longer the own practice": lambda _cast, case: (
        type(case).objects.filter(pk=case.pk).update(verp_place=None)
    ),
    "grant ended": lambda _cast, _case: Grant.objects.update(ended_at=timezone.now()),
}
TABLE = {
    # what                            leader, member
    "nothing": (True, True),
    "leader is no supervisor": (False, True),
    "member works no cases": (True, False),
    "member supervises instead": (True, False),
    "member closed": (True, False),
    "presenter closed": (False, False),
    "presenter moved away": (False, False),
    "member moved away": (True, False),
    "handed over": (False, False),
    "no longer the own practice": (False, False),
    "grant ended": (False, False),
}


@pytest.mark.parametrize("what", TABLE)
def test_a_change_counts_from_the_next_question_on(cast, case, custody, what):
    take_place(case.verp_place.course, cast.other_guider, "since before")
    for user in (cast.supervisor, cast.other_guider):
        build.grant(custody, user, GROUP)

    CHANGES[what](cast, case)

    watches = [
        permits(user=user, purpose=GROUP, custody=custody).allowed
        for user in (cast.supervisor, cast.other_guider)
    ]
    assert tuple(watches) == TABLE[what]


def test_a_grant_for_one_purpose_opens_no_other(cast, case, custody):
    build.grant(custody, cast.supervisor, GROUP)
    build.answers(case, custody.appearances.get().person, supervision="given")
    assert permits(user=cast.supervisor, purpose=GROUP, custody=custody)
    assert not permits(user=cast.supervisor, purpose=Purpose.SUPERVISION, custody=custody)


def test_the_guider_does_not_watch_the_own_practice_as_the_group(cast, case, custody):
    RoleHeld.objects.create(user=cast.trainee, role="supervisor")
    build.grant(custody, cast.trainee, GROUP)
    assert not permits(user=cast.trainee, purpose=GROUP, custody=custody)


@pytest.mark.parametrize("who", ["guider", "trainee", "administrator", "stranger", "supervisor"])
def test_film_is_opened_to_the_group_only(cast, case, custody, who):
    before = Entry.objects.count()
    user = getattr(cast, who)
    if who == "supervisor":
        open_access(custody=custody, user=user, purpose=GROUP, by=cast.trainee)
        assert Grant.objects.get().user == user
        return
    with pytest.raises(ValidationError) as refused:
        open_access(custody=custody, user=user, purpose=GROUP, by=cast.trainee)
    assert refused.value.messages == ["Film of your own practice is opened to your group only."]
    assert (Grant.objects.count(), Entry.objects.count()) == (0, before)


@pytest.mark.parametrize(
    ("scope", "ended"),
    [
        (Scope.GROUP_SUPERVISION, {GROUP}),
        (Scope.SUPERVISION, {Purpose.SUPERVISION}),
        (Scope.KEEPSAKE, set()),
        ("", {GROUP, Purpose.SUPERVISION}),
    ],
)
def test_taking_consent_back_ends_what_rests_on_it(cast, case, custody, scope, ended):
    person = custody.appearances.get().person
    build.answers(case, person, supervision="given", keepsake="given")
    for purpose in (GROUP, Purpose.SUPERVISION):
        build.grant(custody, cast.supervisor, purpose)
    withdraw(case=case, person=person, scope=scope, by=cast.trainee)
    assert {grant.purpose for grant in Grant.objects.filter(ended_at__isnull=False)} == ended


def test_the_number_of_questions_stays_small(cast, case, custody, django_assert_max_num_queries):
    build.grant(custody, cast.supervisor, GROUP)
    with django_assert_max_num_queries(7):
        assert permits(user=cast.supervisor, purpose=GROUP, custody=custody)
