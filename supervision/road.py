"""Where trainees stand, gathered for many of them in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Min, Q
from django.utils import timezone

from accounts.models import User
from sessions.models import Cycle
from supervision.counting import WRITTEN, DoneCycle, Span, Supervised, Tally, tallies
from supervision.models import (
    Attendance,
    CarriedWork,
    Decision,
    Enrolment,
    ReflectiveStatement,
    Stage,
    StageMeeting,
)

PASSED, NOW, AHEAD, BEFORE = "passed", "now", "ahead", "before"


@dataclass(frozen=True)
class Standing:
    """One stage. `before`: it was passed before this enrolment; `since` is None until it is begun."""

    stage: Stage
    state: str
    tally: Tally
    since: date | None = None
    meeting: StageMeeting | None = None
    carried: CarriedWork | None = None

    @property
    def missing(self) -> Tally:
        """What the stage still asks for. Months and meetings are a guide, so they are never missing."""
        return Tally(
            cycles=max(self.stage.cycles - self.tally.cycles, 0),
            clients=max(self.stage.clients - self.tally.clients, 0),
            minutes=max(self.stage.minutes - self.tally.minutes, 0),
        )

    @property
    def is_done(self) -> bool:
        return self.missing == Tally()


@dataclass(frozen=True)
class Road:
    """`enrolment` is the newest, also where it is finished; None until somebody has enrolled them."""

    trainee: User
    enrolment: Enrolment | None = None
    stages: list[Standing] = field(default_factory=list)
    statement: ReflectiveStatement | None = None
    to_sign: list[Attendance] = field(default_factory=list)
    supervised: list[Supervised] = field(default_factory=list)

    @property
    def now(self) -> Standing | None:
        return next((standing for standing in self.stages if standing.state == NOW), None)


def road_of(trainee: User) -> Road:
    return roads_of([trainee])[trainee.pk]


def roads_of(trainees: Iterable[User]) -> dict[int, Road]:
    """By trainee."""
    people = {person.pk: person for person in trainees}
    enrolments = _newest_enrolments(people)
    cycles, attended, written = _cycles(people), _attended(people), _written(people)
    roads = {}
    for pk, person in people.items():
        enrolment = enrolments.get(pk)
        signed = [it for it in attended[pk] if it.signed_at]
        supervised = written[pk] + [
            Supervised(it.meeting.held_on, it.meeting.minutes, it.meeting.kind) for it in signed
        ]
        roads[pk] = Road(
            trainee=person,
            enrolment=enrolment,
            stages=standings(enrolment, cycles[pk], supervised) if enrolment else [],
            statement=_statement(enrolment) if enrolment else None,
            to_sign=[it for it in attended[pk] if it.signed_at is None],
            supervised=supervised,
        )
    return roads


def standings(enrolment: Enrolment, cycles: list[DoneCycle], supervised: list[Supervised]) -> list[Standing]:
    """Every stage of the pathway; those that were begun with what is done in them."""
    stages = list(enrolment.pathway.stages.all())
    meetings = {meeting.stage_id: meeting for meeting in enrolment.stage_meetings.all()}
    begun = [
        stage for stage in stages if enrolment.first_stage.number <= stage.number <= enrolment.stage.number
    ]
    ends = [meetings[stage.pk].held_on if stage.pk in meetings else None for stage in begun]
    counted = tallies(enrolment.begun_on, _spans(enrolment, begun, ends), cycles, supervised)
    tally_of = {stage.pk: tally for stage, tally in zip(begun, counted, strict=True)}
    since = dict(zip([stage.pk for stage in begun], [enrolment.begun_on, *ends], strict=False))
    carried = {work.stage_id: work for work in enrolment.carried.all()}
    return [
        Standing(
            stage=stage,
            state=_state(enrolment, stage, meetings.get(stage.pk)),
            tally=tally_of.get(stage.pk, Tally()),
            since=since.get(stage.pk),
            meeting=meetings.get(stage.pk),
            carried=carried.get(stage.pk),
        )
        for stage in stages
    ]


def _spans(enrolment: Enrolment, begun: list[Stage], ends: list[date | None]) -> list[Span]:
    carried = {work.stage_id: work for work in enrolment.carried.all()}
    spans = []
    for stage, until in zip(begun, ends, strict=True):
        work = carried.get(stage.pk)
        numbers = (work.cycles, work.clients, work.minutes) if work else (0, 0, 0)
        spans.append(Span(until, stage.counts, *numbers))
    return spans


def _state(enrolment: Enrolment, stage: Stage, meeting: StageMeeting | None) -> str:
    if stage.number < enrolment.first_stage.number:
        return BEFORE
    if meeting and meeting.signed_at:
        return PASSED
    return NOW if stage.pk == enrolment.stage_id else AHEAD


def _newest_enrolments(people: Iterable[int]) -> dict[int, Enrolment]:
    rows = (
        Enrolment.objects.filter(trainee__in=people)
        .exclude(ending=Enrolment.Ending.CHANGED)
        .select_related("pathway", "stage", "first_stage", "trainee")
        .prefetch_related("pathway__stages", "stage_meetings__assessor", "carried__entered_by", "statements")
    )
    return {enrolment.trainee_id: enrolment for enrolment in rows.order_by("begun_on", "pk")}


def _statement(enrolment: Enrolment) -> ReflectiveStatement | None:
    written = [each for each in enrolment.statements.all() if each.stage_id == enrolment.stage_id]
    return written[0] if written else None


def _cycles(people: Iterable[int]) -> dict[int, list[DoneCycle]]:
    """A cycle is complete only when its film and its shared review are done (`sessions.rules.cycles`).

    In the own practice of a guider nobody is guided, so its cycles count on no road.
    """
    client = Min("case__participations__person", filter=Q(case__participations__is_client=True))
    done = Cycle.objects.casework().filter(state=Cycle.State.COMPLETE, completed_by__in=people)
    by_person: dict[int, list[DoneCycle]] = defaultdict(list)
    rows = done.annotate(client=client).order_by().values_list("completed_by", "completed_on", "client")
    for person, on, client_pk in rows:
        by_person[person or 0].append(DoneCycle(on or date.min, client_pk))
    return by_person


def _attended(people: Iterable[int]) -> dict[int, list[Attendance]]:
    by_person: dict[int, list[Attendance]] = defaultdict(list)
    rows = Attendance.objects.filter(trainee__in=people).select_related("meeting__supervisor")
    for attendance in rows.order_by("meeting__held_on", "pk"):
        by_person[attendance.trainee_id].append(attendance)
    return by_person


def _written(people: Iterable[int]) -> dict[int, list[Supervised]]:
    """By both, as a meeting is: decided by the supervisor, and confirmed by the trainee."""
    by_person: dict[int, list[Supervised]] = defaultdict(list)
    rows = Decision.objects.filter(submission__submitted_by__in=people, minutes__gt=0, read_at__isnull=False)
    for person, at, minutes in rows.values_list("submission__submitted_by", "decided_at", "minutes"):
        by_person[person].append(Supervised(timezone.localdate(at), minutes, WRITTEN))
    return by_person
