"""Who may see and do what with a submission, in each state: asked of the pages, the gate and the rules.

s  opens the screen             f  watches the film for supervision      e  watches it to prepare clips
r  writes a remark              g  suggests, and proposes a clip         d  decides
t  takes a proposal over        c  confirms to have read the decision    n  has it among the news
"""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import SupervisionPair
from cases.models import Case
from consent.rules import permits
from supervision.actions import decide, remark
from supervision.models import Submission
from supervision.rules import (
    can_confirm,
    can_decide,
    can_remark,
    can_suggest,
    can_take,
    number_of_news,
)
from tests import builders, consent_builders
from tests.supervision.conftest import send

PEOPLE = ("author", "supervisor", "former", "another", "guider", "administrator", "stranger")
TABLE = {
    # state              author    supervisor  the others, in the order of PEOPLE
    "draft": ("e", "", "", "", "", "", ""),
    "submitted": ("sertn", "sfrgdn", "", "", "", "", ""),
    "released": ("setcn", "s", "", "", "", "", ""),
    "returned": ("setcn", "s", "", "", "", "", ""),
    "confirmed": ("setn", "s", "", "", "", "", ""),
    "pair ended": ("setn", "", "", "", "", "", ""),
    "pair ended after the decision": ("setcn", "", "", "", "", "", ""),
    "supervision withdrawn": ("sertn", "srgdn", "", "", "", "", ""),
    "film withdrawn": ("srtn", "srgdn", "", "", "", "", ""),
    "handed over": ("", "", "", "", "se", "", ""),
    "supervisor is no longer one": ("sertn", "", "", "", "", "", ""),
}


@pytest.fixture
def people(cast: SimpleNamespace) -> dict[str, object]:
    """A supervisor of this trainee until yesterday, and one of somebody else, beside the cast."""
    former, another = (builders.user("supervisor", cast.organisation, name) for name in ("former", "another"))
    builders.pair(former, cast.trainee)
    SupervisionPair.objects.filter(supervisor=former).update(until=timezone.now())
    builders.pair(another, builders.user("trainee", cast.organisation, "second"))
    return {
        "author": cast.trainee,
        "supervisor": cast.supervisor,
        "former": former,
        "another": another,
        "guider": cast.guider,
        "administrator": cast.administrator,
        "stranger": cast.stranger,
    }


def reach(scene: SimpleNamespace, state: str) -> None:
    if state == "draft":
        return
    scene.submission = send(scene)
    remark(
        submission=scene.submission,
        footage=scene.footage,
        frame=1,
        end_frame=9,
        is_proposal=True,
        words="Here",
        by=scene.supervisor,
    )
    verdict = "returned" if state == "returned" else "released"
    if state in ("released", "returned", "confirmed", "pair ended after the decision"):
        decide(submission=scene.submission, verdict=verdict, words="So", minutes=5, by=scene.supervisor)
    if state == "confirmed":
        scene.submission.decision.read_at = timezone.now()
        scene.submission.decision.save()
    after(state)(scene)


def after(state: str) -> Callable[[SimpleNamespace], object]:
    if state.startswith("pair ended"):
        return lambda _scene: SupervisionPair.objects.update(until=timezone.now())
    if state.endswith("withdrawn"):
        scope = {state.split()[0]: "refused"}
        return lambda scene: consent_builders.answers(scene.case, scene.child, **scope)
    if state == "handed over":
        return lambda scene: Case.objects.update(guider=scene.cast.guider)
    if state == "supervisor is no longer one":
        return lambda scene: scene.supervisor.roles_held.update(until=timezone.now())
    return lambda _scene: None


def allowed(scene: SimpleNamespace, user, client) -> str:
    film = scene.footage.custody
    watches = [
        permits(user=user, purpose=purpose, custody=film).allowed
        for purpose in ("supervision", "preparation")
    ]
    submission = Submission.objects.first()
    if submission is None:
        return "".join(letter for letter, holds in zip("fe", watches, strict=True) if holds)
    screen = client.get(reverse("submission", args=[submission.pk])).status_code
    served = client.get(reverse("submission-film", args=[submission.pk, scene.footage.pk])).status_code
    assert (screen in (200, 403, 404), served in (200, 206)) == (True, watches[0])
    may = screen == 200
    facts = {
        "s": may,
        "f": watches[0],
        "e": watches[1],
        "r": may and can_remark(submission=submission, by=user),
        "g": may and can_suggest(submission=submission, by=user),
        "d": may and can_decide(submission=submission, by=user),
        "t": may and can_take(remark=submission.remarks.get(), by=user),
        "c": may and can_confirm(submission=submission, by=user),
    }
    return "".join(letter for letter, holds in facts.items() if holds)


@pytest.mark.parametrize("state", TABLE)
def test_who_may_what(chosen, people, sign_in, state):
    reach(chosen, state)
    found = {}
    for name, person in people.items():
        user = type(person).objects.get(pk=person.pk)
        news = "n" if number_of_news(user) else ""
        found[name] = allowed(chosen, user, sign_in(user)) + news
    assert found == dict(zip(PEOPLE, TABLE[state], strict=True))
