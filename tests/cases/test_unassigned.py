"""Referrals that nobody is in charge of: coded facts for the service, a case once a guider takes one on."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases import actions
from cases.models import Case, UnassignedReferral
from reports.counts import Scope
from reports.periods import Period
from reports.subjects import referrals
from tests import builders

FACTS = {"referred_on": date(2026, 3, 4), "source": "gp", "reason": "perinatal"}


@pytest.fixture
def referral(cast):
    return actions.write_down(by=cast.administrator, **FACTS)


def refused(act, error, sentence=None):
    before = list(Case.objects.values()), list(UnassignedReferral.objects.values()), Entry.objects.count()
    with pytest.raises(error, match=sentence):
        act()
    after = list(Case.objects.values()), list(UnassignedReferral.objects.values()), Entry.objects.count()
    assert after == before


@pytest.mark.parametrize("who", ["guider", "trainee", "administrator"])
def test_a_guider_or_an_administrator_writes_one_down(cast, who):
    referral = actions.write_down(by=getattr(cast, who), **FACTS)
    assert referral.number == f"{timezone.localdate():%y}-0001"
    entry = Entry.objects.get()
    codes = {"number": referral.number, "source": "gp", "reason": "perinatal"}
    assert (entry.action, entry.detail) == ("referral.written_down", codes)


def test_nobody_else_does(cast):
    refused(lambda: actions.write_down(by=cast.supervisor, **FACTS), PermissionDenied)
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused(
        lambda: actions.write_down(by=cast.guider, **(FACTS | {"referred_on": tomorrow})),
        ValidationError,
        "future",
    )


def test_it_has_no_field_that_a_name_fits_into():
    assert {field.name for field in UnassignedReferral._meta.get_fields()} == {
        "id",
        "organisation",
        "number",
        "referred_on",
        "source",
        "reason",
        "written_by",
        "written_at",
    }


def test_a_guider_takes_it_on_under_its_number(cast, referral):
    case = actions.take_on(referral=referral, by=cast.guider)
    case.refresh_from_db()
    facts = (case.number, case.guider, case.status, case.referred_on, case.source, case.reason)
    assert facts == (referral.number, cast.guider, "referred", date(2026, 3, 4), "gp", "perinatal")
    assert list(Case.objects.visible_to(cast.guider)) == [case]
    assert UnassignedReferral.objects.count() == 0


def test_only_one_of_two_takes_it_on(cast, referral):
    actions.take_on(referral=referral, by=cast.guider)
    refused(
        lambda: actions.take_on(referral=referral, by=cast.other_guider),
        ValidationError,
        "taken this referral",
    )


def test_the_administrator_assigns_it_and_sees_no_more_than_before(cast, referral):
    case = actions.assign(referral=referral, to=cast.trainee, by=cast.administrator)
    entry = Entry.objects.get(action="referral.assigned")
    assert (entry.case, entry.detail["to"], entry.detail["number"]) == (
        f"cases.case:{case.pk}",
        cast.trainee.pk,
        referral.number,
    )
    assert list(Case.objects.visible_to(cast.trainee)) == [case]
    assert list(Case.objects.visible_to(cast.administrator)) == []


@pytest.mark.parametrize(
    ("to", "by", "sentence"),
    [
        ("supervisor", "administrator", "who works with cases"),
        ("stranger", "administrator", "who works with cases"),
        ("guider", "other_guider", "Only an administrator"),
        ("guider", "stranger", "meanwhile"),
    ],
)
def test_an_assignment_stays_in_the_service_and_with_those_who_work_cases(cast, referral, to, by, sentence):
    refused(
        lambda: actions.assign(referral=referral, to=getattr(cast, to), by=getattr(cast, by)),
        ValidationError,
        sentence,
    )


def test_one_of_another_service_is_not_there(cast, sign_in, referral):
    assert list(UnassignedReferral.objects.visible_to(cast.stranger)) == []
    client = sign_in(cast.stranger)
    assert client.post(reverse("uptake", args=[referral.pk])).status_code == 404
    assert referral.number not in client.get(reverse("unassigned")).content.decode()


def test_numbers_go_on_through_both_tables(cast, referral):
    second = actions.write_down(by=cast.guider, **FACTS)
    actions.take_on(referral=second, by=cast.guider)
    third = actions.write_down(by=cast.guider, **FACTS)
    year = f"{timezone.localdate():%y}"
    assert [one.number for one in (referral, second, third)] == [f"{year}-000{count}" for count in (1, 2, 3)]


def test_one_written_down_by_mistake_is_removed_and_stays_in_the_trail(cast, sign_in, referral):
    client, page = sign_in(cast.administrator), reverse("unassigned-removal", args=[referral.pk])
    assert "will be gone from the list" in client.get(page).content.decode()
    client.post(page)
    assert UnassignedReferral.objects.count() == 0
    assert Entry.objects.get(action="referral.removed").detail["number"] == referral.number
    refused(lambda: actions.remove_unassigned(referral=referral, by=cast.guider), ValidationError)


def test_the_list_has_the_longest_wait_first(cast, sign_in):
    today = timezone.localdate()
    for days in (3, 30):
        builders.unassigned_referral(cast.administrator, referred_on=today - timedelta(days=days))
    rows = sign_in(cast.guider).get(reverse("unassigned")).context["rows"]
    assert [days for _referral, days in rows] == [30, 3]


def test_the_pages_write_down_take_on_and_assign(cast, sign_in):
    guider, administrator = sign_in(cast.guider), sign_in(cast.administrator)
    assert "Every referral has somebody" in guider.get(reverse("unassigned")).content.decode()
    typed = {"referred_on": "2026-03-04", "source": "gp", "reason": "perinatal"}
    kept = guider.post(reverse("unassigned-new"), typed | {"source": ""}).content.decode()
    assert 'value="2026-03-04"' in kept
    for _ in range(2):
        guider.post(reverse("unassigned-new"), typed)
    first, second = UnassignedReferral.objects.all()
    response = guider.post(reverse("uptake", args=[first.pk]))
    assert response.url == reverse("case", args=[Case.objects.get().pk])
    administrator.post(reverse("assignment", args=[second.pk]), {"to": cast.trainee.pk})
    assert Case.objects.get(guider=cast.trainee).number == second.number


def test_a_report_counts_a_referral_once_before_and_after_somebody_is_in_charge(cast):
    referral = actions.write_down(by=cast.administrator, **FACTS)
    scope = Scope(cast.organisation, Period(2026, 1))
    before = referrals.count(scope).breakdowns[0].counts["gp"]
    actions.take_on(referral=referral, by=cast.guider)
    after = referrals.count(scope).breakdowns[0].counts["gp"]
    assert (before, after) == (1, 1)


def test_the_list_takes_as_many_queries_with_thirty_as_with_three(
    cast, sign_in, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in(cast.administrator)
    for _ in range(3):
        builders.unassigned_referral(cast.administrator)
    client.get(reverse("unassigned"))
    with django_assert_max_num_queries(12) as few:
        client.get(reverse("unassigned"))
    for _ in range(27):
        builders.unassigned_referral(cast.guider)
    with django_assert_num_queries(len(few)):
        assert len(client.get(reverse("unassigned")).context["rows"]) == 30
