"""What the page asks for again and again, and one step back or on."""

import json

import pytest
from django.urls import reverse

from clips import actions
from clips.models import Clip, Edit, Moment
from consent.models import Withdrawal
from tests.clips.conftest import add_clip, add_moment


@pytest.fixture
def ask(studio, sign_in):
    """`ask("get", "marks")` as the guider in charge."""
    client = sign_in(studio.guider)
    return lambda method, name, **headers: getattr(client, method)(
        reverse(name, args=[studio.footage.pk]), headers=headers
    )


def test_the_marks_are_told_and_not_told_again_until_something_changes(studio, ask):
    moment, clip = add_moment(studio.footage), add_clip(studio.footage)
    answer = ask("get", "marks")
    assert [each["id"] for each in answer.json()["moments"]] == [moment.pk]
    assert [each["id"] for each in answer.json()["clips"]] == [clip.pk]
    tag = answer["ETag"]
    again = ask("get", "marks", if_none_match=tag)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    actions.tick(clip=clip, principle="guide", subject=studio.child, by=studio.guider)
    changed = ask("get", "marks", if_none_match=tag)
    assert (changed.status_code, changed.json()["undo"]) == (200, "Undo: ticking a principle")


def test_a_step_back_and_on_answers_with_all_marks_and_says_what_it_was(studio, ask):
    clip = add_clip(studio.footage, title="Kept")
    actions.remove_clip(clip=Clip.objects.get(), by=studio.guider)
    back = ask("post", "marks-undo").json()
    assert [each["title"] for each in back["clips"]] == ["Kept"]
    assert back["done"] == {"said": "Undone: removing a clip.", "clip": clip.pk}
    assert (back["undo"], back["redo"]) == (None, "Redo: removing a clip")
    on = ask("post", "marks-redo").json()
    assert (on["clips"], on["done"]["said"]) == ([], "Done again: removing a clip.")
    assert (on["undo"], on["redo"]) == ("Undo: removing a clip", None)


def test_a_step_that_cannot_be_taken_says_why(studio, ask):
    assert ask("post", "marks-undo").json() == {"reasons": ["There is nothing to undo."]}
    actions.mark_moment(footage=studio.footage, frame=5, by=studio.guider)
    Moment.objects.update(note="By somebody else")
    answer = ask("post", "marks-undo")
    assert (answer.status_code, Moment.objects.count(), Edit.objects.count()) == (400, 1, 0)
    assert "changed again since" in answer.json()["reasons"][0]


def test_without_consent_there_are_no_marks_and_no_steps(studio, ask):
    actions.mark_moment(footage=studio.footage, frame=5, by=studio.guider)
    Withdrawal.objects.create(case=studio.case, person=studio.child, recorded_by=studio.guider)
    for method, name in (("get", "marks"), ("post", "marks-undo"), ("post", "marks-redo")):
        answer = ask(method, name)
        assert (answer.status_code, list(answer.json())) == (403, ["reasons"])
    assert Moment.objects.count() == 1


def test_what_was_changed_elsewhere_is_not_removed_unseen(studio, sign_in):
    clip, moment = add_clip(studio.footage, version=2), add_moment(studio.footage)
    Moment.objects.update(version=2)
    client = sign_in(studio.guider)
    for thing, name in ((clip, "clip"), (moment, "moment")):
        where, seen = reverse(name, args=[thing.pk]), json.dumps({"version": 1})
        answer = client.delete(where, seen, content_type="application/json")
        assert (answer.status_code, answer.json()["current"]["version"]) == (409, 2)
    assert (Clip.objects.count(), Moment.objects.count()) == (1, 1)


def test_an_order_made_from_another_one_is_a_conflict(studio, sign_in):
    clips = [add_clip(studio.footage), add_clip(studio.footage, 500, 600)]
    for clip in clips:
        actions.choose(clip=clip, by=studio.guider)
    first, second = (clip.pk for clip in clips)
    where = reverse("selection-order", args=[studio.cycle.pk])
    client = sign_in(studio.guider)
    answers = [
        client.put(where, {"clips": [second, first], "known": known}, content_type="application/json")
        for known in ([first, second], [first, second])
    ]
    assert [answer.status_code for answer in answers] == [204, 409]
    assert answers[1].json()["current"] == {"order": [second, first]}


def test_the_page_learns_who_is_signed_in(studio, sign_in):
    answer = sign_in(studio.guider).get(reverse("session"))
    assert (answer.json()["user"], answer["Cache-Control"]) == (studio.guider.pk, "no-store")


def test_the_number_of_queries_for_marks_and_steps_does_not_grow(studio, ask, django_assert_max_num_queries):
    def add(number):
        for place in range(number):
            clip = add_clip(studio.footage, place, place + 100, moment=add_moment(studio.footage, place))
            clip.ticks.create(principle="guide", subject=studio.parent)
            actions.choose(clip=clip, by=studio.guider)

    counted = []
    for number in (3, 27):
        add(number)
        with django_assert_max_num_queries(90) as asked:
            ask("get", "marks")
            ask("post", "marks-undo")
        counted.append(len(asked))
    assert counted[0] == counted[1]
