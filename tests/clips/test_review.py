"""The pages of the shared review: prepare, present, write down."""

import re

import pytest
from django.urls import reverse

from cases.models import Case
from clips.actions import reviews
from clips.models import AgreedPoint, Reflection
from consent.actions import destroy_film, withdraw
from sessions.models import FilmedSession
from vault.models import Job

HTMX = {"HX-Request": "true"}


def get(client, name, pk):
    return client.get(reverse(name, args=[pk]))


def test_preparing_lists_the_clips_and_what_is_open(ready, sign_in):
    client = sign_in(ready.guider)
    page = get(client, "review-new", ready.cycle.pk).content.decode()
    assert re.findall(r"At \d+", page) == ["At 0", "At 300"]
    assert "disabled" not in page
    Job.objects.update(state="queued")
    part = client.get(reverse("review-new", args=[ready.cycle.pk]), headers=HTMX).content.decode()
    assert "<html" not in part
    assert "The clips are being cut." in part
    assert "disabled" in part


def test_beginning_opens_the_presentation_and_a_second_time_the_record(ready, sign_in):
    client = sign_in(ready.guider)
    where = reverse("review-new", args=[ready.cycle.pk])
    answer = client.post(where)
    review = FilmedSession.objects.get(kind="shared_review")
    assert answer.headers["Location"] == reverse("presentation", args=[review.pk])
    for again in (client.get(where), client.post(where)):
        assert again.headers["Location"] == reverse("review", args=[review.pk])


def test_a_review_by_video_call_has_its_own_stage_and_ends_once_the_platform_has_no_copy(ready, sign_in):
    client = sign_in(ready.guider)
    assert "We meet by video call" in get(client, "review-new", ready.cycle.pk).content.decode()
    client.post(reverse("review-new", args=[ready.cycle.pk]), {"is_remote": "on"})
    review = FilmedSession.objects.get(kind="shared_review")
    stage = get(client, "presentation", review.pk).content.decode()
    for words in ("presentation-light", "big-pointer", "share only this tab"):
        assert words in stage
    record = get(client, "review", review.pk).content.decode()
    assert record.count("Say first whether the platform recorded the video call") == 1
    refused = client.post(reverse("review-end", args=[review.pk]), follow=True).content.decode()
    assert "Say first whether the platform recorded the video call" in refused
    review.refresh_from_db()
    assert (review.finished_at, review.cycle.state) == (None, "open")
    page = client.post(reverse("meeting-call", args=[review.pk]), {"call": "deleted"}, follow=True)
    assert "Confirmed by Guider" in page.content.decode()
    client.post(reverse("review-end", args=[review.pk]))
    review.refresh_from_db()
    assert (review.finished_at is None, review.cycle.state) == (False, "complete")


def test_a_review_in_one_room_has_neither_pointer_nor_lighter_picture(held, sign_in):
    stage = get(sign_in(held.guider), "presentation", held.review.pk).content.decode()
    for words in ("presentation-light", "big-pointer", "share only this tab"):
        assert words not in stage


def test_beginning_without_consent_says_why(ready, sign_in):
    withdraw(case=ready.case, person=ready.child, scope="shared_review", by=ready.guider)
    page = sign_in(ready.guider).post(reverse("review-new", args=[ready.cycle.pk]), follow=True)
    assert "Robin has taken back the consent" in page.content.decode()
    assert FilmedSession.objects.filter(kind="shared_review").count() == 0


def test_the_presentation_shows_no_name_no_title_and_no_words(held, sign_in):
    page = get(sign_in(held.guider), "presentation", held.review.pk).content.decode()
    for words in ("Juniper", "Robin", "At 0", "At 300", held.case.number, "kitchen.mp4", "enjoy each other"):
        assert words not in page
    assert re.search(r"<title>(.*?)</title>", page)[1] == "Shared review · Attune"


@pytest.mark.parametrize("name", ["review", "presentation"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("guider", 200), ("other_guider", 404), ("stranger", 404), ("supervisor", 403), ("administrator", 403)],
)
def test_who_reads_a_review(held, sign_in, name, who, status):
    assert get(sign_in(getattr(held.cast, who)), name, held.review.pk).status_code == status


def test_frames_of_a_shown_clip_begin_at_zero_and_close_with_consent(held, sign_in):
    client = sign_in(held.guider)
    second = held.review.shown_clips.last()
    assert get(client, "shown-frames", second.pk).json() == {"timescale": 90000, "count": 250, "step": 3600}
    withdraw(case=held.case, person=held.child, scope="shared_review", by=held.guider)
    assert get(client, "shown-frames", second.pk).status_code == 403
    assert get(client, "shown-film", second.pk).status_code == 403


def test_a_review_whose_film_is_destroyed_can_still_be_read(held, sign_in):
    reviews.reflect(shown=held.shown, said_by=held.parent, words="He looks!", by=held.guider)
    destroy_film(custody=held.footage.custody, reason="removed", by=held.guider)
    client = sign_in(held.guider)
    assert "He looks!" in get(client, "review", held.review.pk).content.decode()
    assert get(client, "presentation", held.review.pk).status_code == 200
    assert get(client, "shown-frames", held.shown.pk).status_code in (403, 410)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_words_are_kept_and_the_field_is_empty_again(held, sign_in, headers):
    client = sign_in(held.guider)
    sent = {"words": "He looks!", "said_by": held.parent.pk}
    client.post(reverse("reflections", args=[held.shown.pk]), sent, headers=headers)
    client.post(
        reverse("review-points", args=[held.review.pk]),
        {"kind": "strength", "words": "I wait", "shown": held.shown.pk},
        headers=headers,
    )
    client.post(
        reverse("review-ratings", args=[held.review.pk]),
        {"value": "6", "rated_by": held.parent.pk},
        headers=headers,
    )
    page = get(client, "review", held.review.pk).content.decode()
    assert (page.count("He looks!"), page.count("I wait")) == (2, 2)  # said, and on its "Remove"
    assert "<strong>6</strong> of 10, Juniper" in page


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_refused_words_stay_in_their_field(held, sign_in, headers):
    client = sign_in(held.guider)
    said = reverse("reflections", args=[held.shown.pk])
    point = reverse("review-points", args=[held.review.pk])
    stranger = held.cast.guider.pk + 999
    for where, sent in (
        (said, {"words": "He looks!", "said_by": stranger}),
        (point, {"kind": "strength", "words": "He looks!", "shown": 999}),
    ):
        answer = client.post(where, sent, headers=headers)
        assert answer.status_code == 422
        assert "He looks!</textarea>" in answer.content.decode()
    reviews.finish(review=held.review, by=held.guider)
    answer = client.post(said, {"words": "He looks!", "said_by": held.parent.pk}, headers=headers)
    assert "He looks!</textarea>" in answer.content.decode()
    assert "This shared review is finished." in answer.content.decode()
    assert (Reflection.objects.count(), AgreedPoint.objects.count()) == (0, 0)


def test_removing_answers_with_the_record(held, sign_in):
    said = reviews.reflect(shown=held.shown, said_by=held.parent, words="He looks!", by=held.guider)
    client = sign_in(held.guider)
    answer = client.post(reverse("reflection-removal", args=[said.pk]), headers=HTMX)
    assert (answer.status_code, "He looks!" in answer.content.decode()) == (200, False)


def test_a_finished_review_offers_nothing_to_change(held, sign_in):
    client = sign_in(held.guider)
    reviews.reflect(shown=held.shown, said_by=held.parent, words="He looks!", by=held.guider)
    answer = client.post(reverse("review-end", args=[held.review.pk]))
    assert answer.headers["Location"] == reverse("case", args=[held.case.pk])
    page = get(client, "review", held.review.pk).content.decode()
    assert "He looks!" in page
    assert "<textarea" not in page
    assert "Remove" not in page


def test_the_number_of_queries_does_not_grow_with_what_was_said(
    held,
    sign_in,
    django_assert_max_num_queries,
):
    client = sign_in(held.guider)
    counts = []
    for number in (3, 27):
        for _ in range(number):
            reviews.reflect(shown=held.shown, said_by=held.parent, words="He looks!", by=held.guider)
            reviews.agree_point(
                review=held.review, kind="strength", words="Yes", shown=held.shown, by=held.guider
            )
        with django_assert_max_num_queries(60) as asked:
            get(client, "review", held.review.pk)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_review_itself_can_be_filmed(held, sign_in):
    page = get(sign_in(held.guider), "filming", held.review.pk)
    assert page.status_code == 200
    Case.objects.update(guider=held.cast.other_guider)
    assert get(sign_in(held.guider), "filming", held.review.pk).status_code == 404
    assert get(sign_in(held.cast.supervisor), "filming", held.review.pk).status_code == 403
