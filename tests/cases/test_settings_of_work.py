"""Other settings: starts of a referral, and people who are only in the picture."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.facts import gather, with_people_and_question
from cases.forms.starts import STARTS
from cases.models import Case, Participation
from cases.rules import PersonFacts, check_person
from consent.rules import quarantine
from supervision.portfolio import people_of
from tests import builders, consent_builders

REFERRAL = {"referred_on": "2026-03-01", "source": "education", "reason": "staff"}


def rows(*people):
    """Posted rows of people, as the page sends them."""
    sent = {"people-TOTAL_FORMS": len(people), "people-INITIAL_FORMS": 0}
    for index, person in enumerate(people):
        sent |= {f"people-{index}-{name}": value for name, value in person.items()}
    return sent


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.code)
def test_a_start_chooses_parts_and_nothing_more(cast, sign_in, start):
    page = sign_in(cast.guider).get(reverse("referral-new"), {"start": start.code})
    chosen = [row["role"].value() or "" for row in page.context["people"]]
    assert chosen == (list(start.roles) or ["", ""])
    names = [row["name"].value() for row in page.context["people"]]
    assert names == [None] * len(names)
    assert str(start.hint) in page.content.decode()


def test_without_a_start_or_with_an_unknown_one_nothing_is_chosen(cast, sign_in):
    for code in ("", "castle"):
        page = sign_in(cast.guider).get(reverse("referral-new"), {"start": code})
        assert [row["role"].value() or "" for row in page.context["people"]] == ["", ""]


def test_a_row_that_was_only_chosen_beforehand_is_nobody(cast, sign_in):
    people = (
        {"name": "Sorrel", "role": "staff", "is_client": "on"},
        {"name": "Lark", "role": "pupil"},
        {"name": "", "role": "parent"},
    )
    address = reverse("referral-new") + "?start=school"
    form = sign_in(cast.guider).get(address).context["form"]
    sent = {name: REFERRAL.get(name, form[name].value() or "") for name in form.fields}
    answer = sign_in(cast.guider).post(address, sent | rows(*people))
    assert answer.status_code == 302
    parts = Case.objects.get().participations.order_by("pk").values_list("role", "is_client")
    assert list(parts) == [("staff", True), ("pupil", False)]


def test_nobody_whom_the_work_is_for_is_only_in_the_picture():
    with pytest.raises(ValidationError, match="only in the picture"):
        check_person(PersonFacts(name="Sorrel", role="staff", is_client=True, only_in_picture=True))


def test_who_is_only_in_the_picture_is_asked_and_leads_no_card(cast, family, sign_in):
    facts = PersonFacts(name="Finch", role="pupil", only_in_picture=True)
    part = actions.add_participant(case=family.case, facts=facts, by=cast.guider)
    guider = sign_in(cast.guider)
    card = guider.get(reverse("caseload")).content.decode()
    assert "Ada, Bo</a>" in " ".join(card.split())
    assert "Only in the picture" in guider.get(reverse("case", args=[family.case.pk])).content.decode()
    shown = with_people_and_question(Case.objects.filter(pk=family.case.pk)).get()
    facts = gather([shown], today=timezone.localdate())[shown.pk]
    assert facts.not_asked == ["Ada", "Bo", "Finch"]
    assert part in shown.people_now()


def test_a_film_with_somebody_in_it_who_has_not_agreed_stays_in_quarantine(cast, family):
    other = builders.person(family.case, "pupil", "Finch")
    Participation.objects.filter(person=other).update(only_in_picture=True)
    film = consent_builders.film(family.case, family.client, other)
    consent_builders.answers(family.case, family.client, film="given")
    assert [each for each, _end in quarantine.in_quarantine(family.case)] == [film]
    carer = builders.person(family.case, "parent", "Basil")
    authority = consent_builders.authority(carer, other)
    consent_builders.answers(family.case, other, on=authority, film="given")
    assert quarantine.in_quarantine(family.case) == []


def test_the_page_to_add_somebody_can_start_from_the_picture(cast, family, sign_in):
    guider = sign_in(cast.guider)
    address = reverse("participant-new", args=[family.case.pk])
    form = guider.get(address, {"only_in_picture": "on"}).context["form"]
    assert form["only_in_picture"].value() is True
    guider.post(address, {"name": "Finch", "role": "pupil", "only_in_picture": "on"})
    added = family.case.participations.get(person__name="Finch")
    assert added.only_in_picture
    page = reverse("participant", args=[family.case.pk, added.person_id])
    guider.post(page, {"name": "Finch", "role": "pupil"})
    added.refresh_from_db()
    assert not added.only_in_picture


def test_the_portfolio_names_no_part_that_was_only_in_the_picture(cast, family):
    cycle = family.case.cycles.create(number=1)
    cycle.completed_on = timezone.localdate()
    other = builders.person(family.case, "pupil", "Finch")
    Participation.objects.filter(person=other).update(only_in_picture=True)
    Participation.objects.update(since="2026-01-01")
    assert people_of(cycle) == "Parent; Child"
