"""A supervisor from another organisation: for one trainee, while the pairing lasts, with more consent."""

from datetime import timedelta
from itertools import product
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.actions import close_account, end_pair, pair, pair_across
from accounts.models import SupervisionPair, User
from audit.models import Entry
from cases.models import Case
from consent.actions import withdraw
from consent.models import Grant
from consent.rules import permits
from consent.scopes import Purpose
from supervision.actions import decide, hold_session
from supervision.models import Submission, SupervisionSession
from supervision.rules.meetings import SessionFacts
from tests import builders, consent_builders
from tests.supervision.conftest import FAMILY, send

FIRST_BYTES = {"headers": {"Range": "bytes=0-9"}}
NOTHING_MORE = {"name": "", "house": "", "last_day": None}


@pytest.fixture
def outside(chosen: SimpleNamespace) -> SimpleNamespace:
    """Everyone agrees to an external supervisor, who is named for the trainee until tomorrow."""
    for person in (chosen.parent, chosen.child):
        consent_builders.answers(chosen.case, person, accreditation="given")
    User.objects.filter(pk=chosen.trainee.pk).update(name="Tamsin Learner")
    chosen.trainee.refresh_from_db()
    house = chosen.cast.stranger.organisation
    chosen.foreign_administrator = builders.user("administrator", house, "foreign")
    chosen.inside, chosen.supervisor = chosen.supervisor, builders.user("supervisor", house, "outsider")
    chosen.pair = name(chosen, last_day=timezone.localdate() + timedelta(days=1))
    return chosen


def name(scene: SimpleNamespace, **fields) -> SupervisionPair:
    facts = NOTHING_MORE | {"email": scene.supervisor.email} | fields
    return pair_across(trainee=scene.trainee, by=scene.cast.administrator, **facts)


def day(number: int) -> object:
    return timezone.now() + timedelta(days=number)


PAIRINGS = {
    "without an end": lambda pair: set_until(pair, None),
    "last day to come": lambda pair: set_until(pair, day(1)),
    "ended by hand": lambda pair: end_pair(pair=pair, by=pair.trainee),
    "last day past": lambda pair: set_until(pair, day(-1)),
    "supervisor's account closed": lambda pair: close_account(
        person=pair.supervisor, by=boss(pair.supervisor)
    ),
    "trainee's account closed": lambda pair: close_account(person=pair.trainee, by=boss(pair.trainee)),
}
OPEN = {"without an end", "last day to come"}


def set_until(pair: SupervisionPair, until: object) -> None:
    SupervisionPair.objects.filter(pk=pair.pk).update(until=until)


def boss(person: User) -> User:
    return User.objects.get(organisation=person.organisation, roles_held__role="administrator")


@pytest.mark.parametrize(
    ("pairing", "agreed", "decided"),
    list(product(PAIRINGS, ["everyone", "only the parent", "taken back"], [False, True])),
)
def test_the_gate_opens_only_in_an_open_pair_with_consent_to_it_before_the_decision(
    outside, sign_in, pairing, agreed, decided
):
    outside.submission = send(outside)
    client = sign_in(outside.supervisor)
    address = reverse("submission-film", args=[outside.submission.pk, outside.footage.pk])
    assert client.get(address, **FIRST_BYTES).status_code == 206
    if agreed == "only the parent":
        consent_builders.answers(outside.case, outside.child, accreditation="refused")
    elif agreed == "taken back":
        withdraw(case=outside.case, person=outside.child, scope="accreditation", by=outside.trainee)
    if decided:
        decide(submission=outside.submission, verdict="released", words="", minutes=5, by=outside.supervisor)
    PAIRINGS[pairing](outside.pair)

    opened = pairing in OPEN and agreed == "everyone" and not decided
    asker = User.objects.get(pk=outside.supervisor.pk)
    verdict = permits(user=asker, purpose=Purpose.SUPERVISION, custody=outside.footage.custody)
    assert verdict.allowed == opened
    assert not [name for name in FAMILY if name in " ".join(verdict.reasons)]
    answer = client.get(address, **FIRST_BYTES).status_code
    assert answer == (206 if opened else 302 if pairing.startswith("supervisor's") else 403)


def test_taking_back_the_consent_to_outsiders_leaves_the_inside_supervisor_in(outside):
    send(outside)
    consent_builders.grant(outside.footage.custody, outside.inside)
    withdraw(case=outside.case, person=outside.parent, scope="accreditation", by=outside.trainee)
    assert [grant.user for grant in Grant.objects.filter(ended_at=None)] == [outside.inside]
    custody = outside.footage.custody
    assert permits(user=outside.inside, purpose=Purpose.SUPERVISION, custody=custody).allowed


@pytest.mark.parametrize("answer", ["refused", "not_asked"])
def test_clips_do_not_leave_the_house_without_consent_to_it(outside, answer):
    if answer == "refused":
        consent_builders.answers(outside.case, outside.child, accreditation="refused")
    else:
        outside.child.consent_records.filter(decisions__scope="accreditation").delete()
    with pytest.raises(ValidationError) as refusal:
        send(outside)
    assert "works for another organisation" in refusal.value.messages[0]
    assert "Ask first: Robin Canary." in refusal.value.messages[0]
    assert (Submission.objects.count(), Grant.objects.count()) == (0, 0)


def test_everything_the_outsider_reached_is_gone_when_the_pair_ends(outside, sign_in):
    submission = send(outside)
    facts = SessionFacts(
        kind="individual",
        is_remote=True,
        held_on=timezone.localdate(),
        minutes=45,
        trainees=[outside.trainee],
    )
    meeting = hold_session(facts=facts, by=outside.supervisor)
    client = sign_in(outside.supervisor)
    reached = [
        reverse("submission", args=[submission.pk]),
        reverse("trainee", args=[outside.trainee.pk]),
        reverse("meeting", args=[meeting.pk]),
        reverse("meeting-correction", args=[meeting.pk]),
        reverse("portfolio", args=[outside.trainee.pk]),
    ]
    assert [client.get(address).status_code for address in reached] == [200] * 5
    set_until(outside.pair, day(-1))
    assert [client.get(address).status_code for address in reached] == [404] * 5
    for page in ("submissions", "trainees", "meeting-new"):
        assert outside.trainee.name not in client.get(reverse(page)).content.decode()
    assert SupervisionSession.objects.visible_to(outside.trainee).count() == 1


def test_the_outsider_sees_nobody_else_of_the_organisation(outside, sign_in):
    submission = send(outside)
    other = builders.user("trainee", outside.cast.organisation, "nobody-they-know")
    pair(supervisor=outside.inside, trainee=other, by=outside.cast.administrator)
    client = sign_in(outside.supervisor)
    pages = [reverse("submissions"), reverse("submission", args=[submission.pk]), reverse("trainees")]
    pages += [reverse("trainee", args=[outside.trainee.pk]), reverse("meeting-new")]
    texts = [client.get(page).content.decode() for page in pages]
    hidden = [*FAMILY, outside.case.number, other.name]
    assert [word for word in hidden for text in texts if word in text] == []
    assert [status(client, "trainee", other), status(client, "assessment-new", outside.trainee)] == [404, 403]


def status(client, page: str, person: User) -> int:
    return client.get(reverse(page, args=[person.pk])).status_code


def test_a_meeting_names_no_trainee_to_the_trainee_of_another_organisation(outside):
    own = builders.user("trainee", outside.supervisor.organisation, "own")
    builders.pair(outside.supervisor, own)
    facts = SessionFacts(
        kind="pair", is_remote=True, held_on=timezone.localdate(), minutes=45, trainees=[outside.trainee, own]
    )
    with pytest.raises(ValidationError, match="different organisations"):
        hold_session(facts=facts, by=outside.supervisor)
    assert SupervisionSession.objects.count() == 0


def test_the_trail_is_read_where_the_trainee_works_and_nowhere_else(outside, sign_in):
    submission = send(outside)
    outsider = sign_in(outside.supervisor)
    outsider.get(reverse("submission-film", args=[submission.pk, outside.footage.pk]), **FIRST_BYTES)
    outsider.get(reverse("portfolio-table", args=[outside.trainee.pk]))
    decide(submission=submission, verdict="released", words="", minutes=5, by=outside.supervisor)
    facts = SessionFacts(
        kind="individual",
        is_remote=True,
        held_on=timezone.localdate(),
        minutes=45,
        trainees=[outside.trainee],
    )
    hold_session(facts=facts, by=outside.supervisor)
    close_account(person=outside.supervisor, by=outside.foreign_administrator)
    actions = {"pair.begun", "film.read", "submission.released", "supervision.held", "portfolio.exported"}
    actions |= {"pair.ended"}
    assert actions <= set(Entry.objects.values_list("action", flat=True))
    here = sign_in(outside.cast.administrator).get(reverse("audit")).context["rows"]
    there = sign_in(outside.foreign_administrator).get(reverse("audit")).context["rows"]
    assert "Outsider" in {row.who for row in here}
    here, there = ({row.entry.action for row in rows} for rows in (here, there))
    assert [action for action in sorted(actions) if action not in here] == []
    assert [action for action in sorted(actions) if action in there] == []
    assert "person.account_closed" in there


def test_their_own_administrator_does_not_see_whom_they_supervise_elsewhere(outside, sign_in):
    page = sign_in(outside.foreign_administrator).get(reverse("person", args=[outside.supervisor.pk]))
    assert outside.trainee.name not in page.content.decode()


def test_what_the_outsider_decided_is_on_their_record_as_long_as_the_pair_lasts(outside, sign_in):
    submission = send(outside)
    decide(submission=submission, verdict="released", words="", minutes=5, by=outside.supervisor)
    client, where = sign_in(outside.supervisor), reverse("supervision-record")
    Case.objects.update(guider=outside.cast.guider)
    assert "Tamsin Learner" in client.get(where).content.decode()
    end_pair(pair=outside.pair, by=outside.cast.administrator)
    assert "Tamsin Learner" not in client.get(where).content.decode()
    assert "Outsider" in sign_in(outside.trainee).get(where).content.decode()
