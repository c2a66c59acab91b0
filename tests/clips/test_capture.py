"""What is kept while a review is held: words as they are typed, signs by one tap, what was on screen."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from clips.actions import reviews
from clips.models import OnScreen, Reflection, Sign
from clips.personal_data import sections
from tests import builders

KEY = uuid4()


@pytest.fixture
def page(held, sign_in):
    held.client = sign_in(held.guider)
    return held


def send(client, method, name, args, body):
    where = reverse(name, args=args)
    return getattr(client, method)(where, json.dumps(body), content_type="application/json")


def put_words(page, key=KEY, client=None, **changes):
    body = {"shown": page.shown.pk, "said_by": page.parent.pk, "words": "He looks!"} | changes
    return send(client or page.client, "put", "review-words", [page.review.pk, key], body)


def put_sign(page, key=KEY, client=None, **changes):
    body = {"shown": page.shown.pk, "person": page.parent.pk, "kind": "smiled", "frame": 12, "ago_ms": 5000}
    return send(client or page.client, "put", "review-sign", [page.review.pk, key], body | changes)


def post_screen(page, *rows, client=None):
    base = {"shown": page.shown.pk, "frame": 3, "ago_ms": 4000, "speed": 0.5, "is_playing": True}
    seen = [{"key": str(uuid4())} | base | row for row in rows]
    return send(client or page.client, "post", "review-screen", [page.review.pk], {"seen": seen})


def patch_sign(page, contact, client=None):
    return send(client or page.client, "patch", "review-sign", [page.review.pk, KEY], {"contact": contact})


def kept():
    return (
        list(Reflection.objects.values_list("words", "about")),
        Sign.objects.count(),
        OnScreen.objects.count(),
    )


def test_words_are_kept_as_they_grow_and_go_when_nothing_is_left(page):
    for words in ("He", "He looks", "He looks at me"):
        assert put_words(page, words=words, about="sees", noticed_by=page.child.pk).status_code == 204
    assert kept()[0] == [("He looks at me", "sees")]
    assert Reflection.objects.get().under == "Juniper sees · noticed by Robin"
    put_words(page, words="  ")
    put_words(page, words="")
    assert kept()[0] == []
    done = list(
        Entry.objects.filter(action__startswith="reflection").order_by("pk").values_list("action", flat=True)
    )
    assert done == ["reflection.written", *["reflection.changed"] * 2, "reflection.removed"]


def test_a_sign_is_kept_once_at_its_picture_and_its_time_and_can_be_taken_back(page):
    for _again in range(2):
        assert put_sign(page).status_code == 204
    made = Sign.objects.get()
    assert (made.kind, made.person, made.shown, made.frame) == ("smiled", page.parent, page.shown, 12)
    assert timedelta(seconds=5) <= timezone.now() - made.at < timedelta(seconds=15)
    assert "Juniper smiled" in page.client.get(reverse("review", args=[page.review.pk])).content.decode()
    where = reverse("review-sign", args=[page.review.pk, KEY])
    assert [page.client.delete(where).status_code for _again in range(2)] == [204, 404]
    assert Sign.objects.count() == 0


def test_words_say_when_they_were_begun_also_after_a_lost_network(page):
    put_words(page, words="He", ago_ms=60_000)
    put_words(page, words="He waits", ago_ms=0)
    begun = timezone.now() - Reflection.objects.get().created_at
    assert timedelta(seconds=60) <= begun < timedelta(seconds=90)


def test_words_and_signs_may_say_whether_they_were_an_initiative_or_a_reception(page):
    put_words(page, contact="initiative", noticed_by=page.child.pk)
    put_sign(page)
    for contact, status in (("reception", 204), ("response", 400), ("reception", 204)):
        assert patch_sign(page, contact).status_code == status
    assert Reflection.objects.get().under == "Juniper · initiative · noticed by Robin"
    assert Sign.objects.get().under == "Juniper smiled · reception"
    for name in ("review", "companion"):
        answer = page.client.get(reverse(name, args=[page.review.pk])).content.decode()
        assert "Juniper · initiative · noticed by Robin" in answer
    patch_sign(page, "")
    assert Sign.objects.get().under == "Juniper smiled"
    assert Entry.objects.filter(action="sign.changed").count() == 2


def test_what_stood_on_the_screen_is_kept_once_in_order_of_time(page):
    rows = [{"key": str(uuid4()), "ago_ms": ago, "frame": frame} for ago, frame in ((1000, 9999), (9000, 0))]
    for _again in range(2):
        assert post_screen(page, *rows).status_code == 204
    seen = OnScreen.objects.values_list("frame", "is_playing", "is_blank", "speed")
    assert list(seen) == [(0, True, False, 0.5), (249, True, False, 0.5)]


@pytest.mark.parametrize(
    "row", [{"key": "x"}, {"frame": -1}, {"ago_ms": 10**12}, {"speed": 99}, {"shown": "a"}]
)
def test_what_makes_no_sense_is_refused_whole(page, row):
    assert post_screen(page, {}, row).status_code == 400
    assert kept() == ([], 0, 0)


def test_clips_of_other_reviews_are_not_recorded(page):
    assert post_screen(page, {"shown": page.shown.pk + 999}).status_code == 204
    assert put_words(page, shown=page.shown.pk + 999).status_code == 404
    assert put_sign(page, shown=page.shown.pk + 999).status_code == 404
    assert kept() == ([], 0, 0)


def test_only_people_of_the_case_speak_and_smile(page):
    stranger = builders.person(builders.case(page.guider))
    assert put_words(page, said_by=stranger.pk).status_code == 404
    assert put_words(page, noticed_by=stranger.pk).status_code == 404
    assert put_sign(page, person=stranger.pk).status_code == 404
    assert kept() == ([], 0, 0)


@pytest.mark.parametrize(("who", "status"), [("other_guider", 404), ("stranger", 404), ("supervisor", 403)])
def test_only_the_guider_in_charge_captures(page, sign_in, who, status):
    client = sign_in(getattr(page.cast, who))
    answers = [
        put_words(page, client=client),
        put_sign(page, client=client),
        patch_sign(page, "reception", client=client),
        post_screen(page, {}, client=client),
    ]
    assert [answer.status_code for answer in answers] == [status] * 4
    assert client.get(reverse("companion", args=[page.review.pk])).status_code == status
    assert kept() == ([], 0, 0)


def test_a_finished_review_takes_nothing_more_and_its_window_leads_to_the_record(page):
    put_words(page)
    put_sign(page)
    reviews.finish(review=page.review, by=page.guider)
    answers = [put_words(page, words="Late"), put_sign(page, uuid4()), post_screen(page, {})]
    assert [answer.status_code for answer in answers] == [400] * 3
    assert patch_sign(page, "reception").status_code == 400
    assert kept() == ([("He looks!", "")], 1, 0)
    answer = page.client.get(reverse("companion", args=[page.review.pk]))
    assert answer.headers["Location"] == reverse("review", args=[page.review.pk])
    stage = page.client.get(reverse("presentation", args=[page.review.pk])).content.decode()
    assert reverse("review-screen", args=[page.review.pk]) not in stage


def test_a_copy_of_what_is_kept_holds_their_words_and_what_was_seen_of_them(page):
    put_words(page, about="child_feels", contact="reception")
    put_sign(page)
    said = next(
        part for part in sections(page.case, page.parent) if part.title == "What you said about clips"
    )
    lines = [dict(line) for line in said.lines]
    assert [line.get("Your words", line.get("Seen of you")) for line in lines] == ["He looks!", "smiled"]
    assert lines[0]["What kind of words"] == "thinks the child feels"
    assert [line.get("In the contact") for line in lines] == ["reception", None]


def test_the_number_of_queries_does_not_grow_with_what_was_kept(page, django_assert_max_num_queries):
    counts = []
    for number in (3, 30):
        for _each in range(number):
            put_words(page, uuid4(), noticed_by=page.child.pk)
            put_sign(page, uuid4())
        for name in ("companion", "review"):
            with django_assert_max_num_queries(60) as asked:
                page.client.get(reverse(name, args=[page.review.pk]))
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
