"""What is written down about a person is put right; what it was before, and what they object to, stays."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from audit.models import Entry
from cases import actions
from cases.models import Case, Correction, Objection, Participation, Person
from cases.rules import PersonFacts

WHY = "It was heard wrongly on the telephone."


@pytest.fixture
def part(family):
    return family.case.participations.select_related("person").get(person=family.child)


def facts_of(part, **changed):
    person = part.person
    known = {"name": person.name, "role": part.role, "is_client": part.is_client, "language": person.language}
    return PersonFacts(**(known | {"born_on": person.born_on, "due_on": person.due_on} | changed))


def kept():
    return list(Correction.objects.order_by("pk").values_list("fact", "before", "after", "reason"))


def test_what_is_corrected_keeps_what_was_written_before_with_when_by_whom_and_why(cast, part):
    before = part.person.name
    facts = facts_of(part, name="Bobby", role="sibling", born_on=date(2024, 1, 1), language="Polish")

    actions.change_participant(participation=part, facts=facts, reason=WHY, by=cast.guider)

    now = Participation.objects.get(pk=part.pk)
    assert (now.person.name, now.role, now.person.language) == ("Bobby", "sibling", "Polish")
    assert kept() == [
        ("name", before, "Bobby", WHY),
        ("role", "child", "sibling", WHY),
        ("born_on", "", "2024-01-01", WHY),
        ("language", "", "Polish", WHY),
    ]
    assert set(Correction.objects.values_list("corrected_by", "case", "person")) == {
        (cast.guider.pk, part.case_id, part.person_id)
    }
    entry = Entry.objects.get(action="person.changed")
    assert entry.detail == {
        "role": "sibling",
        "is_client": False,
        "facts": ["name", "role", "born_on", "language"],
    }


def test_replacing_needs_a_reason_and_completing_does_not(cast, part):
    with pytest.raises(ValidationError, match="Please say why it is corrected"):
        actions.change_participant(participation=part, facts=facts_of(part, name="Bobby"), by=cast.guider)
    assert Person.objects.get(pk=part.person_id).name == part.person.name
    assert kept() == []

    actions.change_participant(participation=part, facts=facts_of(part, language="Polish"), by=cast.guider)
    assert kept() == [("language", "", "Polish", "")]


def test_saving_without_a_change_leaves_no_history(cast, part):
    actions.change_participant(participation=part, facts=facts_of(part), by=cast.guider)

    assert kept() == []


def test_a_finished_case_is_still_corrected_by_its_guider_and_by_nobody_else(cast, part):
    Case.objects.filter(pk=part.case_id).update(
        status="closed", closed_on=date(2026, 3, 2), closing_reason="completed"
    )
    with pytest.raises(ValidationError, match="Only the guider in charge"):
        actions.change_participant(
            participation=part, facts=facts_of(part, name="B"), reason=WHY, by=cast.other_guider
        )
    assert kept() == []

    actions.change_participant(
        participation=part, facts=facts_of(part, name="Bobby"), reason=WHY, by=cast.guider
    )
    assert [fact for fact, *_rest in kept()] == ["name"]


def test_the_page_of_the_person_shows_history_and_objections(cast, part, sign_in):
    guider, before = sign_in(cast.guider), part.person.name
    address = reverse("participant", args=[part.case_id, part.person_id])
    sent = {"name": "Bobby", "role": "sibling", "language": ""}
    assert "Please say why it is corrected." in guider.post(address, sent).content.decode()
    assert guider.post(address, sent | {"reason": WHY}).status_code == 302
    objecting = reverse("objection-new", args=[part.case_id, part.person_id])
    assert guider.post(objecting, {"words": "I never said that.", "answer": ""}).status_code == 200
    assert not Objection.objects.exists()
    noted = {"words": "I never said that.", "answer": "It stands in the letter."}
    assert guider.post(objecting, noted).headers["Location"] == address

    page = guider.get(address).content.decode()

    assert f"<del>{before}</del>" in page
    for words in (
        "<del>Child</del>",
        WHY,
        "I never said that.",
        "It stands in the letter.",
        "Noted by Guider",
    ):
        assert words in page
    assert Entry.objects.get(action="objection.noted").detail == {"person": part.person_id}
