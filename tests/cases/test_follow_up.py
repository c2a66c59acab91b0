"""Asking how things are, 3 and 6 months after the end: without film, without opening the case again."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases import actions
from cases.models import Case, FollowUp, Rating
from cases.rules import Ending, months_after
from tests import builders


@pytest.fixture
def ended(cast, family):
    """Closed, with the first follow-up due today."""
    builders.helping_question(family.case, rated_by=family.client)
    ending = Ending(reason="completed", unrated_reason="not_met", may_ask_again=True)
    actions.close_case(case=family.case, ending=ending, by=cast.guider)
    family.first, family.second = FollowUp.objects.order_by("months")
    FollowUp.objects.filter(pk=family.first.pk).update(due_on=timezone.localdate())
    return family


def settle(cast, follow_up, **facts):
    return actions.settle_follow_up(follow_up=follow_up, by=cast.guider, **facts)


def refused(cast, ended, sentence, **facts):
    before = list(FollowUp.objects.values()), Rating.objects.count(), Entry.objects.count()
    with pytest.raises(ValidationError, match=sentence):
        settle(cast, ended.first, **facts)
    assert (list(FollowUp.objects.values()), Rating.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 3, date(2027, 3, 15)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_months_are_counted_as_people_count_them(day, months, expected):
    assert months_after(day, months) == expected


def test_a_talk_with_a_rating_leaves_the_case_closed(cast, ended, sign_in):
    url = reverse("follow-up", args=[ended.case.pk, ended.first.pk])
    sent = {"outcome": "done", "rating": "8", "rated_by": ended.client.pk}
    sign_in(cast.guider).post(url, sent)
    ended.first.refresh_from_db()
    ended.case.refresh_from_db()
    assert (ended.case.status, ended.first.outcome) == ("closed", "done")
    assert (ended.first.rating.moment, ended.first.rating.value) == ("follow_up", 8)
    assert Entry.objects.latest("pk").detail == {"months": 3, "answer": "done"}


@pytest.mark.parametrize(("outcome", "still_open"), [("done", [6]), ("not_reached", [6]), ("declined", [])])
def test_reminders_stop_when_they_prefer_not_to_be_asked(cast, ended, outcome, still_open):
    settle(cast, ended.first, outcome=outcome)
    assert list(FollowUp.objects.open().values_list("months", flat=True)) == still_open


@pytest.mark.parametrize("outcome", ["not_reached", "declined"])
def test_a_rating_needs_a_talk_and_somebody_who_gave_it(cast, ended, outcome):
    refused(cast, ended, "where you have talked", outcome=outcome, rating=5, rated_by=ended.client)
    refused(cast, ended, "say how it went", outcome="perhaps")
    refused(cast, ended, "between", outcome="done", rating=11, rated_by=ended.client)
    refused(cast, ended, "who gave the rating", outcome="done", rating=5)


def test_it_is_written_down_once(cast, ended):
    settle(cast, ended.first, outcome="done")
    refused(cast, ended, "already", outcome="done")


def test_opening_the_case_again_forgets_what_is_still_to_ask(cast, ended):
    settle(cast, ended.first, outcome="done")
    actions.reopen_case(case=ended.case, by=cast.guider)
    assert list(FollowUp.objects.values_list("months", "outcome")) == [(3, "done")]
    ending = Ending(reason="completed", unrated_reason="not_met", may_ask_again=True)
    actions.close_case(case=ended.case, ending=ending, by=cast.guider)
    assert list(FollowUp.objects.open().values_list("months", flat=True)) == [3, 6]


@pytest.mark.parametrize("status", [status for status in Case.Status.values if status != "closed"])
def test_only_a_closed_case_is_followed_up(cast, ended, status):
    Case.objects.update(
        status=status,
        closed_on=None,
        closing_reason="",
        unrated_reason="",
        decision_reason="fits" if status in Case.NOT_TAKEN_ON else "",
        redirected_to="early_help" if status == "redirected" else "",
    )
    refused(cast, ended, "open again", outcome="done")
    assert list(FollowUp.objects.due()) == []


@pytest.mark.parametrize(("days", "is_due"), [(1, False), (0, True), (-30, True)])
def test_the_caseload_says_whom_to_ask_now(cast, ended, sign_in, days, is_due):
    FollowUp.objects.filter(pk=ended.first.pk).update(due_on=timezone.localdate() + timedelta(days=days))
    part = sign_in(cast.guider).get(reverse("follow-ups")).content.decode()
    assert ("Ada" in part, "3 months after the end" in part) == (is_due, is_due)
    assert "Ada" not in sign_in(cast.other_guider).get(reverse("follow-ups")).content.decode()


def test_after_a_loss_nobody_is_reminded(ended):
    assert FollowUp.objects.due().count() == 1
    Case.objects.update(resting_since=timezone.localdate())
    assert list(FollowUp.objects.due()) == []
    assert FollowUp.objects.get(pk=ended.first.pk).is_due is False


def test_a_stranger_writes_nothing_down(cast, ended, sign_in):
    url = reverse("follow-up", args=[ended.case.pk, ended.first.pk])
    assert sign_in(cast.stranger).post(url, {"outcome": "done"}).status_code == 404
    assert FollowUp.objects.filter(outcome="").count() == 2


def test_a_follow_up_of_another_case_is_not_reached_through_mine(cast, ended, sign_in):
    other = builders.case(cast.guider)
    url = reverse("follow-up", args=[other.pk, ended.first.pk])
    assert sign_in(cast.guider).get(url).status_code == 404


def test_many_follow_ups_cost_as_much_as_a_few(cast, sign_in):
    client = sign_in(cast.guider)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("follow-ups"))
        return len(captured)

    def more(count):
        for _each in range(count):
            today = timezone.localdate()
            case = builders.case(cast.guider, status="closed", closed_on=today, closing_reason="moved")
            builders.person(case)
            FollowUp.objects.create(case=case, months=3, due_on=today)

    more(3)
    queries()
    few = queries()
    more(30)
    assert queries() == few
