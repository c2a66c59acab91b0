"""The gate, against a plain specification: every combination that matters."""

from itertools import product

import pytest
from django.utils import timezone

from accounts.models import RoleHeld, SupervisionPair
from cases.models import Participation
from consent.actions import add_appearance
from consent.models import Grant, Withdrawal
from consent.rules import permits
from consent.scopes import NEEDS, Purpose, Scope
from tests import builders
from tests import consent_builders as build

ANSWERS = ("given", "refused", "not_asked", "withdrawn")
OPEN_STATES = ("waiting", "working", "ready")
STATES = ("receiving", *OPEN_STATES, "failed", "destroyed")


def answer(case, person, scope, given):
    """Bring one scope of one person into one of the four standings."""
    if given == "not_asked":
        return
    build.answers(case, person, **{scope: "given" if given == "withdrawn" else given})
    if given == "withdrawn":
        Withdrawal.objects.create(case=case, person=person, scope=scope, recorded_by=case.guider)


def agree(case, *people):
    for person in people:
        build.answers(
            case,
            person,
            film="given",
            shared_review="given",
            supervision="given",
            group_supervision="given",
            keepsake="given",
            clips_to_family="given",
        )


@pytest.fixture
def case(cast):
    return builders.case(cast.trainee)


@pytest.fixture
def parent(case):
    return builders.person(case, name="Amina")


@pytest.fixture
def child(case):
    return builders.person(case, Participation.Role.CHILD, name="Zed")


def asked(cast, custody, purpose):
    """The person who may ask for this purpose."""
    if purpose == Purpose.SUPERVISION:
        build.grant(custody, cast.supervisor)
        return cast.supervisor
    if purpose == Purpose.GROUP_SUPERVISION:
        course = builders.group(cast.supervisor, cast.trainee, cast.other_guider)
        builders.own_practice(custody.case, course)
        build.grant(custody, cast.other_guider, purpose)
        return cast.other_guider
    return custody.case.guider


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("kind", ["interaction", "review"])
@pytest.mark.parametrize(("of_parent", "of_child"), list(product(ANSWERS, repeat=2)))
def test_everyone_in_the_picture_must_have_given_every_scope_that_the_purpose_needs(
    cast, case, parent, child, purpose, kind, of_parent, of_child
):
    custody = build.film(case, parent, child, kind=kind)
    base = {Scope.FILM_THE_REVIEW} if kind == "review" else {Scope.FILM}
    user = asked(cast, custody, purpose)
    for scope in base | NEEDS[purpose]:
        answer(case, parent, scope, of_parent)
        answer(case, child, scope, of_child)

    verdict = permits(user=user, purpose=purpose, custody=custody)

    assert verdict.allowed == (of_parent == of_child == "given")
    assert bool(verdict.reasons) == (not verdict.allowed)


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("left_out", Scope)
def test_each_needed_scope_is_needed_and_no_other_is(cast, case, parent, purpose, left_out):
    custody = build.film(case, parent)
    build.answers(case, parent, **{scope: "given" for scope in Scope if scope != left_out})
    user = asked(cast, custody, purpose)

    verdict = permits(user=user, purpose=purpose, custody=custody)

    assert verdict.allowed == (left_out not in {Scope.FILM, *NEEDS[purpose]})


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("state", STATES)
def test_only_a_film_that_stands_is_opened(cast, case, parent, purpose, state):
    custody = build.film(case, parent, state=state)
    agree(case, parent)
    user = asked(cast, custody, purpose)

    verdict = permits(user=user, purpose=purpose, custody=custody)

    assert verdict.allowed == (state in OPEN_STATES)
    assert verdict.gone == (state == "destroyed")


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize(
    "who", ["trainee", "guider", "other_guider", "supervisor", "administrator", "stranger"]
)
@pytest.mark.parametrize("has_grant", [False, True])
def test_the_guider_in_charge_prepares_and_reviews_and_a_supervisor_who_was_let_in_supervises(
    cast, case, parent, purpose, who, has_grant
):
    custody = build.film(case, parent)
    agree(case, parent)
    user = getattr(cast, who)
    if has_grant:
        build.grant(custody, user)

    verdict = permits(user=user, purpose=purpose, custody=custody)

    own = who == "trainee" and purpose not in (Purpose.SUPERVISION, Purpose.GROUP_SUPERVISION)
    let_in = who == "supervisor" and has_grant and purpose == Purpose.SUPERVISION
    assert verdict.allowed == (own or let_in)


@pytest.mark.parametrize("purpose", Purpose)
def test_nobody_listed_means_nobody_watches(cast, case, purpose):
    custody = build.film(case)

    verdict = permits(user=asked(cast, custody, purpose), purpose=purpose, custody=custody)

    assert verdict.reasons == ("Say who is in the picture first.",)
    assert not verdict.allowed


@pytest.mark.parametrize("purpose", Purpose)
def test_who_has_no_business_with_the_film_learns_nothing_about_it(cast, case, parent, purpose):
    build.answers(case, parent, film="refused")
    custody = build.film(case, parent, state="destroyed")

    for user in (cast.guider, cast.stranger, cast.administrator, cast.supervisor):
        verdict = permits(user=user, purpose=purpose, custody=custody)
        assert len(verdict.reasons) == 1
        assert "Amina" not in verdict.reasons[0]
        assert "destroyed" not in verdict.reasons[0]
        assert not verdict.gone


def test_the_guider_reads_names_and_the_supervisor_reads_roles(cast, case, parent, child):
    custody = build.film(case, parent, child)
    build.answers(case, parent, film="given", supervision="refused")
    build.grant(custody, cast.supervisor)

    for_guider = permits(user=cast.trainee, purpose=Purpose.PREPARATION, custody=custody)
    for_supervisor = permits(user=cast.supervisor, purpose=Purpose.SUPERVISION, custody=custody)

    assert for_guider.reasons == ("Zed has not been asked about “Being filmed” yet.",)
    assert for_supervisor.reasons == (
        "Parent said no to “Showing film to the guider's supervisor”.",
        "Child has not been asked about “Being filmed” yet.",
        "Child has not been asked about “Showing film to the guider's supervisor” yet.",
    )


@pytest.mark.parametrize("purpose", [Purpose.KEEPSAKE, Purpose.CLIPS_TO_FAMILY])
def test_beside_the_family_whose_consent_is_missing_is_said_by_part(cast, case, parent, child, purpose):
    custody = build.film(case, parent, child)
    build.answers(case, parent, film="given", **{purpose: "given"})
    build.answers(case, child, film="given", **{purpose: "refused"})

    verdict = permits(user=cast.trainee, purpose=purpose, custody=custody)

    assert verdict.reasons == (f"Child said no to “{Scope(purpose).label}”.",)


CHANGES = {
    "role of the guider ended": lambda cast: cast.trainee.roles_held.update(until=timezone.now()),
    "role of the supervisor ended": lambda cast: cast.supervisor.roles_held.update(until=timezone.now()),
    "guider closed": lambda cast: change(cast.trainee, is_active=False),
    "supervisor closed": lambda cast: change(cast.supervisor, is_active=False),
    "guider moved away": lambda cast: change(cast.trainee, organisation=cast.stranger.organisation),
    "pair ended": lambda _cast: SupervisionPair.objects.update(until=timezone.now()),
    "grant ended": lambda _cast: Grant.objects.update(ended_at=timezone.now()),
    "case handed over": lambda cast: change(cast.trainee.cases.get(), guider=cast.guider),
}


def change(thing, **fields):
    type(thing).objects.filter(pk=thing.pk).update(**fields)


@pytest.mark.parametrize(
    ("what", "guider_watches", "supervisor_watches"),
    [
        ("role of the guider ended", False, True),
        ("role of the supervisor ended", True, False),
        ("guider closed", False, True),
        ("supervisor closed", True, False),
        ("guider moved away", False, True),
        ("pair ended", True, False),
        ("grant ended", True, False),
        ("case handed over", False, False),
    ],
)
def test_a_change_of_role_account_case_or_pair_counts_from_the_next_question_on(
    cast, case, parent, what, guider_watches, supervisor_watches
):
    custody = build.film(case, parent)
    agree(case, parent)
    build.grant(custody, cast.supervisor)

    def watches():
        return [
            permits(user=user, purpose=purpose, custody=custody).allowed
            for user, purpose in (
                (cast.trainee, Purpose.PREPARATION),
                (cast.supervisor, Purpose.SUPERVISION),
            )
        ]

    assert watches() == [True, True]
    assert cast.trainee.role_codes | cast.supervisor.role_codes  # remembered by the account, ignored here

    CHANGES[what](cast)

    assert watches() == [guider_watches, supervisor_watches]


def test_who_takes_a_case_over_watches_from_the_next_question_on(cast, case, parent):
    custody = build.film(case, parent)
    agree(case, parent)
    change(case, guider=cast.guider)

    assert permits(user=cast.guider, purpose=Purpose.PREPARATION, custody=custody)


def test_a_supervisor_who_is_the_guider_of_the_case_does_not_supervise_it(cast, parent, case):
    RoleHeld.objects.create(user=cast.trainee, role="supervisor")
    custody = build.film(case, parent)
    agree(case, parent)
    build.grant(custody, cast.trainee)

    assert not permits(user=cast.trainee, purpose=Purpose.SUPERVISION, custody=custody)


def test_somebody_found_to_be_in_the_picture_closes_the_film_at_once(cast, case, parent, child):
    custody = build.film(case, parent)
    agree(case, parent)
    assert permits(user=cast.trainee, purpose=Purpose.PREPARATION, custody=custody)

    add_appearance(custody=custody, person=child, by=cast.trainee)

    assert not permits(user=cast.trainee, purpose=Purpose.PREPARATION, custody=custody)


def test_consent_in_one_case_says_nothing_in_another(cast, case, parent):
    second = builders.case(cast.trainee)
    Participation.objects.create(case=second, person=parent, role=Participation.Role.PARENT)
    agree(second, parent)

    assert not permits(user=cast.trainee, purpose=Purpose.PREPARATION, custody=build.film(case, parent))


def test_what_is_taken_back_in_another_case_stays_given_in_this_one(cast, case, parent):
    second = builders.case(cast.trainee)
    Participation.objects.create(case=second, person=parent, role=Participation.Role.PARENT)
    agree(case, parent)
    Withdrawal.objects.create(case=second, person=parent, recorded_by=cast.trainee)

    assert permits(user=cast.trainee, purpose=Purpose.PREPARATION, custody=build.film(case, parent))


@pytest.mark.parametrize("purpose", Purpose)
def test_the_number_of_questions_to_the_database_is_small_and_does_not_grow(
    cast, case, purpose, django_assert_max_num_queries
):
    people = [builders.person(case) for _ in range(8)]
    agree(case, *people)
    custody = build.film(case, *people)
    user = asked(cast, custody, purpose)

    with django_assert_max_num_queries(7):
        assert permits(user=user, purpose=purpose, custody=custody)


def test_a_verdict_is_as_true_as_it_is_allowed(cast, case):
    assert not permits(user=cast.stranger, purpose=Purpose.PREPARATION, custody=build.film(case))
