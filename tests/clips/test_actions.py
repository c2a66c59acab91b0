"""Marking, cutting, ticking and choosing; a refusal changes nothing and leaves no entry."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from audit.models import Entry
from clips import actions
from clips.models import Clip, Moment, PrincipleTick, SelectedClip
from clips.rules import Conflict, UnableToPrepare
from consent.models import Withdrawal
from sessions.models import Cycle
from tests import builders
from tests.clips.conftest import add_clip, add_film, add_moment
from vault.models import Job, Recording


def last_entry() -> tuple[str, dict[str, object]]:
    entry = Entry.objects.latest("pk")
    return entry.action, entry.detail


def everything() -> list[list[tuple[object, ...]]]:
    kept: tuple[type[models.Model], ...] = (Moment, Clip, PrincipleTick, SelectedClip, Job, Entry)
    return [list(model.objects.order_by("pk").values_list()) for model in kept]


def test_a_moment_is_marked(studio):
    moment = actions.mark_moment(footage=studio.footage, frame=500, by=studio.guider)
    assert (moment.frame, moment.marked_by) == (500, studio.guider)
    assert last_entry() == ("moment.marked", {"frame": 500})


@pytest.mark.parametrize(
    ("frame", "expected"), [(500, (125, 751)), (0, (0, 251)), (999, (624, 1000)), (300, (0, 551))]
)
def test_a_clip_of_a_moment_leads_in_and_out_within_the_film(studio, frame, expected):
    moment = add_moment(studio.footage, frame)
    clip = actions.make_clip_of_moment(moment=moment, by=studio.guider)
    assert (clip.in_frame, clip.out_frame) == expected
    assert clip.moment == moment
    assert last_entry() == ("clip.made", {"in_frame": expected[0], "out_frame": expected[1]})


def test_the_clip_outlives_its_moment(studio):
    moment = add_moment(studio.footage)
    clip = add_clip(studio.footage, moment=moment)
    actions.remove_moment(moment=moment, by=studio.guider)
    clip.refresh_from_db()
    assert clip.moment is None
    assert last_entry() == ("moment.removed", {"frame": 500})


@pytest.mark.parametrize(("start", "end"), [(0, 150), (0, 1000), (10, 11)])
def test_any_length_can_be_saved(studio, start, end):
    clip = actions.make_clip(footage=studio.footage, in_frame=start, out_frame=end, by=studio.guider)
    assert (clip.in_frame, clip.out_frame) == (start, end)


@pytest.mark.parametrize(("start", "end"), [(-1, 10), (0, 1001), (50, 50), (60, 50)])
def test_a_range_outside_the_film_or_without_a_frame_is_refused(studio, start, end):
    before = everything()
    with pytest.raises(ValidationError):
        actions.make_clip(footage=studio.footage, in_frame=start, out_frame=end, by=studio.guider)
    assert everything() == before


@pytest.mark.parametrize("frame", [-1, 1000])
def test_a_moment_outside_the_film_is_refused(studio, frame):
    before = everything()
    with pytest.raises(ValidationError, match="outside the film"):
        actions.mark_moment(footage=studio.footage, frame=frame, by=studio.guider)
    assert everything() == before


def test_a_change_raises_the_version_and_names_no_words(studio):
    clip = add_clip(studio.footage)
    changed = actions.change_clip(clip=clip, version=1, by=studio.guider, title="He looks, you wait")
    assert (changed.title, changed.version) == ("He looks, you wait", 2)
    assert last_entry() == ("clip.changed", {"fields": ["title"]})


def test_a_change_that_changes_nothing_is_not_a_new_version(studio):
    clip = add_clip(studio.footage, title="Same")
    before = everything()
    assert actions.change_clip(clip=clip, version=1, by=studio.guider, title="Same").version == 1
    assert everything() == before


def test_a_change_on_an_old_version_is_a_conflict_and_changes_nothing(studio):
    clip = add_clip(studio.footage)
    actions.change_clip(clip=clip, version=1, by=studio.guider, title="First")
    before = everything()
    with pytest.raises(Conflict) as conflict:
        actions.change_clip(clip=clip, version=1, by=studio.guider, title="Second")
    assert conflict.value.current.title == "First"
    assert everything() == before


def test_ticking_twice_is_ticking_once(studio):
    clip = add_clip(studio.footage)
    for _ in range(2):
        actions.tick(clip=clip, principle="receive", subject=studio.child, by=studio.guider)
    actions.tick(clip=clip, principle="receive", subject=studio.parent, by=studio.guider)
    assert [(tick.principle, tick.subject) for tick in clip.ticks.order_by("pk")] == [
        ("receive", studio.child),
        ("receive", studio.parent),
    ]
    assert Entry.objects.filter(action="clip.ticked").count() == 2


def test_unticking_leaves_what_others_show(studio):
    clip = add_clip(studio.footage)
    for person in (studio.child, studio.parent):
        actions.tick(clip=clip, principle="guide", subject=person, by=studio.guider)
    for _ in range(2):
        actions.untick(clip=clip, principle="guide", subject=studio.child, by=studio.guider)
    assert clip.ticks.get().subject == studio.parent
    assert Entry.objects.filter(action="clip.unticked").count() == 1


def test_only_the_six_principles_and_people_in_the_picture_can_be_ticked(studio):
    clip = add_clip(studio.footage)
    absent = builders.person(studio.case, "sibling")
    before = everything()
    for principle, subject in (("naughty", studio.child), ("receive", absent)):
        with pytest.raises(ValidationError):
            actions.tick(clip=clip, principle=principle, subject=subject, by=studio.guider)
    assert everything() == before


def test_choosing_puts_the_clip_last_and_asks_for_its_file(studio):
    first, second = add_clip(studio.footage), add_clip(studio.footage, 400, 600)
    for clip in (first, second):
        actions.choose(clip=clip, by=studio.guider)
    second.refresh_from_db()
    assert [row.clip for row in SelectedClip.objects.all()] == [first, second]
    assert second.render.parameters == {"in": 400, "out": 600}
    assert last_entry() == ("clip.chosen", {"position": 2})


def test_choosing_again_changes_nothing_while_the_file_is_on_its_way(studio):
    clip = add_clip(studio.footage)
    actions.choose(clip=clip, by=studio.guider)
    before = everything()
    actions.choose(clip=clip, by=studio.guider)
    assert everything() == before


def test_choosing_again_asks_anew_for_a_file_that_could_not_be_cut(studio):
    clip = add_clip(studio.footage)
    actions.choose(clip=clip, by=studio.guider)
    Job.objects.update(state=Job.State.FAILED)
    clip.refresh_from_db()
    actions.choose(clip=clip, by=studio.guider)
    assert list(Job.objects.order_by("pk").values_list("state", flat=True)) == ["failed", "queued"]


def test_a_chosen_clip_that_gets_another_range_gets_another_file(studio):
    clip = add_clip(studio.footage)
    actions.choose(clip=clip, by=studio.guider)
    clip.refresh_from_db()
    old = clip.render
    changed = actions.change_clip(clip=clip, version=clip.version, by=studio.guider, out_frame=300)
    assert changed.render != old
    assert changed.render.parameters == {"in": 100, "out": 300}


def test_words_ask_for_no_new_file(studio):
    clip = add_clip(studio.footage)
    actions.choose(clip=clip, by=studio.guider)
    clip.refresh_from_db()
    changed = actions.change_clip(clip=clip, version=clip.version, by=studio.guider, answer="She waits.")
    assert changed.render == clip.render
    assert Job.objects.count() == 1


def test_the_order_can_be_changed_across_the_films_of_a_cycle(studio):
    other_film = add_film(studio.cycle, studio.parent, studio.child)
    clips = [add_clip(studio.footage), add_clip(studio.footage, 400, 500), add_clip(other_film)]
    for clip in clips:
        actions.choose(clip=clip, by=studio.guider)
    wanted = [clips[2].pk, clips[0].pk, clips[1].pk]
    actions.reorder(cycle=studio.cycle, clips=wanted, by=studio.guider)
    assert list(SelectedClip.objects.values_list("clip", flat=True)) == wanted
    assert last_entry() == ("selection.ordered", {"clips": wanted})


@pytest.mark.parametrize("wrong", [[], [1, 1], [0]])
def test_an_order_of_other_clips_is_refused(studio, wrong):
    clip = add_clip(studio.footage)
    actions.choose(clip=clip, by=studio.guider)
    before = everything()
    with pytest.raises(ValidationError, match="changed meanwhile"):
        actions.reorder(cycle=studio.cycle, clips=wrong, by=studio.guider)
    assert everything() == before


def test_a_clip_is_taken_out_of_the_selection_and_keeps_its_place_in_the_film(studio):
    first, second = add_clip(studio.footage), add_clip(studio.footage, 400, 600)
    for clip in (first, second):
        actions.choose(clip=clip, by=studio.guider)
    for _ in range(2):
        actions.unchoose(clip=first, by=studio.guider)
    assert [row.clip for row in SelectedClip.objects.all()] == [second]
    assert Clip.objects.count() == 2
    assert Entry.objects.filter(action="clip.unchosen").count() == 1


def every_verb(studio, by):
    """Each way to write, as calls that are tried one after the other."""
    clip, moment = add_clip(studio.footage), add_moment(studio.footage)
    footage, parent = studio.footage, studio.parent
    return [
        lambda: actions.mark_moment(footage=footage, frame=5, by=by),
        lambda: actions.change_moment(moment=moment, version=1, note="x", by=by),
        lambda: actions.remove_moment(moment=moment, by=by),
        lambda: actions.make_clip(footage=footage, in_frame=1, out_frame=9, by=by),
        lambda: actions.make_clip_of_moment(moment=moment, by=by),
        lambda: actions.change_clip(clip=clip, version=1, by=by, title="x"),
        lambda: actions.remove_clip(clip=clip, by=by),
        lambda: actions.tick(clip=clip, principle="guide", subject=parent, by=by),
        lambda: actions.untick(clip=clip, principle="guide", subject=parent, by=by),
        lambda: actions.choose(clip=clip, by=by),
    ]


def assert_all_refused(studio, by):
    verbs = every_verb(studio, by)
    before = everything()
    allowed = []
    for number, verb in enumerate(verbs):
        with suppress(UnableToPrepare):
            verb()
            allowed.append(number)
    assert (allowed, everything()) == ([], before)


@pytest.mark.parametrize("who", ["other_guider", "trainee", "supervisor", "administrator", "stranger"])
def test_only_the_guider_in_charge_prepares_clips(studio, who):
    assert_all_refused(studio, getattr(studio.cast, who))


def test_nothing_is_prepared_once_somebody_has_taken_back_their_consent(studio):
    Withdrawal.objects.create(case=studio.case, person=studio.child, recorded_by=studio.guider)
    assert_all_refused(studio, studio.guider)


@pytest.mark.parametrize("state", ["receiving", "waiting", "working", "failed"])
def test_nothing_is_prepared_of_a_film_that_is_not_ready(studio, state):
    Recording.objects.update(state=state)
    studio.footage.custody.recording.refresh_from_db()
    assert_all_refused(studio, studio.guider)


@pytest.mark.parametrize(
    "ended",
    [{"state": "complete", "completed_on": "2026-02-01"}, {"state": "abandoned", "abandon_reason": "refilm"}],
)
def test_the_selection_of_a_finished_cycle_stays_as_it_was(studio, ended):
    clip, other = add_clip(studio.footage), add_clip(studio.footage, 500, 600)
    actions.choose(clip=clip, by=studio.guider)
    Cycle.objects.update(**ended)
    studio.cycle.refresh_from_db()
    clip, other = Clip.objects.get(pk=clip.pk), Clip.objects.get(pk=other.pk)
    before = everything()
    for refused in (
        lambda: actions.choose(clip=other, by=studio.guider),
        lambda: actions.unchoose(clip=clip, by=studio.guider),
        lambda: actions.reorder(cycle=studio.cycle, clips=[clip.pk], by=studio.guider),
    ):
        with pytest.raises(UnableToPrepare, match="finished"):
            refused()
    assert everything() == before


def test_only_the_guider_in_charge_orders_the_selection(studio):
    clip = add_clip(studio.footage)
    actions.choose(clip=clip, by=studio.guider)
    before = everything()
    with pytest.raises(UnableToPrepare, match="in charge"):
        actions.reorder(cycle=studio.cycle, clips=[clip.pk], by=studio.cast.other_guider)
    assert everything() == before
