"""Closed cases of the past quarters, for the caseload report. Their film was destroyed long ago.

These rows are written directly: the product's verbs happen now, and history happened before.
"""

import random
import uuid
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from cases.models import Case, HelpingQuestion, Participation, Person, Rating
from consent.models import Custody, Destruction
from sessions.models import Cycle, FilmedSession, Footage
from vault.models import Recording
from vig.demo.people import Cast

CASES = 150
SOURCES = ["health_visitor"] * 5 + ["midwife"] * 3 + ["self"] * 2 + ["gp", "social_care", "education"]
REASONS = ["attachment"] * 5 + ["perinatal"] * 3 + ["relationship", "premature", "placement"]
ENDINGS = ["completed"] * 8 + ["early"] * 2 + ["chose_to_stop", "no_contact", "moved"]


def write(cast: Cast, seed: int = 1) -> None:
    dice = random.Random(seed)  # noqa: S311 - invented history, not a secret
    today = timezone.localdate()
    for number in range(1, CASES + 1):
        _case(cast, number, today - timedelta(days=dice.randint(190, 500)), dice)


def _case(cast: Cast, number: int, referred_on: date, dice: random.Random) -> None:
    weeks = dice.randint(10, 20)
    case = Case.objects.create(
        organisation=cast.organisation,
        number=f"D-{number:04}",
        guider=cast.former,
        status=Case.Status.CLOSED,
        referred_on=referred_on,
        source=dice.choice(SOURCES),
        reason=dice.choice(REASONS),
        opened_at=_at_noon(referred_on + timedelta(days=5)),
        closed_on=referred_on + timedelta(weeks=weeks),
        closing_reason=dice.choice(ENDINGS),
    )
    client = Person.objects.create(name="Former Example")
    Participation.objects.create(case=case, person=client, role="parent", is_client=True, since=referred_on)
    done = 3 if case.closing_reason == "completed" else dice.randint(0, 2)
    first_film = referred_on + timedelta(days=dice.randint(18, 50))
    for cycle in range(1, done + 1):
        complete_cycle(case, cycle, first_film + timedelta(days=21 * (cycle - 1)))
    _ratings(case, client, dice, done, first_film)


def complete_cycle(case: Case, number: int, filmed_on: date) -> None:
    """Film and shared review some time ago; the film has been destroyed since."""
    reviewed_on = filmed_on + timedelta(days=9)
    cycle = Cycle.objects.create(
        case=case,
        number=number,
        state=Cycle.State.COMPLETE,
        completed_on=reviewed_on,
        completed_by=case.guider,
    )
    filming, _review = (
        FilmedSession.objects.create(cycle=cycle, kind=kind, held_on=day, finished_at=_at_noon(day))
        for kind, day in (("filming", filmed_on), ("shared_review", reviewed_on))
    )
    _destroyed_film(case, filming, _at_noon(case.closed_on or reviewed_on))


def _destroyed_film(case: Case, filming: FilmedSession, at: datetime) -> None:
    taken = _at_noon(filming.held_on)
    recording = Recording.objects.create(
        key=uuid.uuid4(),
        state=Recording.State.DESTROYED,
        created_at=taken,
        ready_at=taken,
        destroyed_at=at,
        key_destroyed_at=at,
    )
    custody = Custody.objects.create(recording=recording, case=case, received_at=taken)
    Footage.objects.create(
        filmed_session=filming, custody=custody, file_name="", added_by=case.guider, created_at=taken
    )
    Destruction.objects.create(
        case=case,
        recording=recording,
        reason=Destruction.Reason.RETENTION,
        files=0,
        bytes=0,
        hashes=[],
        decided_at=at,
        key_destroyed_at=at,
        bytes_destroyed_at=at,
    )


def _ratings(case: Case, client: Person, dice: random.Random, done: int, first: date) -> None:
    question = HelpingQuestion.objects.create(
        case=case,
        own_words="More good minutes.",
        agreed_wording="Where are our good minutes?",
        agreed_on=first,
    )
    start = dice.randint(1, 5)
    given = [("baseline", start, first)]
    if done:
        given.append(("end", min(start + dice.randint(0, 5), 10), case.closed_on or first))
    for moment, value, day in given:
        Rating.objects.create(
            question=question, kind="now", moment=moment, value=value, rated_by=client, rated_on=day
        )


def _at_noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
