"""Undoing and redoing: every verb is remembered, and a step comes back whole or not at all."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.models import Entry
from clips import actions, history
from clips.models import Clip, Edit, Moment, PrincipleTick, SelectedClip
from clips.rules import Overtaken, UnableToPrepare
from consent.models import Withdrawal
from sessions.models import Cycle
from tests.clips.conftest import add_clip, add_film, add_moment
from vault.models import Job


def rows(studio):
    """What a step may change, without versions and files."""
    return {
        key: {name: value for name, value in image.items() if name != "version"}
        for key, image in history.picture(studio.footage).items()
    }


def step_back(studio):
    return actions.undo(footage=studio.footage, by=studio.guider)


def step_on(studio):
    return actions.redo(footage=studio.footage, by=studio.guider)


def pause():
    """As if the last step had been taken a while ago."""
    Edit.objects.update(at=timezone.now() - timedelta(seconds=10))


def verbs(studio):
    """Each kind of step, with a verb that takes it on a film with clips, a moment, a tick and a selection."""
    first, second, third = (add_clip(studio.footage, start, start + 250) for start in (0, 300, 600))
    moment = add_moment(studio.footage)
    Clip.objects.filter(pk=first.pk).update(moment=moment, title="Kept", answer="Yes")
    first.refresh_from_db()
    first.ticks.create(principle="guide", subject=studio.parent)
    for clip in (first, second):
        actions.choose(clip=clip, by=studio.guider)
    Edit.objects.all().delete()
    of = {"by": studio.guider}
    return {
        "moment.marked": lambda: actions.mark_moment(footage=studio.footage, frame=5, note="Look", **of),
        "moment.changed": lambda: actions.change_moment(moment=moment, version=1, note="She smiles", **of),
        "moment.removed": lambda: actions.remove_moment(moment=moment, **of),
        "clip.made": lambda: actions.make_clip_of_moment(moment=moment, **of),
        "clip.changed": lambda: actions.change_clip(clip=first, version=1, in_frame=9, answer="No", **of),
        "clip.removed": lambda: actions.remove_clip(clip=first, **of),
        "clip.ticked": lambda: actions.tick(clip=third, principle="guide.doses", subject=studio.child, **of),
        "clip.unticked": lambda: actions.untick(clip=first, principle="guide", subject=studio.parent, **of),
        "clip.chosen": lambda: actions.choose(clip=third, **of),
        "clip.unchosen": lambda: actions.unchoose(clip=first, **of),
        "selection.ordered": lambda: actions.reorder(
            cycle=studio.cycle, clips=[second.pk, first.pk], known=[first.pk, second.pk], **of
        ),
    }


@pytest.mark.parametrize("kind", history.KINDS)
def test_every_verb_is_undone_and_done_again(studio, kind):
    verb = verbs(studio)[kind]
    before = rows(studio)
    verb()
    after = rows(studio)
    assert before != after
    assert [edit.kind for edit in Edit.objects.all()] == [kind]
    for _ in range(2):
        assert step_back(studio).kind == kind
        assert rows(studio) == before
        step_on(studio)
        assert rows(studio) == after
    actions_done = [entry.action for entry in Entry.objects.order_by("-pk")[:20]]
    assert actions_done.count("edit.undone") == actions_done.count("edit.redone") == 2


def test_whatever_belongs_to_a_moment_or_a_clip_is_remembered_or_known_not_to_be():
    """A new child row is added to `history.PARTS`, or here with its reason."""
    elsewhere = {
        "Clip",  # a clip outlives its moment; its own field is remembered
        "CopiedClip",  # what a person took home stays as it was
        "Remark",  # what a supervisor proposed stays proposed
        "ShowingClip",  # what was shown to the group stays as it was
        "ShownClip",  # what was shown in a review stays as it was
        "TakenItem",  # what was taken home stays as it was
        "SubmittedClip",  # what was taken to supervision stays as it was
    }
    relations = {
        relation.related_model for model in history.NOUNS.values() for relation in model._meta.related_objects
    }
    assert {model.__name__ for model in relations - set(history.PARTS)} == elsewhere


def test_a_removed_clip_comes_back_with_its_id_and_its_file_is_asked_for_anew(studio):
    clip = add_clip(studio.footage, title="Kept")
    actions.choose(clip=clip, by=studio.guider)
    old = Clip.objects.get().render
    actions.remove_clip(clip=clip, by=studio.guider)
    step_back(studio)
    again = Clip.objects.get()
    assert (again.title, again.chosen.position) == ("Kept", 1)
    assert again.render != old
    assert again.render.parameters == {"in": 100, "out": 350}
    assert again.version == 2


def test_a_made_clip_that_is_undone_lets_its_file_go(studio):
    clip = actions.make_clip(footage=studio.footage, in_frame=0, out_frame=9, by=studio.guider)
    actions.choose(clip=clip, by=studio.guider)
    for _ in range(2):
        step_back(studio)
    assert not Clip.objects.exists()
    assert Job.objects.get().state == Job.State.CANCELLED


def test_a_range_that_is_undone_asks_for_the_old_frames_again(studio):
    clip = add_clip(studio.footage)
    actions.choose(clip=clip, by=studio.guider)
    clip.refresh_from_db()
    actions.change_clip(clip=clip, version=1, in_frame=200, by=studio.guider)
    step_back(studio)
    assert Clip.objects.get().render.parameters == {"in": 100, "out": 350}
    assert Clip.objects.get().version == 3
    assert [job.state for job in Job.objects.order_by("pk")] == ["cancelled", "cancelled", "queued"]


def test_a_new_change_clears_what_could_be_done_again(studio):
    actions.mark_moment(footage=studio.footage, frame=5, by=studio.guider)
    step_back(studio)
    actions.mark_moment(footage=studio.footage, frame=6, by=studio.guider)
    with pytest.raises(UnableToPrepare, match="nothing to redo"):
        step_on(studio)
    assert Moment.objects.get().frame == 6


def test_typing_without_a_pause_is_one_step_and_after_a_pause_another(studio):
    clip = add_clip(studio.footage)
    for version, title in enumerate(("H", "He", "He looks"), start=1):
        actions.change_clip(clip=clip, version=version, title=title, by=studio.guider)
    pause()
    actions.change_clip(clip=clip, version=4, title="He looks up", by=studio.guider)
    actions.change_clip(clip=clip, version=5, answer="Yes", by=studio.guider)
    titles = []
    for _ in range(3):
        step_back(studio)
        titles.append((Clip.objects.get().title, Clip.objects.get().answer))
    assert titles == [("He looks up", ""), ("He looks", ""), ("", "")]


def test_what_is_typed_and_deleted_at_once_is_no_step(studio):
    clip = add_clip(studio.footage)
    actions.change_clip(clip=clip, version=1, title="x", by=studio.guider)
    actions.change_clip(clip=clip, version=2, title="", by=studio.guider)
    assert not Edit.objects.exists()


def test_only_the_last_two_hundred_steps_are_kept(studio, monkeypatch):
    monkeypatch.setattr(history, "LONGEST", 3)
    for frame in range(5):
        actions.mark_moment(footage=studio.footage, frame=frame, by=studio.guider)
    assert [edit.things[0]["after"]["frame"] for edit in Edit.objects.all()] == [2, 3, 4]


def test_a_block_inside_another_belongs_to_the_outer_step(studio):
    clip = add_clip(studio.footage)
    with history.remembered(studio.footage, kind="clip.changed", by=studio.guider):
        actions.choose(clip=clip, by=studio.guider)
        actions.tick(clip=clip, principle="guide", subject=studio.child, by=studio.guider)
    assert Edit.objects.get().kind == "clip.changed"
    step_back(studio)
    assert not PrincipleTick.objects.exists()
    assert not SelectedClip.objects.exists()


def test_a_refused_change_is_no_step(studio):
    with pytest.raises(ValidationError):
        actions.make_clip(footage=studio.footage, in_frame=5, out_frame=5, by=studio.guider)
    assert not Edit.objects.exists()


def test_the_steps_of_another_person_and_another_film_are_not_mine(studio):
    other_film = add_film(studio.cycle, studio.parent, studio.child)
    actions.mark_moment(footage=other_film, frame=5, by=studio.guider)
    Edit.objects.create(footage=studio.footage, by=studio.cast.other_guider, kind="clip.made", things=[])
    with pytest.raises(UnableToPrepare, match="nothing to undo"):
        step_back(studio)
    assert Moment.objects.count() == 1


def test_a_step_that_was_overtaken_changes_nothing_and_does_not_block_the_one_before(studio):
    actions.mark_moment(footage=studio.footage, frame=5, by=studio.guider)
    clip = actions.make_clip(footage=studio.footage, in_frame=0, out_frame=9, by=studio.guider)
    clip.ticks.create(principle="guide", subject=studio.parent)
    before = rows(studio)
    with pytest.raises(Overtaken, match="changed again since"):
        step_back(studio)
    assert rows(studio) == before
    step_back(studio)
    assert (Moment.objects.count(), Clip.objects.count()) == (0, 1)


def test_a_field_that_somebody_else_changed_does_not_stand_in_the_way_of_another(studio):
    clip = add_clip(studio.footage)
    actions.change_clip(clip=clip, version=1, title="Mine", by=studio.guider)
    Clip.objects.update(answer="Theirs", version=3)
    step_back(studio)
    assert Clip.objects.values_list("title", "answer", "version").get() == ("", "Theirs", 4)


def test_a_place_that_was_taken_meanwhile_is_made_free(studio):
    first, second = add_clip(studio.footage), add_clip(studio.footage, 400, 600)
    for clip in (first, second):
        actions.choose(clip=clip, by=studio.guider)
    actions.unchoose(clip=first, by=studio.guider)
    SelectedClip.objects.filter(clip=second).update(position=1)
    step_back(studio)
    assert list(SelectedClip.objects.values_list("clip", "position")) == [(first.pk, 1), (second.pk, 2)]


def test_a_clip_comes_back_without_its_moment_where_that_is_gone(studio):
    moment = add_moment(studio.footage)
    clip = add_clip(studio.footage, moment=moment)
    actions.remove_clip(clip=clip, by=studio.guider)
    moment.delete()
    step_back(studio)
    assert Clip.objects.get().moment is None


def withdraw(studio):
    Withdrawal.objects.create(case=studio.case, person=studio.child, recorded_by=studio.guider)


def finish_cycle(_studio):
    Cycle.objects.update(state="complete", completed_on="2026-02-01")


def nothing(_studio):
    """Everything stays possible."""


@pytest.mark.parametrize(
    ("meanwhile", "kind", "refused"),
    [
        (nothing, "clip.changed", False),
        (nothing, "clip.chosen", False),
        (withdraw, "clip.changed", True),
        (withdraw, "clip.chosen", True),
        (finish_cycle, "clip.changed", False),
        (finish_cycle, "clip.chosen", True),
        (finish_cycle, "clip.unchosen", True),
        (finish_cycle, "clip.removed", True),
        (finish_cycle, "selection.ordered", True),
    ],
)
@pytest.mark.parametrize("again", [False, True])
def test_what_may_not_be_done_may_not_be_undone_or_redone(studio, meanwhile, kind, refused, again):
    verbs(studio)[kind]()
    if again:
        step_back(studio)
    meanwhile(studio)
    studio.footage = type(studio.footage).objects.get(pk=studio.footage.pk)
    before, steps = rows(studio), list(Edit.objects.values())
    step = step_on if again else step_back
    if refused:
        with pytest.raises(UnableToPrepare):
            step(studio)
        assert (rows(studio), list(Edit.objects.values())) == (before, steps)
    else:
        step(studio)
        assert rows(studio) != before


@pytest.mark.parametrize("who", ["other_guider", "trainee", "supervisor", "administrator", "stranger"])
def test_only_the_guider_in_charge_undoes(studio, who):
    actions.mark_moment(footage=studio.footage, frame=5, by=studio.guider)
    Edit.objects.update(by=getattr(studio.cast, who))
    for step in (actions.undo, actions.redo):
        with pytest.raises(UnableToPrepare):
            step(footage=studio.footage, by=getattr(studio.cast, who))
    assert Moment.objects.count() == 1


def test_the_history_goes_with_its_film(studio):
    actions.mark_moment(footage=studio.footage, frame=5, by=studio.guider)
    studio.footage.delete()
    assert not Edit.objects.exists()
