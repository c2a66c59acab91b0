"""Every address, asked for by everybody: the answer is the declared one."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.access import PUBLIC, SIGNED_IN, marker_of
from audit.models import Entry, Outcome
from tests import builders
from tests.guards.access_matrix import ANSWERS, EVERYBODYS, PEOPLE, SUPERVISION
from tests.guards.test_urls import patterns
from tests.guards.world import both_cases, case_sent_outside

PARAMETERS = {
    name: entries[0][0][0][1]
    for name, entries in get_resolver().reverse_dict.lists()
    if isinstance(name, str)
}
GUARDED = [
    str(pattern.name)
    for _route, pattern in patterns()
    if marker_of(pattern.callback) not in (PUBLIC, SIGNED_IN) and pattern.name not in EVERYBODYS
]
OF_COLLEAGUES = {"handovers", "person", "person-invitation", "person-removal", "second-factor-removal"}
# Any guider of the service takes on a referral that nobody is in charge of.
OF_THE_SERVICE = {"uptake": "other_guider"}
OF_TRAINEES = {"pair-across", "pair-invitation", "pair-new", "pair-end"}
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


@pytest.fixture
def world(cast, sign_in):
    cast.foreign_administrator = builders.user("administrator", cast.stranger.organisation, "foreign")
    cast.outsider = builders.user("supervisor", cast.stranger.organisation, "outsider")
    own, trained = both_cases(cast)
    sent = case_sent_outside(cast)
    sent_clip = {"clip_id": sent["submitted_id"]}
    clients = {person: sign_in(getattr(cast, person)) for person in PEOPLE if person != "anonymous"}
    clients["anonymous"] = Client()

    def address(name: str, person: str) -> str:
        ids = trained if name in SUPERVISION else own
        if person == "outsider":
            ids = sent | sent_clip if name in SUPERVISION else sent
        if name in OF_COLLEAGUES:
            ids = {"person_id": cast.guider.pk}
        if name in OF_TRAINEES:
            ids = ids | {"person_id": cast.trainee.pk}
        return reverse(name, kwargs={key: ids[key] for key in PARAMETERS[name]})

    return SimpleNamespace(
        get=lambda name, person: clients[person].get(address(name, person)),
        post=lambda name, person: clients[person].post(
            address(name, person), headers={"Tus-Resumable": "1.0.0"}
        ),
    )
