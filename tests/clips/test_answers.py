"""What the studio's script may ask, and what it is told."""

import json

import pytest
from django.urls import reverse

from clips.models import Clip, Moment
from consent.models import Withdrawal
from tests.clips.conftest import add_clip, add_moment


@pytest.fixture
def ask(studio, sign_in):
    """`ask("post", "moments", footage.pk, frame=5)` as the guider in charge."""
    client = sign_in(studio.guider)

    def ask(method, name, *args, **body):
        where = reverse(name, args=args)
        return client.generic(method.upper(), where, json.dumps(body), content_type="application/json")

    return ask


def test_a_moment_becomes_a_clip_with_one_request_each(studio, ask):
    moment = ask("post", "moments", studio.footage.pk, frame=500)
    assert (moment.status_code, moment.json()["frame"]) == (201, 500)
    clip = ask("post", "clips", studio.footage.pk, moment=moment.json()["id"])
    assert clip.status_code == 201
    assert clip.json() == {
        "id": Clip.objects.get().pk,
        "moment": moment.json()["id"],
        "in_frame": 125,
        "out_frame": 751,
        "title": "",
        "answer": "",
        "shortlisted": False,
        "before_seconds": 0,
        "version": 1,
        "position": None,
        "ticks": [],
        "turns": [],
    }


def test_a_clip_is_put_on_the_shortlist_and_taken_off_without_touching_the_rest(studio, ask):
    clip = add_clip(studio.footage, title="Kept")
    for version, wanted in enumerate((True, False), start=1):
        answer = ask("patch", "clip", clip.pk, version=version, shortlisted=wanted)
        assert (answer.json()["shortlisted"], answer.json()["title"]) == (wanted, "Kept")
        clip.refresh_from_db()
        assert (clip.shortlisted, clip.version, hasattr(clip, "chosen")) == (wanted, version + 1, False)


def test_a_clip_is_changed_field_by_field(studio, ask):
    clip = add_clip(studio.footage, title="Kept")
    answer = ask("patch", "clip", clip.pk, version=1, answer="She waits, he answers.")
    assert answer.status_code == 200
    assert (answer.json()["title"], answer.json()["version"]) == ("Kept", 2)
    answer = ask("patch", "clip", clip.pk, version=2, in_frame=120, title="")
    assert (answer.json()["in_frame"], answer.json()["title"]) == (120, "")


def test_the_second_of_two_windows_is_told_and_sees_the_other_version(studio, ask):
    clip = add_clip(studio.footage)
    ask("patch", "clip", clip.pk, version=1, title="First window")
    answer = ask("patch", "clip", clip.pk, version=1, title="Second window")
    assert answer.status_code == 409
    assert (answer.json()["current"]["title"], answer.json()["current"]["version"]) == ("First window", 2)
    clip.refresh_from_db()
    assert clip.title == "First window"
    settled = ask("patch", "clip", clip.pk, version=2, title="Second window")
    assert (settled.status_code, settled.json()["title"]) == (200, "Second window")


def test_ticks_and_choice_are_set_and_taken_back(studio, ask):
    clip = add_clip(studio.footage)
    where = (clip.pk, "receive", studio.child.pk)
    assert ask("put", "clip-tick", *where).status_code == 204
    assert ask("get", "clip", clip.pk).json()["ticks"] == [
        {"principle": "receive", "subject": studio.child.pk}
    ]
    assert ask("delete", "clip-tick", *where).status_code == 204
    assert ask("put", "clip-choice", clip.pk).json() == {"position": 1}
    assert ask("get", "clip", clip.pk).json()["position"] == 1
    assert ask("delete", "clip-choice", clip.pk).json() == {"position": None}


def test_moments_and_clips_are_removed(studio, ask):
    assert ask("delete", "moment", add_moment(studio.footage).pk).status_code == 204
    assert ask("delete", "clip", add_clip(studio.footage).pk).status_code == 204
    assert (Moment.objects.count(), Clip.objects.count()) == (0, 0)


def test_the_order_is_saved(studio, ask):
    clips = [add_clip(studio.footage), add_clip(studio.footage, 500, 600)]
    for clip in clips:
        ask("put", "clip-choice", clip.pk)
    wanted = [clips[1].pk, clips[0].pk]
    known = [clip.pk for clip in clips]
    assert ask("put", "selection-order", studio.cycle.pk, clips=wanted, known=known).status_code == 204
    assert [ask("get", "clip", pk).json()["position"] for pk in wanted] == [1, 2]


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("moments", {"frame": 5000}, "This moment lies outside the film."),
        ("moments", {"frame": "soon"}, "Enter a whole number."),
        ("moments", {}, "This field is required."),
        (
            "moments",
            {"frame": 5, "note": "x" * 501},
            "Ensure this value has at most 500 characters (it has 501).",
        ),
        ("clips", {}, "Say where the clip begins and ends."),
        ("clips", {"in_frame": 5}, "Say where the clip begins and ends."),
        ("clips", {"in_frame": 5, "out_frame": 5}, "A clip must end after it begins."),
        ("clips", {"in_frame": 5, "out_frame": 5000}, "This clip reaches outside the film."),
    ],
)
def test_what_cannot_be_is_refused_in_words(studio, ask, name, body, sentence):
    answer = ask("post", name, studio.footage.pk, **body)
    assert (answer.status_code, answer.json()) == (400, {"reasons": [sentence]})
    assert (Moment.objects.count(), Clip.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"version": 1, "in_frame": None},
        {"version": 1, "out_frame": 2},
        {"version": 1, "title": "x" * 201},
    ],
)
def test_a_change_that_cannot_be_changes_nothing(studio, ask, body):
    clip = add_clip(studio.footage)
    before = Clip.objects.values().get()
    assert ask("patch", "clip", clip.pk, **body).status_code == 400
    assert Clip.objects.values().get() == before


@pytest.mark.parametrize("body", [b"{", b"[1]", b'"x"', b"\xff"])
def test_a_body_that_is_no_json_object_is_refused(studio, sign_in, body):
    url = reverse("moments", args=[studio.footage.pk])
    answer = sign_in(studio.guider).post(url, data=body, content_type="application/json")
    assert answer.status_code == 400
    assert Moment.objects.count() == 0


def test_a_refusal_by_the_gate_gives_its_reasons(studio, ask):
    Withdrawal.objects.create(case=studio.case, person=studio.child, recorded_by=studio.guider)
    answer = ask("post", "moments", studio.footage.pk, frame=5)
    assert answer.status_code == 403
    assert answer.json() == {"reasons": ["Robin has taken back the consent to “Being filmed”."]}


ADDRESSES = [
    ("get", "studio", "footage"),
    ("post", "moments", "footage"),
    ("patch", "moment", "moment"),
    ("delete", "moment", "moment"),
    ("post", "clips", "footage"),
    ("get", "clip", "clip"),
    ("patch", "clip", "clip"),
    ("delete", "clip", "clip"),
    ("put", "clip-choice", "clip"),
    ("delete", "clip-choice", "clip"),
    ("get", "clip-film", "clip"),
    ("get", "selection", "cycle"),
    ("put", "selection-order", "cycle"),
]


@pytest.mark.parametrize(("method", "name", "noun"), ADDRESSES)
@pytest.mark.parametrize(
    ("who", "expected"),
    [("other_guider", 404), ("trainee", 404), ("stranger", 404), ("supervisor", 403), ("administrator", 403)],
)
def test_others_find_nothing(studio, sign_in, method, name, noun, who, expected):
    clip, moment = add_clip(studio.footage), add_moment(studio.footage)
    things = {"footage": studio.footage, "cycle": studio.cycle, "clip": clip, "moment": moment}
    client = sign_in(getattr(studio.cast, who))
    answer = getattr(client, method)(reverse(name, args=[things[noun].pk]), content_type="application/json")
    assert answer.status_code == expected
    assert (Moment.objects.count(), Clip.objects.count()) == (1, 1)


def test_a_person_of_another_case_cannot_be_ticked(studio, ask):
    clip = add_clip(studio.footage)
    assert ask("put", "clip-tick", clip.pk, "receive", studio.guider.pk + 999).status_code == 404
    assert clip.ticks.count() == 0


@pytest.mark.parametrize("body", ["{", "[" * 100_000, "[]", "5"])
def test_what_cannot_be_read_is_refused_in_words(studio, sign_in, body):
    where = reverse("moments", args=[studio.footage.pk])
    answer = sign_in(studio.guider).post(where, body, content_type="application/json")
    assert (answer.status_code, len(answer.json()["reasons"]), Moment.objects.count()) == (400, 1, 0)
