"""Any history of any film: the gate agrees with the specification, and taking back opens nothing."""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import Authority, Participation
from consent.models import Hold, Restriction, Withdrawal
from consent.rules import permits
from consent.scopes import Purpose
from tests import builders
from tests import consent_builders as build

SCOPES = (
    *("film", "shared_review", "film_the_review", "supervision", "group_supervision"),
    *("keepsake", "clips_to_family"),
)
WHO = ("trainee", "other_guider", "supervisor", "administrator", "stranger")
PEOPLE = 3


@dataclass
class Story:
    """What happened to one film: who is in it, and what people said and took back, one after the other."""

    in_picture: frozenset[int]
    kind: str
    state: str
    has_grant: bool
    # The trainee's own practice, in a group with the other guider.
    in_group: bool
    is_held: bool
    # Whose film nobody uses for now; -1 for the whole case.
    restricted: int | None
    events: list[tuple[int, str, str]] = field(default_factory=list)
    # Those over whom nobody holds the authority any more on which some answers were given.
    ended: frozenset[int] = frozenset()

    def holds(self) -> dict[tuple[int, str], str]:
        now: dict[tuple[int, str], str] = {}
        for person, scope, what in self.events:
            if what in ("given", "refused"):
                now[person, scope] = what
            elif what == "given for":
                now[person, scope] = "lapsed" if person in self.ended else "given"
            elif what.startswith("take"):
                for key in list(now):
                    if key[0] == person and (what == "take all" or key[1] == scope):
                        now[key] = "withdrawn" if now[key] in ("given", "lapsed") else now[key]
        return now

    def allows(self, who: str, purpose: str) -> bool:
        related = {
            "supervision": who == "supervisor" and self.has_grant,
            "group": who == "other_guider" and self.has_grant and self.in_group,
        }.get(purpose, who == "trainee")
        needed = {"film_the_review" if self.kind == "review" else "film"}
        needed |= {purpose} & {"shared_review", "supervision", "keepsake", "clips_to_family"}
        needed |= {"group_supervision"} if purpose == "group" else set()
        now = self.holds()
        everybody = all(now.get((person, scope)) == "given" for person in self.in_picture for scope in needed)
        return (
            related
            and self.state in ("waiting", "working", "ready", "clips")
            and bool(self.in_picture)
            and everybody
            and self.restricted not in (-1, *self.in_picture)
        )


events = st.tuples(
    st.integers(0, PEOPLE - 1),
    st.sampled_from(SCOPES),
    st.sampled_from(("given", "given for", "given for", "refused", "not_asked", "take one", "take all")),
)
# Most stories begin with a yes of everybody, or hardly any film would ever be open.
agreed = st.sampled_from(("given", "given for")).map(
    lambda what: [(person, scope, what) for person in range(PEOPLE) for scope in SCOPES]
)
stories = st.builds(
    lambda in_picture, kind, state, has_grant, in_group, is_held, restricted, begin, then, ended: Story(
        in_picture, kind, state, has_grant, in_group, is_held, restricted, begin + then, ended
    ),
    st.frozensets(st.integers(0, PEOPLE - 1)),
    st.sampled_from(("interaction", "review")),
    st.sampled_from(("waiting", "ready", "working", "receiving", "failed", "clips", "shut", "destroyed")),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.one_of(st.none(), st.none(), st.integers(-1, PEOPLE - 1)),
    st.one_of(agreed, agreed, st.just([])),
    st.lists(events, max_size=5),
    st.frozensets(st.integers(0, PEOPLE - 1), max_size=1),
)


def tell(story, case, people, cast):
    custody = build.film(
        case, *(people[n] for n in sorted(story.in_picture)), kind=story.kind, state=story.state
    )
    for person, scope, what in story.events:
        happen(case, people[person], scope, what)
    for person in story.ended:
        happen(case, people[person], "", "authority ends")
    if story.is_held:
        Hold.objects.create(
            case=case, kind="legal", reason="-", review_on=timezone.localdate(), set_by=case.guider
        )
    if story.restricted is not None:
        person = people[story.restricted] if story.restricted >= 0 else None
        Restriction.objects.create(case=case, person=person, reason="-", set_by=case.guider)
    if story.in_group:
        builders.own_practice(case, builders.group(cast.supervisor, cast.trainee, cast.other_guider))
    if story.has_grant:
        build.grant(custody, cast.supervisor)
        build.grant(custody, cast.other_guider, Purpose.GROUP_SUPERVISION)
    return custody


def happen(case, person, scope, what):
    if what.startswith("take"):
        Withdrawal.objects.create(
            case=case, person=person, scope="" if what == "take all" else scope, recorded_by=case.guider
        )
    elif what == "authority ends":
        Authority.objects.filter(over=person).update(until=timezone.localdate())
    elif what == "given for":
        build.answers(case, person, on=authority_over(case, person), **{scope: "given"})
    else:
        build.answers(case, person, **{scope: what})


def authority_over(case, person):
    holder = case.participations.exclude(person=person).earliest("pk").person
    return Authority.objects.filter(over=person).first() or build.authority(holder, person, "court_order")


@pytest.fixture
def case(cast):
    return builders.case(cast.trainee)


@pytest.fixture
def people(case):
    roles = (Participation.Role.PARENT, Participation.Role.CHILD, Participation.Role.KINSHIP_CARER)
    return [builders.person(case, role) for role in roles]


def people_asking(cast):
    return [getattr(cast, who) for who in WHO]


QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUIET
@given(story=stories)
def test_the_gate_opens_exactly_what_the_specification_opens(cast, case, people, story):
    with transaction.atomic():
        custody = tell(story, case, people, cast)
        for purpose in Purpose:
            for who in WHO:
                verdict = permits(user=getattr(cast, who), purpose=purpose, custody=custody)
                assert verdict.allowed == story.allows(who, purpose.value), (who, purpose)
                assert verdict.allowed == (verdict.reasons == ())
        transaction.set_rollback(True)


@QUIET
@given(
    story=stories,
    person=st.integers(0, PEOPLE - 1),
    scope=st.sampled_from(SCOPES),
    what=st.sampled_from(("take one", "take all", "authority ends")),
)
def test_taking_anything_back_and_the_end_of_an_authority_never_turn_a_no_into_a_yes(
    cast, case, people, story, person, scope, what
):
    with transaction.atomic():
        custody = tell(story, case, people, cast)
        asked = [(user, purpose) for user in people_asking(cast) for purpose in Purpose]
        before = [permits(user=user, purpose=purpose, custody=custody).allowed for user, purpose in asked]
        happen(case, people[person], scope, what)
        after = [permits(user=user, purpose=purpose, custody=custody).allowed for user, purpose in asked]
        assert all(was or not now for was, now in zip(before, after, strict=True))
        transaction.set_rollback(True)
