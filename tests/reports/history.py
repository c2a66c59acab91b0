"""Invented caseloads for reports, written in one go."""

import random
from datetime import UTC, date, datetime, timedelta

from accounts.models import User
from cases.models import Case, HelpingQuestion, Interpreting, Participation, Person, Rating, Visit
from sessions.models import Cycle, FilmedSession

FEW, MANY = (60, 25, 10, 4, 1), 1000
YEAR = 2025
STATUSES = {"closed": 50, "active": 25, "engaging": 8, "waiting": 7, "declined": 7, "redirected": 3}


def caseload(guider: User, number: int, seed: int = 1, year: int = YEAR) -> None:
    """So many cases of one year, skewed as those of real services are."""
    dice = random.Random(seed)  # noqa: S311 - invented cases, not a secret
    for start in range(0, number, MANY):
        _batch(guider, range(start, min(number, start + MANY)), seed, dice, year)


def _skewed(dice: random.Random, choices: list[str]) -> str:
    weights = [*FEW, *[1] * len(choices)][: len(choices)]
    return dice.choices(choices, weights)[0]


def _case(guider: User, number: str, dice: random.Random, year: int) -> Case:
    referred_on = date(year, 1, 1) + timedelta(days=dice.randrange(365))
    status = dice.choices(
        ["closed", "active", "engaging", "waiting", "declined", "redirected"], [50, 25, 8, 7, 7, 3]
    )[0]
    made = Case(
        organisation=guider.organisation,
        number=number,
        guider=guider,
        status=status,
        referred_on=referred_on,
        source=_skewed(dice, list(Case.Source.values)),
        reason=_skewed(dice, list(Case.Reason.values)),
        opened_at=datetime.combine(referred_on, datetime.min.time(), UTC),
    )
    if status in ("declined", "redirected"):
        made.decision_reason = "other"
        made.redirected_to = "other" if status == "redirected" else ""
    elif status != "waiting":
        made.first_contact_on = referred_on + timedelta(days=dice.randrange(1, 40))
    if status == "closed":
        made.closed_on = referred_on + timedelta(days=dice.randrange(60, 240))
        made.closing_reason = _skewed(dice, list(Case.ClosingReason.values))
    return made


def _batch(guider: User, numbers: range, seed: int, dice: random.Random, year: int) -> None:
    cases = Case.objects.bulk_create(_case(guider, f"H{seed}-{number}", dice, year) for number in numbers)
    people = Person.objects.bulk_create(
        Person(name="P", born_on=case.referred_on - timedelta(days=dice.randrange(2000))) for case in cases
    )
    Participation.objects.bulk_create(
        Participation(case=case, person=person, role="child", since=case.referred_on)
        for case, person in zip(cases, people, strict=True)
    )
    Interpreting.objects.bulk_create(
        Interpreting(case=case, need=_skewed(dice, ["none", "not_known", "signed"])) for case in cases
    )
    met = [case for case in cases if case.first_contact_on]
    _visits(guider, met, dice)
    _work(met, dice)
    _ratings([case for case in met if case.status == "closed"], dice)


def _visits(guider: User, cases: list[Case], dice: random.Random) -> None:
    Visit.objects.bulk_create(
        Visit(
            case=case,
            day=case.first_contact_on + timedelta(days=14 * number),
            place="home",
            purpose="other",
            attendance=_skewed(dice, list(Visit.Attendance.values)),
            attendance_by=guider,
        )
        for case in cases
        for number in range(dice.randrange(1, 5))
    )


def _work(cases: list[Case], dice: random.Random) -> None:
    cycles = Cycle.objects.bulk_create(
        Cycle(case=case, number=number, state="complete", completed_on=case.first_contact_on)
        for case in cases
        for number in range(1, dice.randrange(1, 5))
    )
    FilmedSession.objects.bulk_create(
        FilmedSession(
            cycle=cycle,
            kind="shared_review",
            held_on=cycle.completed_on + timedelta(days=20 * cycle.number),
            finished_at=datetime(YEAR, 3, 1, tzinfo=UTC),
        )
        for cycle in cycles
    )


def _ratings(cases: list[Case], dice: random.Random) -> None:
    asked = HelpingQuestion.objects.bulk_create(
        HelpingQuestion(case=case, own_words="Q", agreed_wording="Q") for case in cases
    )
    raters = {part.case_id: part.person_id for part in Participation.objects.filter(case__in=cases)}
    Rating.objects.bulk_create(
        Rating(
            question=question,
            kind="now",
            moment="review",
            value=dice.randrange(11),
            rated_by_id=raters[question.case_id],
            rated_on=question.case.first_contact_on + timedelta(days=10 * turn),
        )
        for question in asked
        for turn in range(dice.randrange(3))
    )
