"""A keepsake is put together: who chooses what, and what each picture becomes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clips import actions
from clips.actions.keepsakes import (
    answer_keepsake,
    choose_first_picture,
    choose_picture,
    finish_picture,
    hand_over,
    move_picture_up,
    take_out_picture,
    write_keepsake,
)
from clips.keepsake_rules import file_of, offer_of, own_words
from clips.models import AgreedPoint, Keepsake, KeepsakePicture, Reflection, ShownClip, Still
from clips.rules import UnableToPrepare
from sessions.models import FilmedSession
from tests import builders, consent_builders, vault_builders
from tests.clips.film_page import add_clips
from tests.clips.keepsake_scene import assert_refused, chosen, keepsake_scene, refused_still
from vault.models import Job, SealedFile
from vault.pictures import Finish
from vault.reading import Unreadable, read_all


@pytest.fixture
def scene(cast):
    return keepsake_scene(cast)


@pytest.fixture
def pictures(scene):
    return chosen(scene)


@pytest.fixture
def guider(scene, sign_in):
    return sign_in(scene.guider)


def test_choosing_a_still_offers_the_keepsake_and_makes_exactly_its_frame(scene, pictures):
    assert scene.case.keepsake.answer == "offered"
    assert [each.position for each in pictures] == [1, 2]
    found = [vault_builders.frame_numbers(read_all(file_of(each)))[0] for each in pictures]
    assert found == [40, 90]
    assert choose_picture(case=scene.case, still=scene.stills[0], by=scene.guider) == pictures[0]
    assert KeepsakePicture.objects.count() == 2


def test_the_first_picture_of_a_chosen_clip_becomes_a_still_to_keep(scene):
    clip = add_clips(scene, "Peekaboo", "Turns", chosen=True)[1]
    assert [each.title for each in offer_of(scene.case, scene.guider).clips] == ["Peekaboo", "Turns"]
    made = choose_first_picture(case=scene.case, clip=clip, by=scene.guider)
    assert (made.still.frame, made.still.footage) == (clip.in_frame, scene.footage)
    assert [each.title for each in offer_of(scene.case, scene.guider).clips] == ["Peekaboo"]


def test_a_still_of_a_film_in_which_one_person_says_no_is_not_offered_while_the_rest_is(scene, guider):
    still = refused_still(scene, keepsake="refused")
    offer = offer_of(scene.case, scene.guider)
    assert offer.stills == scene.stills
    refused = "Kinship carer said no to “Still pictures to keep”."
    assert [each.reasons for each in offer.closed] == [(refused,)]

    act = lambda: choose_picture(case=scene.case, still=still, by=scene.guider)  # noqa: E731
    assert_refused(act, "Kinship carer said no")

    page = guider.get(reverse("keepsake", args=[scene.case.pk])).content.decode()
    assert refused in page
    assert guider.get(reverse("still-to-keep", args=[still.pk])).status_code == 403
    assert guider.get(reverse("still-to-keep", args=[scene.stills[0].pk])).status_code == 200


def test_a_still_of_another_case_is_refused(scene, cast):
    other = builders.case(cast.guider)
    assert_refused(lambda: choose_picture(case=other, still=scene.stills[0], by=scene.guider), "another case")


def test_there_is_room_for_twelve(scene, pictures):
    for frame in range(10):
        still = actions.keep_still(footage=scene.footage, frame=frame, by=scene.guider)
        choose_picture(case=scene.case, still=still, by=scene.guider)
    still = actions.keep_still(footage=scene.footage, frame=20, by=scene.guider)
    assert_refused(lambda: choose_picture(case=scene.case, still=still, by=scene.guider), "room for 12")


@pytest.mark.parametrize("who", ["other_guider", "trainee", "supervisor", "administrator", "stranger"])
def test_only_the_guider_in_charge_puts_it_together(scene, pictures, cast, who):
    by = getattr(cast, who)
    for act in (
        lambda: answer_keepsake(case=scene.case, answer="declined", by=by),
        lambda: choose_picture(case=scene.case, still=scene.stills[0], by=by),
        lambda: finish_picture(picture=pictures[0], finish=Finish(), words="", by=by),
        lambda: move_picture_up(picture=pictures[1], by=by),
        lambda: take_out_picture(picture=pictures[0], by=by),
        lambda: write_keepsake(case=scene.case, words="Mine", by=by),
        lambda: hand_over(case=scene.case, kind="card-a5", items=[], by=by),
    ):
        assert_refused(act, "Only the guider in charge")


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_another_part_or_light_is_made_anew_and_the_old_picture_goes(scene, pictures):
    picture, old = pictures[0], file_of(pictures[0])
    finish = Finish(left=250, top=0, width=500, height=1000, brightness=1)
    finish_picture(picture=picture, finish=finish, words=" He waits. ", by=scene.guider)
    vault_builders.take_pictures(scene.footage.custody.recording)

    picture = KeepsakePicture.objects.get(pk=picture.pk)
    assert (picture.finish, picture.words) == (finish, "He waits.")
    assert file_of(picture) != old
    with pytest.raises(Unreadable):
        read_all(old)
    job = picture.picture
    finish_picture(picture=picture, finish=finish, words="He looks.", by=scene.guider)
    assert KeepsakePicture.objects.get(pk=picture.pk).picture == job


def test_the_order_is_changed_one_place_at_a_time(scene, pictures):
    move_picture_up(picture=pictures[1], by=scene.guider)
    assert list(scene.case.keepsake.pictures.all()) == [pictures[1], pictures[0]]
    move_picture_up(picture=KeepsakePicture.objects.get(pk=pictures[1].pk), by=scene.guider)
    assert list(scene.case.keepsake.pictures.all()) == [pictures[1], pictures[0]]


def test_declining_lets_go_of_what_was_chosen_and_choosing_again_offers_it_anew(scene, pictures):
    write_keepsake(case=scene.case, words="We laugh.", by=scene.guider)
    answer_keepsake(case=scene.case, answer="declined", by=scene.guider)
    keepsake = Keepsake.objects.get()
    assert (keepsake.answer, keepsake.words, keepsake.pictures.count()) == ("declined", "", 0)
    assert not SealedFile.objects.filter(role="keepsake", complete=True).exists()
    assert Still.objects.count() == 2
    choose_picture(case=scene.case, still=scene.stills[0], by=scene.guider)
    assert Keepsake.objects.get().answer == "offered"


def test_a_still_that_is_chosen_to_keep_is_not_removed_in_the_studio(scene, pictures):
    with pytest.raises(UnableToPrepare) as refused:
        actions.remove_still(still=scene.stills[0], by=scene.guider)
    assert refused.value.reasons == ("This picture is chosen to keep. Take it out of the keepsake first.",)
    take_out_picture(picture=pictures[0], by=scene.guider)
    actions.remove_still(still=scene.stills[0], by=scene.guider)
    assert list(Still.objects.all()) == [scene.stills[1]]


def test_own_words_are_those_of_the_family_and_never_those_of_the_guider(scene):
    review = FilmedSession.objects.create(cycle=scene.cycle, kind="shared_review")
    shown = ShownClip.objects.create(
        filmed_session=review, footage=scene.footage, position=1, in_frame=0, out_frame=25
    )
    helper = builders.person(scene.case, "guider", "Ash")
    for person, words in ((scene.parent, "He looks at me!"), (helper, "A good pause"), (scene.other, "Mama")):
        Reflection.objects.create(shown=shown, said_by=person, words=words)
    AgreedPoint.objects.create(filmed_session=review, kind="strength", words="I wait for him.")
    AgreedPoint.objects.create(filmed_session=review, kind="working_point", words="Sit lower.")
    assert own_words(scene.case) == ["I wait for him.", "He looks at me!", "Mama"]


def test_numbers_beyond_the_picture_get_a_sentence_and_nothing_typed_is_lost(scene, pictures, guider):
    address = reverse("keepsake-picture", args=[pictures[0].pk])
    typed = {"left": 60, "top": 0, "width": 50, "height": 100, "brightness": 1, "warmth": 0, "words": "Hello"}
    answer = guider.post(address, typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This reaches beyond the picture." in page
    assert "Hello" in page
    assert KeepsakePicture.objects.get(pk=pictures[0].pk).finish == Finish()
    assert guider.post(address, typed | {"width": 40}).status_code == 302
    assert KeepsakePicture.objects.get(pk=pictures[0].pk).finish == Finish(600, 0, 400, 1000, 1, 0)


def test_words_are_kept_and_too_many_are_said_to_be(scene, guider):
    address = reverse("keepsake-words", args=[scene.case.pk])
    assert guider.post(address, {"words": "We laugh."}).status_code == 302
    assert guider.post(address, {"words": "x" * 1201}).status_code == 422
    assert Keepsake.objects.get().words == "We laugh."


def test_many_stills_ask_the_database_no_more_than_few(scene, guider):
    def cost(frames):
        for frame in frames:
            job = Job.objects.create(
                recording=scene.footage.custody.recording, kind="still", queue="interactive", state="done"
            )
            Still.objects.create(footage=scene.footage, frame=frame, kept_by=scene.guider, picture=job)
        with CaptureQueriesContext(connection) as asked:
            guider.get(reverse("keepsake", args=[scene.case.pk]))
        return len(asked)

    cost([])
    few = cost(range(3))
    assert cost(range(100, 140)) == few


def test_stills_stay_the_guiders_own_where_pictures_to_keep_are_refused(scene):
    consent_builders.answers(scene.case, scene.other, keepsake="refused")
    assert actions.keep_still(footage=scene.footage, frame=3, by=scene.guider).frame == 3
