"""Keeping the picture of a frame: one still of a frame, and nothing is left of one that is removed."""

import json
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from audit.models import Entry
from clips import actions
from clips.models import Still
from clips.rules import UnableToPrepare
from consent import actions as consent_actions
from consent.models import Destruction, Withdrawal
from tests import consent_builders, vault_builders
from tests.clips.film_page import scene_of
from vault.models import Job, Recording, SealedFile
from vault.reading import Unreadable, read_all


@pytest.fixture
def still(studio):
    return actions.keep_still(footage=studio.footage, frame=500, by=studio.guider)


def everything() -> list[list[tuple[object, ...]]]:
    return [list(model.objects.order_by("pk").values_list()) for model in (Still, Job, Entry)]


def test_keeping_a_still_asks_for_the_picture_of_exactly_this_frame(studio, still):
    assert (still.frame, still.kept_by, still.picture.kind) == (500, studio.guider, Job.Kind.STILL)
    assert still.picture.parameters == {"frame": 500}
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.detail) == ("still.kept", {"frame": 500})


def test_the_same_frame_again_is_the_same_still_and_asks_for_nothing(studio, still):
    before = everything()
    assert actions.keep_still(footage=studio.footage, frame=500, by=studio.guider) == still
    assert everything() == before


@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_keeping_it_again_asks_anew_for_a_picture_that_could_not_be_taken(studio, still, state):
    Job.objects.update(state=state)
    again = actions.keep_still(footage=studio.footage, frame=500, by=studio.guider)
    assert again == still
    assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == [state, "queued"]


@pytest.mark.parametrize("frame", [-1, 1000])
def test_a_still_outside_the_film_is_refused(studio, frame):
    before = everything()
    with pytest.raises(ValidationError, match="outside the film"):
        actions.keep_still(footage=studio.footage, frame=frame, by=studio.guider)
    assert everything() == before


def assert_all_refused(studio, still, by):
    before = everything()
    allowed = []
    for verb in (
        lambda: actions.keep_still(footage=studio.footage, frame=5, by=by),
        lambda: actions.remove_still(still=still, by=by),
    ):
        with suppress(UnableToPrepare):
            verb()
            allowed.append(verb)
    assert (allowed, everything()) == ([], before)


@pytest.mark.parametrize("who", ["other_guider", "trainee", "supervisor", "administrator", "stranger"])
def test_only_the_guider_in_charge_keeps_and_removes_stills(studio, still, who):
    assert_all_refused(studio, still, getattr(studio.cast, who))


def test_no_still_is_kept_once_somebody_has_taken_back_their_consent(studio, still):
    Withdrawal.objects.create(case=studio.case, person=studio.child, recorded_by=studio.guider)
    assert_all_refused(studio, still, studio.guider)


def test_for_the_guiders_own_work_the_consent_to_be_filmed_is_enough(studio, still):
    consent_builders.answers(studio.case, studio.child, keepsake="refused")
    assert actions.keep_still(footage=studio.footage, frame=7, by=studio.guider).frame == 7


@pytest.fixture
def taken(cast):
    """A real film, and the picture of its frame 40."""
    scene = scene_of(cast)
    scene.still = actions.keep_still(footage=scene.footage, frame=40, by=scene.guider)
    vault_builders.work_off()
    scene.file = SealedFile.objects.get(job=scene.still.picture, complete=True)
    return scene


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_the_picture_is_served_to_nobody_who_may_not_see_the_film_and_goes_for_good_with_the_still(
    taken, sign_in, cast
):
    where = reverse("still-picture", args=[taken.still.pk])
    assert vault_builders.frame_numbers(read_all(taken.file)) == [40]
    answer = sign_in(taken.guider).get(where)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert (answer["Cache-Control"], answer.content) == ("no-store", read_all(taken.file))
    assert sign_in(cast.other_guider).get(where).status_code == 404
    consent_builders.answers(taken.case, taken.other, film="refused")
    refused = sign_in(taken.guider).get(where)
    assert (refused.status_code, refused["Content-Type"]) == (403, "text/plain; charset=utf-8")
    consent_builders.answers(taken.case, taken.other, film="given")

    actions.remove_still(still=taken.still, by=taken.guider)
    taken.file.refresh_from_db()
    assert not Still.objects.exists()
    assert (taken.file.complete, taken.file.discarded_at is None) == (False, False)
    with pytest.raises(Unreadable):
        read_all(taken.file)


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_the_pictures_are_destroyed_with_the_film(taken, sign_in):
    consent_actions.destroy_film(
        custody=taken.footage.custody, reason=Destruction.Reason.REMOVED, by=taken.guider
    )
    with pytest.raises(Unreadable):
        read_all(taken.file)
    assert sign_in(taken.guider).get(reverse("still-picture", args=[taken.still.pk])).status_code == 410


def test_stills_are_kept_and_removed_by_one_request_each(studio, sign_in):
    client = sign_in(studio.guider)
    where = reverse("stills", args=[studio.footage.pk])
    kept = client.post(where, json.dumps({"frame": 12}), content_type="application/json")
    still = Still.objects.get()
    assert (kept.status_code, kept.json()) == (201, {"id": still.pk, "frame": 12})
    Recording.objects.update(state="working")
    refused = client.delete(reverse("still", args=[still.pk]))
    assert (refused.status_code, Still.objects.count()) == (403, 1)
    Recording.objects.update(state="ready")
    assert client.delete(reverse("still", args=[still.pk])).status_code == 204
    assert Still.objects.count() == 0
    assert Job.objects.get().state == Job.State.CANCELLED
