"""Trainees at every point of their pathway. Past cycles are rows; all else is done by the real verbs."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from accounts.actions import invite, join, pair
from accounts.models import User
from cases.models import Case, Participation, Person
from supervision.actions import (
    ask_assessor,
    end_stage,
    enrol,
    ensure_pathways,
    hold_session,
    save_statement,
    sign_session,
)
from supervision.models import Enrolment, Stage
from supervision.rules.meetings import SessionFacts
from vig.demo.history import complete_cycle
from vig.demo.people import PASSWORD, SEED, Cast

UNDER_THE_OLD_RULES = "Done under the version of 2014 at another service; the certificates were seen."


@dataclass(frozen=True)
class Trainee:
    """With whom they learn, and where they stand."""

    person: User
    supervisor: User
    enrolment: Enrolment | None = None


def tell_all(cast: Cast) -> None:
    ensure_pathways()
    assessor = _account(cast, "Sky Supervisor", "supervisor", "sky")
    beginning(cast)
    _trainee(cast, "Nova Newcomer", cast.supervisor)
    ready(cast)
    assessed(cast, assessor)
    finished(cast, assessor)


def beginning(cast: Cast) -> None:
    """Half of the first stage, a meeting to sign, a statement begun."""
    tory = _enrolled(cast.trainee, cast.supervisor, stage=1, days_ago=120)
    _cycles(tory, clients=2, cycles=3)
    for days in (90, 62, 33):
        _meet(tory, days_ago=days, minutes=60, learned="Waiting gives room. Say less, name what you see.")
    _meet(tory, days_ago=2, minutes=45, learned="Begin the clip before the initiative.", signed=False)
    words = "At first I looked for what to change. Now I look for what already works."
    save_statement(words=words, hand_in=False, by=cast.trainee)


def ready(cast: Cast) -> None:
    """Everything of the first stage is done: an assessor can be asked."""
    remy = _trainee(cast, "Remy Ready", cast.supervisor)
    carried = {"cycles": 4, "clients": 1, "minutes": 300}
    standing = _enrolled(remy, cast.supervisor, stage=1, days_ago=100, carried=carried)
    _cycles(standing, clients=1, cycles=2)
    for days in (60, 20):
        _meet(standing, days_ago=days, minutes=60, learned="You receive with your face before you speak.")
    words = "A mother showed me that a pause is an answer too. I have learned to trust it."
    save_statement(words=words, hand_in=True, by=remy)


def assessed(cast: Cast, other: User) -> None:
    """Supervised by somebody else; our supervisor is asked to assess the end of the second stage."""
    asa = _trainee(cast, "Asa Attuned", other)
    carried = {"cycles": 7, "clients": 2, "minutes": 420}
    standing = _enrolled(asa, other, stage=2, days_ago=150, carried=carried)
    _cycles(standing, clients=1, cycles=2)
    _meet(standing, days_ago=30, minutes=60, learned="The turns become longer, and the parent leads.")
    words = "In the shared review I now follow the parent, and the clip becomes theirs."
    save_statement(words=words, hand_in=True, by=asa)
    if standing.enrolment:
        ask_assessor(enrolment=standing.enrolment, assessor=cast.supervisor, by=other)


def finished(cast: Cast, assessor: User) -> None:
    """The whole way."""
    fay = _trainee(cast, "Fay Finished", cast.supervisor)
    carried = {"cycles": 10, "clients": 2, "minutes": 420}
    standing = _enrolled(fay, cast.supervisor, stage=3, days_ago=170, carried=carried)
    _cycles(standing, clients=1, cycles=2)
    _meet(standing, days_ago=40, minutes=60, learned="Nothing to add: you see it before I do.")
    if standing.enrolment:
        meeting = ask_assessor(enrolment=standing.enrolment, assessor=assessor, by=cast.supervisor)
        words = "Warm, unhurried, precise. Next: supervise others."
        end_stage(meeting=meeting, held_on=_day(10), words=words, by=assessor)


def _account(cast: Cast, name: str, role: str, email: str) -> User:
    address = f"{email}@demo.example"
    made = invite(email=address, name=name, organisation=cast.organisation, roles={role}, by=SEED)
    join(person=made, password=PASSWORD)
    return made


def _trainee(cast: Cast, name: str, supervisor: User) -> User:
    person = _account(cast, name, "trainee", name.split()[0].lower())
    pair(supervisor=supervisor, trainee=person, by=cast.administrator)
    return person


def _enrolled(
    person: User, supervisor: User, *, stage: int, days_ago: int, carried: dict[str, int] | None = None
) -> Trainee:
    enrolment = enrol(
        trainee=person,
        stage=Stage.objects.get(pathway__code="three-stages", number=stage),
        begun_on=_day(days_ago),
        carried=carried or {},
        reason=UNDER_THE_OLD_RULES if carried else "",
        by=supervisor,
    )
    return Trainee(person, supervisor, enrolment)


def _cycles(trainee: Trainee, *, clients: int, cycles: int) -> None:
    """So many complete cycles with so many families, since the enrolment."""
    made = [_family(trainee.person, number) for number in range(1, clients + 1)]
    for number in range(cycles):
        case = made[number % clients]
        complete_cycle(case, case.cycles.count() + 1, _day(95 - 20 * number))


def _family(guider: User, number: int) -> Case:
    case = Case.objects.create(
        organisation=guider.organisation,
        number=f"T-{guider.pk:02}{number:02}",
        guider=guider,
        status=Case.Status.CLOSED,
        referred_on=_day(115),
        source="health_visitor",
        reason="attachment",
        closed_on=_day(12),
        closing_reason="completed",
    )
    for role, age in (("parent", 31 * 365), ("child", 260 + 40 * number)):
        person = Person.objects.create(name=f"{role.title()} Example", born_on=_day(age))
        Participation.objects.create(
            case=case, person=person, role=role, is_client=role == "parent", since=_day(115)
        )
    return case


def _meet(trainee: Trainee, *, days_ago: int, minutes: int, learned: str, signed: bool = True) -> None:
    facts = SessionFacts(
        kind="individual",
        is_remote=days_ago < 10,
        held_on=_day(days_ago),
        minutes=minutes,
        trainees=[trainee.person],
        learning_points=learned,
    )
    meeting = hold_session(facts=facts, by=trainee.supervisor)
    if signed:
        sign_session(meeting=meeting, by=trainee.person)


def _day(days_ago: int) -> date:
    return timezone.localdate() - timedelta(days=days_ago)
