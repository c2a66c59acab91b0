"""The film of a shared review, joined by time to what was on the screen and to what was kept meanwhile."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from audit.models import Entry
from clips.actions import change_clip, reviews
from clips.actions.joining import join_film, part_film
from clips.models import FilmJoin, OnScreen, Reflection, Sign
from clips.rules import UnableToPrepare
from clips.said_when_seen import said_when_seen
from clips.screen_times import screen_times
from consent.actions import destroy_film
from sessions.models import Footage
from tests import consent_builders
from tests.clips.conftest import add_film

BEGAN = datetime(2026, 4, 2, 10, tzinfo=UTC)


def at(seconds):
    return BEGAN + timedelta(seconds=seconds)


def put_on(shown, seconds, frame=0, **fields):
    facts = {"is_playing": False, "is_blank": False} | fields
    return OnScreen.objects.create(key=uuid4(), shown=shown, frame=frame, at=at(seconds), **facts)


def say(scene, shown, words, seconds, **fields):
    facts = {"key": uuid4(), "said_by": scene.parent, "created_at": at(seconds)} | fields
    return Reflection.objects.create(shown=shown, words=words, **facts)


def film_the_review(scene):
    """40 s, 25 frames a second."""
    for person in (scene.parent, scene.child):
        consent_builders.answers(scene.case, person, film_the_review="given")
    film = add_film(scene.cycle, scene.parent)
    Footage.objects.filter(pk=film.pk).update(filmed_session=scene.review)
    film.custody.recording.kind = "review"
    film.custody.recording.save(update_fields=["kind"])
    return again(film)


def again(film):
    films = Footage.objects.select_related(
        "custody__recording", "custody__case", "filmed_session__cycle__case"
    )
    return films.get(pk=film.pk)


@pytest.fixture
def watched(held):
    """The first clip at 0 s, the second at 10 s, the first at 20 s; after half an hour the second."""
    held.first, held.second = held.review.shown_clips.all()
    held.seen = [
        put_on(held.first, 0, is_playing=True),
        put_on(held.first, 4, frame=75),
        put_on(held.second, 10, is_playing=True),
        put_on(held.second, 14, is_blank=True),
        put_on(held.first, 20, frame=50),
        put_on(held.second, 1820),
    ]
    held.film = film_the_review(held)
    return held


def join(scene, number=0, frame=50, film=None):
    return join_film(footage=film or scene.film, seen=scene.seen[number], frame=frame, by=scene.guider)


def told(scene, film=None):
    """Name and place of each appearance."""
    return [(each.name, each.place.clock) for each in screen_times(film or scene.film).appearances]


def test_each_time_a_clip_came_on_the_screen_is_told_with_its_place_in_the_film(watched):
    assert told(watched) == [("1. At 0", ""), ("2. At 300", ""), ("1. At 0", ""), ("2. At 300", "")]
    join(watched)
    assert told(watched) == [
        ("1. At 0", "0:02"),
        ("2. At 300", "0:12"),
        ("1. At 0", "0:22"),
        ("2. At 300", ""),
    ]
    pictures = screen_times(watched.film).appearances[0].pictures
    assert [(each.second, each.is_playing, each.place.frame) for each in pictures] == [
        ("0:00", True, 50),
        ("0:03", False, 150),
    ]


@pytest.mark.parametrize(
    ("number", "frame", "places"),
    [
        (0, 0, ["0:00", "0:10", "0:20", ""]),
        (2, 0, ["", "0:00", "0:10", ""]),  # the film began with the second clip
        (2, 125, ["0:00", "0:05", "0:15", ""]),  # the film began while the first one stood there
        (2, 999, ["0:29", "0:39", "", ""]),  # the film ended with the second clip
        (5, 250, ["", "", "0:00", "0:10"]),  # only the end of a long pause was filmed
    ],
)
def test_any_clip_may_be_the_one_that_is_found_in_the_film(watched, number, frame, places):
    join(watched, number, frame)
    assert [place for _name, place in told(watched)] == places


def test_the_offset_is_kept_in_milliseconds_and_a_later_one_takes_its_place_with_an_entry_each(watched):
    join(watched, frame=50)
    join(watched, number=2, frame=260)
    assert FilmJoin.objects.values_list("seen", "at_ms", "joined_by").get() == (
        watched.seen[2].pk,
        10_400,
        watched.guider.pk,
    )
    for _again in range(2):
        part_film(footage=watched.film, by=watched.guider)
    assert FilmJoin.objects.count() == 0
    done = Entry.objects.filter(action__startswith="film.").order_by("pk")
    trail = [(entry.action, entry.detail.get("at_ms")) for entry in done if "joined" in entry.action]
    assert trail == [("film.joined", 2000), ("film.joined", 10_400)]
    assert done.filter(action="film.parted").count() == 1


def test_words_and_signs_lead_to_just_before_they_were_kept(watched):
    say(watched, watched.first, "He looks at me", 8, contact="initiative", noticed_by=watched.child)
    say(watched, watched.first, "There again", 31)
    say(watched, watched.second, "Days later", 100_000)
    say(watched, watched.second, "Written up", 12, key=None)
    Sign.objects.create(
        key=uuid4(), shown=watched.second, person=watched.parent, kind="smiled", frame=3, at=at(13)
    )
    join(watched)
    kept = [
        [(one.words, one.under, one.place.clock) for one in each.kept]
        for each in screen_times(watched.film).appearances
    ]
    assert kept == [
        [("He looks at me", "Juniper · initiative · noticed by Robin", "0:02")],
        [("", "Juniper smiled", "0:12")],
        [("There again", "Juniper", "0:23")],
        [],
    ]


def test_a_review_without_anything_on_the_screen_has_nothing_to_join(held, sign_in):
    film = film_the_review(held)
    assert screen_times(film).appearances == []
    page = sign_in(held.guider).get(reverse("film-join", args=[film.pk])).content.decode()
    assert ("Nothing is known" in page, "It began here" in page) == (True, False)
    assert said_when_seen(held.review).to_join is None


def test_each_of_several_films_is_joined_by_itself(watched):
    second = film_the_review(watched)
    join(watched)
    assert said_when_seen(watched.review).to_join == second
    join(watched, 5, 100, film=second)
    ways = said_when_seen(watched.review).ways
    assert {shown: [(way.number, way.place.clock) for way in found] for shown, found in ways.items()} == {
        watched.first.pk: [(1, "0:02"), (1, "0:22"), (2, "0:00")],
        watched.second.pk: [(1, "0:12"), (2, "0:04")],
    }


def test_a_destroyed_film_leads_nowhere_and_a_destroyed_clip_has_no_second(watched, sign_in):
    client = sign_in(watched.guider)
    join(watched)
    destroy_film(custody=watched.footage.custody, reason="removed", by=watched.guider)
    assert [each.second for each in screen_times(again(watched.film)).appearances[0].pictures] == ["", ""]
    destroy_film(custody=watched.film.custody, reason="removed", by=watched.guider)
    assert {place for _name, place in told(watched, again(watched.film))} == {""}
    page = client.get(reverse("review", args=[watched.review.pk])).content.decode()
    assert ("no longer there" in page, "What was said when" in page) == (True, False)
    with pytest.raises(UnableToPrepare):
        join(watched, film=again(watched.film))


def test_later_changes_of_a_clip_change_nothing_of_what_was_on_the_screen(watched):
    join(watched)
    before = screen_times(watched.film).appearances
    clip = watched.clips[0]
    change_clip(clip=clip, version=1, title="Other", in_frame=20, out_frame=60, by=watched.guider)
    assert screen_times(watched.film).appearances == before


@pytest.mark.parametrize("frame", [-1, 1000])
def test_a_place_outside_the_film_is_refused(watched, frame):
    with pytest.raises(ValidationError):
        join(watched, frame=frame)
    assert FilmJoin.objects.count() == 0


def test_what_was_on_the_screen_in_another_review_is_refused(watched):
    other = add_film(watched.cycle, watched.parent)
    with pytest.raises(ValidationError):
        join(watched, film=other)
    assert FilmJoin.objects.count() == 0


def test_the_page_joins_says_why_not_and_takes_apart(watched, sign_in):
    client = sign_in(watched.guider)
    where = reverse("film-join", args=[watched.film.pk])
    page = client.get(where).content.decode()
    assert page.count("It began here<") == 4
    refused = client.post(where, {"seen": watched.seen[0].pk, "frame": 9999})
    assert (refused.status_code, FilmJoin.objects.count()) == (422, 0)
    assert "This moment lies outside the film." in refused.content.decode()
    joined = client.post(where, {"seen": watched.seen[2].pk, "frame": 250}).content.decode()
    assert (joined.count("it began here"), joined.count("not in this film")) == (1, 1)
    record = client.get(reverse("review", args=[watched.review.pk])).content.decode()
    assert reverse("studio", args=[watched.film.pk]) + "#frame-250" in record
    client.post(reverse("film-join-removal", args=[watched.film.pk]))
    assert FilmJoin.objects.count() == 0
    assert "Say once where" in client.get(reverse("review", args=[watched.review.pk])).content.decode()


def test_it_can_be_joined_after_the_review_is_finished_and_by_nobody_else(watched, sign_in):
    reviews.finish(review=watched.review, by=watched.guider)
    sent = {"seen": watched.seen[0].pk, "frame": 50}
    where = reverse("film-join", args=[watched.film.pk])
    for who, status in (("other_guider", 404), ("stranger", 404), ("supervisor", 403)):
        assert sign_in(getattr(watched.cast, who)).post(where, sent).status_code == status
    assert FilmJoin.objects.count() == 0
    assert sign_in(watched.guider).post(where, sent).status_code == 200
    assert FilmJoin.objects.count() == 1


def test_the_number_of_queries_does_not_grow_with_what_was_on_the_screen(
    watched, sign_in, django_assert_max_num_queries
):
    client = sign_in(watched.guider)
    join(watched)
    counts = []
    for number in (3, 100):
        for each in range(number):
            put_on(watched.second, 2000 + number + each)
            say(watched, watched.first, "Yes", each, noticed_by=watched.child)
        for name, pk in (("film-join", watched.film.pk), ("review", watched.review.pk)):
            with django_assert_max_num_queries(60) as asked:
                client.get(reverse(name, args=[pk]))
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
