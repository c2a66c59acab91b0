"""Clips to take home: exact files without anything beside them, in one download, with everybody's consent."""

import io
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Entry
from clips.family_clips import family_clips
from clips.models import Clip, ShownClip, TakenHome
from consent import actions as consent_actions
from consent.media import Refused
from consent.ranges import MOST
from consent.viewings import access_list
from sessions.models import FilmedSession
from tests import consent_builders, vault_builders
from tests.clips.film_page import add_clips, scene_of
from tests.papers import text_of
from vault.models import Job, SealedFile
from vault.reading import read_all

REASON = "The stick was lost on the way."


@pytest.fixture
def scene(cast):
    made = scene_of(cast, clips_to_family="given")
    made.clips = add_clips(made, "Peekaboo", "Turns", chosen=True)
    add_clips(made, "Only a candidate")
    vault_builders.cut_clips(made.footage.custody.recording)
    return made


@pytest.fixture
def guider(scene, sign_in):
    return sign_in(scene.guider)


def page(scene):
    return reverse("family-clips", args=[scene.case.pk])


def leaving(scene):
    return reverse("family-clips-taken-home", args=[scene.case.pk])


def ids(scene):
    return {"clip": [clip.pk for clip in scene.clips]}


def unpacked(response):
    return ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def file_of(clip):
    return Clip.objects.get(pk=clip.pk).render.files.get(role=SealedFile.Role.CLIP)


def test_what_leaves_is_said_and_then_leaves_in_one_download(scene, guider):
    asked = guider.get(leaving(scene), ids(scene)).content.decode()
    for words in ("This leaves, and cannot be called back:", "clip-1.mp4", "clip-2.mp4", "note.pdf"):
        assert words in asked
    assert TakenHome.objects.count() == 0

    answer = guider.post(leaving(scene), ids(scene))

    assert answer["Content-Disposition"] == 'attachment; filename="clips.zip"'
    assert answer["Cache-Control"] == "no-store"
    assert TakenHome.objects.count() == 1  # before the first byte
    packed = unpacked(answer)
    assert packed.testzip() is None
    assert packed.namelist() == ["note.pdf", "clip-1.mp4", "clip-2.mp4"]
    assert "in your own hands" in text_of(packed.read("note.pdf"))
    numbers = [vault_builders.frame_numbers(packed.read(name)) for name in ("clip-1.mp4", "clip-2.mp4")]
    assert numbers == [list(range(25)), list(range(25, 50))]
    for clip, name in zip(scene.clips, ("clip-1.mp4", "clip-2.mp4"), strict=True):
        content = packed.read(name)
        assert content == read_all(file_of(clip))
        assert [told for told in (b"+55.95", b"location", b"kitchen", b"Lavf") if told in content] == []


def test_it_is_written_down_with_hashes_and_each_part_asks_the_gate(scene, guider):
    b"".join(guider.post(leaving(scene), ids(scene)).streaming_content)
    taken = TakenHome.objects.get()
    hashes = [file_of(clip).sha256 for clip in scene.clips]
    assert [(item.clip, item.sha256) for item in taken.items.all()] == list(
        zip(scene.clips, hashes, strict=True)
    )
    entries = Entry.objects.filter(purpose="clips_to_family").order_by("pk")
    parts = sum(-(-file_of(clip).size // MOST) for clip in scene.clips)
    assert [each.action for each in entries] == ["clips.handed_over", *["film.read"] * parts]
    assert entries[0].detail == {"kind": "clips", "hashes": hashes, "once_more": False}
    told = [each.why for day in access_list(scene.case).days for each in day.viewings]
    assert set(told) == {"to hand clips over to the family"}


def test_the_same_clip_goes_out_again_only_with_a_reason_and_another_one_without(scene, guider):
    first, second = scene.clips
    b"".join(guider.post(leaving(scene), {"clip": first.pk}).streaming_content)
    again = guider.post(leaving(scene), ids(scene))
    assert "Say in a few words why it goes out once more." in again.content.decode()
    assert TakenHome.objects.count() == 1
    b"".join(guider.post(leaving(scene), {"clip": second.pk}).streaming_content)
    b"".join(guider.post(leaving(scene), ids(scene) | {"reason": REASON}).streaming_content)
    assert list(TakenHome.objects.values_list("reason", flat=True)) == ["", "", REASON]


@pytest.mark.parametrize("answer", ["refused", "not_asked", "taken back"])
def test_one_person_who_does_not_agree_keeps_the_clips_here_and_is_named_by_part(scene, guider, answer):
    if answer == "taken back":
        consent_actions.withdraw(
            case=scene.case, person=scene.other, scope="clips_to_family", by=scene.guider
        )
    else:
        scene.case.consent_records.filter(person=scene.other).delete()
        consent_builders.answers(scene.case, scene.other, film="given", clips_to_family=answer)
    told = guider.get(page(scene)).content.decode()
    assert {
        "refused": "Child said no to “Clips for the family”.",
        "not_asked": "Child has not been asked about “Clips for the family” yet.",
        "taken back": "Child has taken back the consent to “Clips for the family”.",
    }[answer] in told
    assert "Peekaboo" not in told
    refused = guider.post(leaving(scene), ids(scene))
    assert (refused.status_code, TakenHome.objects.count()) == (302, 0)


def test_consent_taken_back_while_it_is_sent_breaks_it_off(scene, guider):
    sending = guider.post(leaving(scene), ids(scene)).streaming_content
    next(sending)
    consent_actions.withdraw(case=scene.case, person=scene.other, scope="clips_to_family", by=scene.guider)
    with pytest.raises(Refused):
        list(sending)
    assert list(Entry.objects.filter(action="film.read").values_list("outcome", flat=True)) == ["refused"]


def test_a_clip_leaves_as_it_was_shown_last_and_a_candidate_stays(scene, guider):
    clip, other = Clip.objects.filter(chosen__isnull=False).order_by("in_frame")
    shown, review = clip.render, FilmedSession.objects.create(cycle=scene.cycle, kind="shared_review")
    span = {"position": 1, "in_frame": 0, "out_frame": 25}
    ShownClip.objects.create(filmed_session=review, clip=clip, footage=scene.footage, render=shown, **span)
    Clip.objects.filter(pk=clip.pk).update(render=None, out_frame=40)
    found = family_clips(scene.case, scene.guider)
    assert [(item.clip, item.file.job) for item in found.items] == [
        (clip, shown),
        (other, other.render),
    ]


def test_without_a_choice_one_is_asked_for(scene, guider):
    for answer in (guider.get(leaving(scene)), guider.post(leaving(scene), {"clip": ["x", "0", "9" * 30]})):
        assert (answer.status_code, answer.url) == (302, page(scene))
    assert TakenHome.objects.count() == 0


def test_many_clips_ask_the_database_no_more_than_few(scene, guider):
    def cost(starts):
        for start in starts:
            job = Job.objects.create(
                recording=scene.footage.custody.recording, kind="clip", queue="interactive", state="done"
            )
            clip = Clip.objects.create(
                footage=scene.footage, in_frame=start, out_frame=start + 1, made_by=scene.guider, render=job
            )
            ShownClip.objects.create(
                filmed_session=scene.footage.filmed_session, clip=clip, footage=scene.footage, render=job,
                position=start, in_frame=start, out_frame=start + 1,
            )  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            guider.get(page(scene))
        return len(asked)

    few = cost(range(1, 4))
    assert cost(range(4, 60)) == few
