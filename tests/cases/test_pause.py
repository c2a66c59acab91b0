"""The work rests with a reason, and carries on."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases import actions
from cases.facts import CaseFacts
from cases.models import Case, Pause
from cases.next_step import Urgency, next_step
from cases.rules import Ending
from tests import builders

STATUSES = {"engaging": True, "active": True} | dict.fromkeys(
    ("referred", "waiting", "paused", "declined", "redirected"), False
)


@pytest.fixture
def client(sign_in, cast):
    return sign_in(cast.guider)


@pytest.mark.parametrize(("status", "may"), STATUSES.items())
def test_a_case_under_way_can_rest(cast, family, status, may):
    why = "fits" if status in Case.NOT_TAKEN_ON else ""
    to = "early_help" if status == "redirected" else ""
    Case.objects.update(status=status, decision_reason=why, redirected_to=to)
    if may:
        actions.pause(case=family.case, reason="birth", by=cast.guider)
    else:
        with pytest.raises(ValidationError, match="not possible"):
            actions.pause(case=family.case, reason="birth", by=cast.guider)
    family.case.refresh_from_db()
    assert (family.case.status == "paused" and may, Pause.objects.count()) == (may, int(may))


@pytest.mark.parametrize(("reason", "days"), [("", None), ("bored", None), ("away", 0), ("away", -3)])
def test_a_pause_needs_a_reason_and_a_day_to_come(client, family, reason, days):
    day = "" if days is None else timezone.localdate() + timedelta(days=days)
    response = client.post(reverse("pause", args=[family.case.pk]), {"reason": reason, "review_on": day})
    family.case.refresh_from_db()
    assert (response.status_code, family.case.status, Entry.objects.count()) == (200, "engaging", 0)
    assert "errorlist" in response.content.decode() or "invalid" in response.content.decode()


def test_carrying_on_says_how_long_it_rested_and_asks_consent_again(client, family):
    client.post(reverse("pause", args=[family.case.pk]), {"reason": "away"})
    Pause.objects.update(began_on=timezone.localdate() - timedelta(days=21))
    page = client.get(reverse("case", args=[family.case.pk])).content.decode()
    assert "They are away" in page
    done = client.post(reverse("resumption", args=[family.case.pk]), follow=True).content.decode()
    assert "It rested for 21 days." in done
    family.case.refresh_from_db()
    assert family.case.resumed_at is not None
    assert Pause.objects.get().ended_on == timezone.localdate()


def test_a_second_pause_begins_anew_and_closing_ends_it(cast, family):
    for _again in range(2):
        actions.pause(case=family.case, reason="away", by=cast.guider)
        actions.resume(case=family.case, by=cast.guider)
    actions.pause(case=family.case, reason="illness", by=cast.guider)
    actions.close_case(case=family.case, ending=Ending(reason="illness"), by=cast.guider)
    assert list(Pause.objects.values_list("ended_on", flat=True)) == [timezone.localdate()] * 3


def test_the_database_holds_one_pause_at_a_time(family):
    Pause.objects.create(case=family.case, reason="away")
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(case=family.case, reason="away")


@pytest.mark.parametrize(
    ("days", "urgency"), [(None, "RESTING"), (1, "RESTING"), (0, "TO_DO"), (-1, "TO_DO")]
)
def test_the_day_of_looking_at_it_again_brings_it_forward(days, urgency):
    today = timezone.localdate()
    review_on = None if days is None else today + timedelta(days=days)
    facts = CaseFacts(pk=1, status="paused", today=today, pause=Pause(review_on=review_on))
    assert next_step(facts).urgency == Urgency[urgency]


def test_a_stranger_lets_nothing_rest(sign_in, cast, family):
    response = sign_in(cast.stranger).post(reverse("pause", args=[family.case.pk]), {"reason": "away"})
    assert (response.status_code, Pause.objects.count()) == (404, 0)


def test_the_caseload_costs_as_much_with_many_resting_cases(client, cast):

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("caseload"))
        return len(captured)

    def more(count):
        for _each in range(count):
            case = builders.case(cast.guider, status="paused")
            builders.person(case)
            Pause.objects.create(case=case, reason="away")

    more(2)
    queries()
    few = queries()
    more(30)
    assert queries() == few
