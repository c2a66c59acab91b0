"""Which verb leads where, and which facts are refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases import rules
from cases.models import Case, Participation
from cases.rules import PersonFacts
from tests import builders

STATUSES = ("referred", "waiting", "engaging", "active", "paused", "closed", "declined", "redirected")
#  referred  waiting  engaging  active  paused  closed  declined  redirected
TABLE = {
    "accept": ("engaging", None, None, None, None, None, None, None),
    "enlist": ("waiting", None, None, None, None, None, None, None),
    "redirect": ("redirected", "redirected", None, None, None, None, None, None),
    "decline": ("declined", "declined", None, None, None, None, None, None),
    "begin": (None, "engaging", None, None, None, None, None, None),
    "reconsider": (None, None, None, None, None, None, "referred", "referred"),
    "activate": (None, None, "active", None, None, None, None, None),
    "pause": (None, None, "paused", "paused", None, None, None, None),
    "resume": (None, None, None, None, "engaging", None, None, None),
    "close": (None, None, "closed", "closed", "closed", None, None, None),
    "reopen": (None, None, None, None, None, "engaging", None, None),
}
CELLS = [
    (verb, status, leads_to)
    for verb, row in TABLE.items()
    for status, leads_to in zip(STATUSES, row, strict=True)
]


@pytest.mark.parametrize(("verb", "status", "leads_to"), CELLS)
def test_a_verb_leads_to_one_status_or_is_refused(verb, status, leads_to):
    case = Case(status=status)
    assert rules.can_move(case, verb) == (leads_to is not None)
    if leads_to:
        assert rules.check_move(case, verb) == leads_to
    else:
        with pytest.raises(ValidationError, match="not possible while the case is"):
            rules.check_move(case, verb)


def test_the_table_names_every_status_and_every_verb():
    assert set(STATUSES) == set(Case.Status.values)
    assert {verb for _status, verb in rules.TRANSITIONS} == set(TABLE)


TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"name": " "}, "write a name"),
        ({"role": "unborn"}, "give the due date"),
        ({"role": "unborn", "due_on": TOMORROW, "born_on": TODAY}, "due date only"),
        ({"role": "unborn", "due_on": TOMORROW, "is_client": True}, "due date only"),
        ({"role": "child", "due_on": TOMORROW}, "Only a child who is not born yet"),
        ({"born_on": TOMORROW}, "cannot be in the future"),
    ],
)
def test_a_person_who_does_not_add_up_is_refused(facts, sentence):
    with pytest.raises(ValidationError, match=sentence):
        rules.check_person(PersonFacts(**({"name": "Ada", "role": "parent"} | facts)))


@pytest.mark.parametrize("role", Participation.Role.values)
def test_every_role_of_the_model_can_take_part(role):
    due_on = TOMORROW if role == "unborn" else None
    rules.check_person(PersonFacts(name="Ada", role=role, due_on=due_on))


ADA = PersonFacts(name="Ada", role="carer", is_client=True)
BO = PersonFacts(name="Bo", role="resident")


@pytest.mark.parametrize(
    ("people", "sentence"),
    [([BO, BO], "who the work is for"), ([ADA], "one more person"), ([], "who the work is for")],
)
def test_a_case_starts_with_a_client_and_somebody_else(people, sentence):
    rules.check_first_people([ADA, BO])
    with pytest.raises(ValidationError, match=sentence):
        rules.check_first_people(people)


@pytest.mark.parametrize(
    ("role", "kind", "document", "sentence"),
    [
        ("parent", "parental_responsibility", "", None),
        ("special_guardian", "court_order", "Order of May", None),
        ("foster_carer", "delegated", "Placement plan", None),
        ("foster_carer", "delegated", " ", "name the document"),
        ("kinship_carer", "court_order", "", "name the document"),
        ("foster_carer", "parental_responsibility", "", "no parental responsibility"),
    ],
)
def test_authority_rests_on_responsibility_or_a_document(family, role, kind, document, sentence):
    holder = builders.person(family.case, role)
    facts = {"case": family.case, "holder": holder, "over": family.child, "kind": kind, "document": document}
    if sentence is None:
        rules.check_authority(**facts)
    else:
        with pytest.raises(ValidationError, match=sentence):
            rules.check_authority(**facts)


def test_nobody_holds_authority_over_themselves_or_from_outside_the_case(family, cast):
    outsider = builders.person(builders.case(cast.guider))
    kind = {"case": family.case, "kind": "parental_responsibility", "document": ""}
    with pytest.raises(ValidationError, match="decide for themselves"):
        rules.check_authority(holder=family.client, over=family.client, **kind)
    with pytest.raises(ValidationError, match="does not take part"):
        rules.check_authority(holder=outsider, over=family.child, **kind)


@pytest.mark.parametrize(
    ("has_question", "rating", "reason", "sentence"),
    [
        (True, 7, "", None),
        (True, None, "not_met", None),
        (True, None, "", "add the last rating"),
        (True, 7, "not_met", "not both"),
        (False, None, "", None),
    ],
)
def test_the_end_has_a_rating_or_says_why_not(family, has_question, rating, reason, sentence):
    if has_question:
        builders.helping_question(family.case)
    if sentence is None:
        rules.check_final_rating(family.case, final_rating=rating, unrated_reason=reason)
    else:
        with pytest.raises(ValidationError, match=sentence):
            rules.check_final_rating(family.case, final_rating=rating, unrated_reason=reason)


def test_the_current_question_carries_its_newest_ratings(family):
    assert rules.current_question(family.case) is None
    question = builders.helping_question(family.case, rated_by=family.client)
    standing = rules.current_question(family.case)
    assert (standing.question, standing.now.value, standing.hoped_for.value) == (question, 3, 8)
