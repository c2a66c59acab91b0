"""A case goes to another guider, at once or with some days on which both work in it."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleHeld
from audit.models import Entry
from cases import actions
from cases.models import Case, HandOver
from cases.rules import is_in_charge
from consent.rules import permits
from consent.scopes import Purpose
from tests import builders, consent_builders

PEOPLE = ("guider", "trainee", "other_guider", "stranger", "supervisor", "administrator")
# Before the last day, on it, and after it.
DAYS = {"before": 1, "on": 0, "after": -1}


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def hand_over(cast, case, to="other_guider", reason="leave", days=7):
    until = None if days is None else in_days(days)
    return actions.hand_over(
        case=case, to=getattr(cast, to), reason=reason, until=until, by=cast.administrator
    )


def refused(cast, case, sentence, **facts):
    before = list(Case.objects.values()), list(HandOver.objects.values()), Entry.objects.count()
    with pytest.raises(ValidationError, match=sentence):
        hand_over(cast, case, **facts)
    assert (list(Case.objects.values()), list(HandOver.objects.values()), Entry.objects.count()) == before


@pytest.fixture
def film(family):
    consent_builders.answers(family.case, family.client, film="given", shared_review="given")
    return consent_builders.film(family.case, family.client, state="ready")


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize(("day", "ended"), [*product(DAYS, [False, True])])
def test_who_works_in_a_case_that_was_handed_over(cast, family, film, who, day, ended):
    """The new guider always; the one before up to and with the day, unless it was ended early."""
    hand_over(cast, family.case)
    HandOver.objects.update(until=in_days(DAYS[day]))
    if ended:
        HandOver.objects.update(ended_at=timezone.now())
    user = getattr(cast, who)
    expected = who == "other_guider" or (who == "guider" and day != "after" and not ended)
    assert is_in_charge(user, family.case) is expected
    for purpose in (Purpose.PREPARATION, Purpose.SHARED_REVIEW):
        assert permits(user=user, purpose=purpose, custody=film).allowed is expected


@pytest.mark.parametrize("purpose", [Purpose.SUPERVISION, Purpose.GROUP_SUPERVISION])
def test_the_guider_before_does_not_supervise(cast, family, film, purpose):
    hand_over(cast, family.case)
    assert not permits(user=cast.guider, purpose=purpose, custody=film)


def test_both_work_in_the_case_and_both_are_named(cast, family, sign_in):
    hand_over(cast, family.case)
    for by in (cast.guider, cast.other_guider):
        actions.pause(case=family.case, reason="away", by=by)
        page = sign_in(by).get(reverse("case", args=[family.case.pk])).content.decode()
        assert (cast.guider.name in page, cast.other_guider.name in page) == (True, True)
        actions.resume(case=family.case, by=by)
    assert "Handed over to" in sign_in(cast.guider).get(reverse("caseload")).content.decode()
    assert f"With {cast.guider.name}" in sign_in(cast.other_guider).get(reverse("caseload")).content.decode()


def test_access_ends_with_the_next_request_when_it_is_ended_early(cast, family, film, sign_in):
    hand_over(cast, family.case)
    before, page = sign_in(cast.guider), reverse("case", args=[family.case.pk])
    assert before.get(page).status_code == 200
    sign_in(cast.administrator).post(reverse("overlap-ending", args=[family.case.pk]))
    assert before.get(page).status_code == 404
    assert not permits(user=cast.guider, purpose=Purpose.PREPARATION, custody=film)
    assert Entry.objects.filter(action="case.overlap_ended").count() == 1
    with pytest.raises(ValidationError, match="Nobody else works"):
        actions.end_overlap(case=family.case, by=cast.administrator)


@pytest.mark.parametrize("by", ["guider", "other_guider", "supervisor", "stranger"])
def test_only_an_administrator_ends_it_early(cast, family, by):
    hand_over(cast, family.case)
    with pytest.raises(ValidationError, match="Only an administrator"):
        actions.end_overlap(case=family.case, by=getattr(cast, by))
    assert HandOver.objects.running().count() == 1


def test_another_hand_over_ends_it_at_once(cast, family):
    hand_over(cast, family.case)
    hand_over(cast, family.case, to="trainee", days=None)
    expected = {"guider": False, "other_guider": False, "trainee": True}
    assert {who: is_in_charge(getattr(cast, who), family.case) for who in expected} == expected


def test_whoever_works_cases_no_more_sees_nothing(cast, family, film):
    hand_over(cast, family.case)
    RoleHeld.objects.filter(user=cast.guider).update(until=timezone.now())
    assert not permits(user=cast.guider, purpose=Purpose.PREPARATION, custody=film)
    assert list(Case.objects.visible_to(type(cast.guider).objects.get(pk=cast.guider.pk))) == []


@pytest.mark.parametrize("reason", Case.HandOverReason.values)
def test_with_some_reasons_the_access_ends_at_once(cast, family, reason):
    if reason in ("left", "client_asked", "conflict"):
        refused(cast, family.case, "ends at once", reason=reason)
        hand_over(cast, family.case, reason=reason, days=None)
    else:
        hand_over(cast, family.case, reason=reason)
    assert is_in_charge(cast.guider, family.case) is (reason not in ("left", "client_asked", "conflict"))


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, True), (92, True), (93, False)])
def test_an_overlap_lasts_three_months_at_most(cast, family, days, may):
    if may:
        hand_over(cast, family.case, days=days)
    else:
        refused(cast, family.case, "three months", days=days)
    assert HandOver.objects.running().exists() is may


def test_a_closed_case_is_handed_over_at_once(cast, family):
    Case.objects.update(status="closed", closed_on=timezone.localdate(), closing_reason="moved")
    refused(cast, family.case, "under way")
    assert hand_over(cast, family.case, days=None).guider == cast.other_guider


def test_the_page_keeps_what_was_typed_and_says_who_still_works_here(cast, family, sign_in):
    client, page = sign_in(cast.administrator), reverse("handover", args=[family.case.pk])
    sent = {"to": cast.other_guider.pk, "reason": "conflict", "until": in_days(5).isoformat()}
    again = client.post(page, sent).content.decode()
    assert ("ends at once: leave the day empty" in again, in_days(5).isoformat() in again) == (True, True)
    client.post(page, sent | {"reason": "workload"})
    assert Entry.objects.latest("pk").detail["until"] == in_days(5).isoformat()
    shown = client.get(page).content.decode()
    assert ("still works in this case" in shown, "End it now" in shown) == (True, True)


@pytest.mark.parametrize("name", ["caseload", "board"])
def test_many_handed_over_cases_cost_as_much_as_a_few(cast, sign_in, name):
    client = sign_in(cast.guider if name == "caseload" else cast.administrator)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(name))
        return len(captured)

    def more(count):
        for _each in range(count):
            case = builders.case(cast.guider)
            builders.person(case)
            hand_over(cast, case)

    more(2)
    queries()
    few = queries()
    more(30)
    assert queries() == few
