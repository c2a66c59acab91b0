"""Everybody of the access matrix, in a world with everything in it."""

from collections.abc import Callable
from types import SimpleNamespace

from django.test import Client
from django.urls import get_resolver, reverse

from accounts.models import User
from tests import builders
from tests.guards.access_matrix import PEOPLE, SUPERVISION
from tests.guards.world import both_cases, case_sent_outside

PARAMETERS = {
    name: entries[0][0][0][1]
    for name, entries in get_resolver().reverse_dict.lists()
    if isinstance(name, str)
}
OF_COLLEAGUES = {
    "handovers",
    "person",
    "person-invitation",
    "person-removal",
    "person-sign-ins",
    "person-sign-ins-end",
    "second-factor-removal",
}
NO_PASSKEY = 1  # they have an authenticator app under this number at most
OF_TRAINEES = {"pair-across", "pair-invitation", "pair-new", "pair-end"}


def everybody(cast: SimpleNamespace, sign_in: Callable[[User], Client]) -> SimpleNamespace:
    """`get(name, person)` and `post(name, person)` ask for an address with the ids of this person."""
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
        ids = ids | {"pk": NO_PASSKEY}
        return reverse(name, kwargs={key: ids[key] for key in PARAMETERS[name]})

    return SimpleNamespace(
        get=lambda name, person: clients[person].get(address(name, person)),
        post=lambda name, person: clients[person].post(
            address(name, person), headers={"Tus-Resumable": "1.0.0"}
        ),
    )
