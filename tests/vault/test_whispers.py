"""What a camera wrote beside picture and sound reaches nothing that is made of its film."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from tests.vault.whispers import CANARY, whispering
from tests.vault_builders import frame_numbers, received_recording, work_off
from vault import actions, reading
from vault.models import Job, SealedFile

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])
CAPTIONS = b"GA94"
PLACE = b"+55.95"


@pytest.mark.parametrize(("key_every", "kind"), [(30, Job.Kind.CHECK), (300, Job.Kind.TRANSCODE)])
def test_no_word_of_the_camera_is_left_in_anything(
    key_every: int, kind: Job.Kind, cast: SimpleNamespace
) -> None:
    content = whispering(key_every)
    assert content.count(CANARY) > 75
    recording = received_recording(uuid4(), content, by=cast.guider)
    work_off()
    for first, stop in ((3, 73), (31, 40)):
        actions.request_clip(recording=recording, in_frame=first, out_frame=stop, by=cast.guider)
    actions.request_still(recording=recording, frame=9, by=cast.guider)
    work_off()
    assert kind in recording.jobs.values_list("kind", flat=True)
    made = {}
    for file in recording.files.exclude(role=SealedFile.Role.ORIGINAL).order_by("created_at"):
        made.setdefault(file.role, []).append(reading.read_all(file))
    assert {role: len(files) for role, files in made.items()} == {
        "working": 1, "strip": 1, "waveform": 1, "clip": 2, "still": 1,
    }  # fmt: skip
    for content in (each for files in made.values() for each in files):
        assert [content.count(word) for word in (CANARY, CAPTIONS, PLACE)] == [0, 0, 0]
    assert frame_numbers(made["working"][0]) == list(range(75))
    assert [frame_numbers(clip) for clip in made["clip"]] == [list(range(3, 73)), list(range(31, 40))]
