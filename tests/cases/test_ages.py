"""Ages in words: the corrected one stands beside the actual one where a child was born early."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases import actions, rules
from cases.ages import age_of, gestation_of, weeks_of
from cases.models import Correction, Person
from cases.rules import PersonFacts
from supervision.screens.people import part_in_case
from tests import builders

BORN = date(2026, 1, 10)


@pytest.mark.parametrize(
    ("gestation", "on", "words"),
    [
        (None, date(2026, 1, 20), "newborn"),
        (None, date(2026, 8, 10), "7 months"),
        (None, date(2028, 1, 10), "2 years"),
        (280, date(2026, 8, 10), "7 months"),
        (259, date(2026, 8, 10), "7 months"),
        (258, date(2026, 8, 10), "7 months (corrected 6 months)"),
        (210, date(2026, 8, 10), "7 months (corrected 4 months)"),
        (210, date(2026, 2, 20), "1 month (corrected not due yet)"),
        (210, date(2026, 3, 21), "2 months (corrected newborn)"),
        (210, date(2028, 1, 9), "23 months (corrected 21 months)"),
        (210, date(2028, 1, 10), "2 years"),
    ],
)
def test_an_age_in_words(gestation, on, words):
    assert age_of(Person(born_on=BORN, gestation_days=gestation), on) == words


def test_weeks_are_written_as_in_the_clinic():
    assert [weeks_of(days) for days in (None, 238, 259)] == ["", "34+0", "37+0"]
    assert gestation_of(BORN, BORN + timedelta(days=46)) == 234


@pytest.mark.parametrize(("days", "allowed"), [(153, False), (154, True), (308, True), (309, False)])
def test_a_pregnancy_lasts_some_weeks(days, allowed):
    facts = PersonFacts(name="Bo", role="child", gestation_days=days)
    if allowed:
        assert rules.check_person(facts) is None
        return
    with pytest.raises(ValidationError, match="from 22 to 44"):
        rules.check_person(facts)


def test_at_birth_the_weeks_follow_from_the_due_date(cast):
    case = builders.case(cast.guider)
    born_on = timezone.localdate() - timedelta(days=3)
    builders.person(case, "unborn", due_on=born_on + timedelta(days=46))
    child = actions.record_birth(
        participation=case.participations.get(), born_on=born_on, name="Bo", by=cast.guider
    )
    assert weeks_of(child.person.gestation_days) == "33+3"
    assert part_in_case(child) == "Child, newborn (corrected not due yet)"


def test_the_weeks_can_be_written_corrected_and_are_kept(cast, family, sign_in):
    guider = sign_in(cast.guider)
    address = reverse("participant", args=[family.case.pk, family.child.pk])
    born_on = timezone.localdate() - timedelta(days=200)
    known = {"name": "Bo", "role": "child", "born_on": born_on.isoformat()}
    assert "like this: 33+4" in guider.post(address, known | {"gestation_days": "soon"}).content.decode()
    assert guider.post(address, known | {"gestation_days": "33+4"}).status_code == 302
    assert guider.post(address, known | {"gestation_days": "34"}).status_code == 200
    guider.post(address, known | {"gestation_days": "34", "reason": "Read again"})
    assert 'value="34+0"' in guider.get(address).content.decode()
    corrected = Correction.objects.filter(fact="gestation").values_list("before", "after")
    assert list(corrected) == [("33+4", "34+0"), ("", "33+4")]
    page = " ".join(guider.get(reverse("case", args=[family.case.pk])).content.decode().split())
    assert "6 months (corrected 5 months)." in page
