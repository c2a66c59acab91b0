"""Every address, asked for by everybody: the answer is the declared one."""

import pytest

from accounts.access import PUBLIC, SIGNED_IN, marker_of
from audit.models import Entry, Outcome
from tests.guards.access_matrix import ANSWERS, EVERYBODYS, PEOPLE
from tests.guards.everybody import PARAMETERS
from tests.guards.test_urls import patterns

GUARDED = [
    str(pattern.name)
    for _route, pattern in patterns()
    if marker_of(pattern.callback) not in (PUBLIC, SIGNED_IN) and pattern.name not in EVERYBODYS
]
# Any guider of the service takes on a referral that nobody is in charge of.
OF_THE_SERVICE = {"uptake": "other_guider"}
REFUSED = {302, 403, 404, 405}


def test_every_address_has_a_row_in_the_matrix():
    missing = sorted(PARAMETERS.keys() - ANSWERS.keys())
    assert missing == [], f"Add a row to tests/guards/answers for: {', '.join(missing)}"


def test_every_row_belongs_to_an_address():
    assert sorted(ANSWERS.keys() - PARAMETERS.keys()) == []


def test_everybody_gets_the_declared_answer_everywhere(world):
    wrong = []
    for name in ANSWERS.keys() & PARAMETERS.keys():
        declared = dict(zip(PEOPLE, ANSWERS[name].split(), strict=True))
        asked = {person: str(world.get(name, person).status_code) for person in PEOPLE}
        wrong += [
            f"{name}: {person} is told {asked[person]}, declared {declared[person]}"
            for person in PEOPLE
            if asked[person] != declared[person]
        ]
    assert sorted(wrong) == []


@pytest.mark.parametrize("person", ["anonymous", "stranger", "other_guider", "foreign_administrator"])
def test_nobody_changes_anything_that_is_not_theirs(world, person):
    before = Entry.objects.exclude(outcome=Outcome.REFUSED).count()
    accepted = {
        name: response.status_code
        for name in GUARDED
        if PARAMETERS[name] and name != "report" and OF_THE_SERVICE.get(name) != person
        for response in [world.post(name, person)]
        if response.status_code not in REFUSED
        or (response.status_code == 302 and not response.url.startswith("/sign-in/"))
    }
    assert accepted == {}
    assert Entry.objects.exclude(outcome=Outcome.REFUSED).count() == before
