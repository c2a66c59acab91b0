"""Many cases at once, as a caseload that is under way has them."""

from datetime import date, timedelta

from accounts.models import User
from cases.models import Case, HelpingQuestion, Participation, Person, Rating
from consent.actions import ensure_form
from consent.models import ConsentRecord, ScopeDecision
from sessions.models import Cycle, FilmedSession
from tests import builders

FIRST_DAY = date(2020, 1, 1)


def caseload_of(guider: User, count: int, status: str = "active") -> list[Case]:
    """Each with a client, a child, a rated helping question, an open cycle and a filming that is planned."""
    made = builders.case(guider)
    template = {"organisation": guider.organisation, "source": made.source, "reason": made.reason}
    made.delete()
    start = Case.objects.count()
    cases = Case.objects.bulk_create(
        Case(
            guider=guider,
            number=f"M-{start + at:05}",
            status=status,
            referred_on=FIRST_DAY + timedelta(days=at % 900),
            **template,
        )
        for at in range(count)
    )
    people = Person.objects.bulk_create(Person(name=f"Person {at}") for at in range(2 * count))
    roles = ("parent", "child")
    Participation.objects.bulk_create(
        Participation(case=cases[at // 2], person=person, role=roles[at % 2], is_client=at % 2 == 0)
        for at, person in enumerate(people)
    )
    questions = HelpingQuestion.objects.bulk_create(
        HelpingQuestion(case=case, own_words="So that we get on", agreed_wording="How do we get on?")
        for case in cases
    )
    Rating.objects.bulk_create(
        Rating(question=question, kind=kind, moment="baseline", value=value, rated_by=people[2 * at])
        for at, question in enumerate(questions)
        for kind, value in (("now", 3), ("hoped_for", 8))
    )
    _agreed_to_film(guider, cases, people)
    cycles = Cycle.objects.bulk_create(Cycle(case=case, number=1) for case in cases)
    FilmedSession.objects.bulk_create(FilmedSession(cycle=cycle, kind="filming") for cycle in cycles)
    return cases


def _agreed_to_film(guider: User, cases: list[Case], people: list[Person]) -> None:
    form = ensure_form(guider.organisation)
    records = ConsentRecord.objects.bulk_create(
        ConsentRecord(
            case=cases[at // 2], person=person, signer=person, ground="own", form=form, witness=guider
        )
        for at, person in enumerate(people)
    )
    ScopeDecision.objects.bulk_create(
        ScopeDecision(record=record, scope="film", answer="given") for record in records
    )
