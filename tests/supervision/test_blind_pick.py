"""A look at the film before the clips: nothing of them is shown, then where both found the same."""

import re
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from audit.models import Entry
from supervision.actions import decide, look, pick, remove_pick
from supervision.models import PickedMoment
from supervision.rules import meet
from tests.supervision.conftest import FAMILY

HTMX = {"headers": {"HX-Request": "true"}}


def keep(scene, end=160, by=None):
    facts = {"submission": scene.submission, "footage": scene.footage, "by": by or scene.supervisor}
    return pick(in_frame=120, out_frame=end, **facts)


@pytest.mark.parametrize(
    ("one", "other", "is_met"),
    [
        (("a", 0, 10), ("a", 10, 20), False),
        (("a", 0, 11), ("a", 10, 20), True),
        (("a", 0, 100), ("a", 10, 20), True),
        (("a", 15, 16), ("a", 10, 20), True),
        (("a", 20, 30), ("a", 10, 20), False),
        (("b", 10, 20), ("a", 10, 20), False),
    ],
)
def test_two_stretches_meet_in_at_least_one_frame_of_the_same_film(one, other, is_met):
    first, second = (
        SimpleNamespace(footage_id=film, in_frame=start, out_frame=end) for film, start, end in (one, other)
    )
    assert (meet(first, second), meet(second, first)) == (is_met, is_met)


def test_nothing_of_the_clips_is_shown_until_they_are_opened_and_then_both_see_what_met(submitted, sign_in):
    supervisor, trainee = sign_in(submitted.supervisor), sign_in(submitted.trainee)
    where = reverse("blind-pick", args=[submitted.submission.pk])
    screen = reverse("submission", args=[submitted.submission.pk])
    assert where in supervisor.get(reverse("submissions")).content.decode()
    assert where not in trainee.get(reverse("submissions")).content.decode()
    for first, end in ((120, 160), (400, 450)):
        sent = {"footage": submitted.footage.pk, "frame": first, "end_frame": end}
        listed = supervisor.post(where, sent, **HTMX).content.decode()
    blind = supervisor.get(where).content.decode()
    assert ("0:04–0:06" in listed, "0:16–0:17" in blind) == (True, True)
    for hidden in ("Clip at", "film-clip", "Receiving initiatives", "Which first?", *FAMILY):
        assert hidden not in blind
    assert "first look" not in trainee.get(screen).content.decode()
    for client in (supervisor, trainee):
        shown = client.get(screen).content.decode()
        said = re.findall(r"meets clip [\d, ]+|not among the clips", shown)
        assert said == ["meets clip 1", "not among the clips"]
        assert shown.count("Found in the first look too") == 1
    assert "You have seen the clips already" in supervisor.get(where).content.decode()
    assert supervisor.post(where, sent, **HTMX).status_code == 422
    assert PickedMoment.objects.count() == 2


def looked(scene):
    look(submission=scene.submission, by=scene.supervisor)


def decided(scene):
    decide(submission=scene.submission, verdict="released", words="", minutes=1, by=scene.supervisor)


@pytest.mark.parametrize(
    ("before", "who", "end", "sentence"),
    [
        (looked, "supervisor", 160, "You have seen the clips already, so this look is over."),
        (decided, "supervisor", 160, "This submission is closed. What was written stays as it is."),
        (None, "trainee", 160, "Only the supervisor it was sent to can decide."),
        (None, "supervisor", 120, "The stretch must end after it begins, within the film."),
    ],
)
def test_a_stretch_that_is_refused_is_not_kept_and_none_is_taken_away(submitted, before, who, end, sentence):
    kept = keep(submitted)
    if before:
        before(submitted)
    by = getattr(submitted.cast, who)
    with pytest.raises(ValidationError) as error:
        keep(submitted, end=end, by=by)
    assert error.value.messages == [sentence]
    if end == 160:
        with pytest.raises(ValidationError):
            remove_pick(picked=kept, by=by)
    assert PickedMoment.objects.count() == 1


def test_a_stretch_is_taken_away_again_and_both_are_in_the_trail(submitted, sign_in):
    kept = keep(submitted)
    client = sign_in(submitted.supervisor)
    answer = client.post(reverse("blind-pick-removal", args=[kept.pk]), **HTMX)
    assert (answer.status_code, "Nothing marked yet" in answer.content.decode()) == (200, True)
    assert PickedMoment.objects.count() == 0
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True))[-2:] == [
        "moment.picked",
        "pick.removed",
    ]
    empty = client.post(reverse("blind-pick", args=[submitted.submission.pk]), {}, **HTMX)
    assert (empty.status_code, "Mark where the stretch begins" in empty.content.decode()) == (422, True)
