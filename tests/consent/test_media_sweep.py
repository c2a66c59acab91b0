"""Every address that sends film, everyone in the picture, every scope: without that consent not one byte.

The addresses are found by asking all of them; a new one that sends film fails until it has a row here.
"""

from types import SimpleNamespace

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from audit.models import Entry
from cases.models import Person
from consent.actions import withdraw
from consent.models import ScopeDecision, Withdrawal
from consent.scopes import NEEDS, Purpose, Scope
from tests import consent_builders as build
from tests.guards.world import NOISE, full_case

# What each is for, and who asks.
FILM = {
    "clip-film": Purpose.PREPARATION,
    "footage-film": Purpose.PREPARATION,
    "footage-strip": Purpose.PREPARATION,
    "footage-waveform": Purpose.PREPARATION,
    "still-picture": Purpose.PREPARATION,
    "shown-film": Purpose.SHARED_REVIEW,
    "submission-film": Purpose.SUPERVISION,
    "submission-strip": Purpose.SUPERVISION,
    "submitted-film": Purpose.SUPERVISION,
    "group-clip": Purpose.GROUP_SUPERVISION,
    "still-to-keep": Purpose.KEEPSAKE,
    "keepsake-picture-file": Purpose.KEEPSAKE,
}
# When each frame is shown: no picture, and the gate is asked all the same.
FRAMES = {
    "footage-frames": Purpose.PREPARATION,
    "shown-frames": Purpose.SHARED_REVIEW,
    "submission-frames": Purpose.SUPERVISION,
}
# The signature on a form is sealed like film and shows nobody.
SEALED_ELSEWHERE = {"consent-signature"}
PARAMETERS = {
    name: entries[0][0][0][1]
    for name, entries in get_resolver().reverse_dict.lists()
    if isinstance(name, str)
}
NEEDED = {Scope.FILM}.union(*NEEDS.values())
# Which scopes are off together: one that film needs, or all the others, which close nothing.
OFF = [
    *[(how, {scope}) for how in ("refused", "never asked", "taken back") for scope in sorted(NEEDED)],
    ("taken back", set(Scope) - NEEDED),
    ("all taken back", {""}),
]


@pytest.fixture
def scene(cast, sign_in):
    ids = full_case(cast.trainee, cast.supervisor, cast.administrator)
    submitted = ids | {"clip_id": ids["submitted_id"]}
    clients = {"trainee": sign_in(cast.trainee), "supervisor": sign_in(cast.supervisor)}

    def ask(name, who, method="get"):
        known = submitted if who == "supervisor" else ids
        kwargs = {key: known[key] for key in PARAMETERS[name]}
        return getattr(clients[who], method)(reverse(name, kwargs=kwargs))

    people = list(Person.objects.filter(appearances__custody_id=ids["custody_id"]).order_by("pk"))
    case = people[0].participations.get().case
    return SimpleNamespace(ask=ask, people=people, case=case, by=cast.trainee)


def who_asks(purpose):
    is_shown = purpose in (Purpose.SUPERVISION, Purpose.GROUP_SUPERVISION)
    return "supervisor" if is_shown else "trainee"


def take_off(scene, person, scope, how):
    decisions = ScopeDecision.objects.filter(record__person=person, scope=scope)
    if how == "never asked":
        decisions.delete()
    elif how == "refused":
        decisions.delete()
        build.answers(scene.case, person, **{scope: "refused"})
    else:
        Withdrawal.objects.create(case=scene.case, person=person, scope=scope, recorded_by=scene.by)


def sends_film(answer):
    return NOISE[:100] in answer.content


def test_every_address_that_sends_film_is_in_the_table(scene):
    sending = set()
    for name, parameters in PARAMETERS.items():
        for who in ("trainee", "supervisor"):
            try:
                answer = scene.ask(name, who)
            except KeyError:
                assert parameters, name
                continue
            if sends_film(answer) or answer.headers["Content-Type"].startswith(
                ("video/", "image/", "audio/")
            ):
                sending.add(name)
            if answer.status_code == 200:
                break
    assert sending - SEALED_ELSEWHERE == set(FILM)


def test_all_of_it_is_open_while_everybody_agrees(scene):
    for name, purpose in FILM.items():
        answer = scene.ask(name, who_asks(purpose))
        assert (answer.status_code, answer.content) == (200, NOISE), name
        assert "Content-Disposition" not in answer.headers  # nothing is there to be downloaded
    assert [scene.ask(name, who_asks(purpose)).status_code for name, purpose in FRAMES.items()] == [200] * 3


def test_without_one_persons_consent_to_it_not_one_byte_and_everything_else_stays_open(scene):
    wrong = []
    for person in scene.people:
        for how, scopes in OFF:
            before = transaction.savepoint()
            for scope in scopes:
                take_off(scene, person, scope, how)
            wrong += mistakes(scene, scopes, how)
            transaction.savepoint_rollback(before)
    assert wrong == []


def mistakes(scene, scopes, how):
    """Addresses that answered otherwise than they should while these scopes of one person are off."""
    for name, purpose in (FILM | FRAMES).items():
        is_open = not scopes & {"", Scope.FILM, *NEEDS[purpose]}
        last = Entry.objects.latest("pk").pk
        answer = scene.ask(name, who_asks(purpose))
        read = Entry.objects.filter(pk__gt=last, action="film.read").values_list("outcome", "purpose")
        told = [("allowed" if is_open else "refused", purpose.value)] if name in FILM else []
        if (answer.status_code == 200, list(read)) != (is_open, told):
            yield f"{name} without {scopes} ({how}): {answer.status_code}, {list(read)}"
        if not is_open and sends_film(answer):
            yield f"{name} without {scopes} ({how}): bytes of film"


@pytest.mark.parametrize("method", ["get", "head"])
def test_after_a_real_withdrawal_every_address_says_no_and_lets_nothing_be_cached(scene, method):
    withdraw(case=scene.case, person=scene.people[0], by=scene.by)
    for name, purpose in FILM.items():
        before = Entry.objects.filter(action="film.read", outcome="refused").count()
        answer = scene.ask(name, who_asks(purpose), method)
        assert answer.status_code in (403, 404, 405, 410), name
        assert not sends_film(answer)
        assert answer.headers["Cache-Control"] == "no-store"
        after = Entry.objects.filter(action="film.read", outcome="refused").count()
        assert (after - before == 1) == (answer.status_code in (403, 410)), name
