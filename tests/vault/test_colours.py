"""Colours stay those of the film: in its working copy, a still, the strip and a clip encoded whole."""

from collections.abc import Callable
from types import SimpleNamespace
from uuid import uuid4

import pytest

from tests.vault.patches import COLOURS, FRAMES, film, seen
from tests.vault_builders import received_recording, work_off
from vault import actions, reading, rules
from vault.ffmpeg.commands import STRIP_COLUMNS
from vault.models import Job, SealedFile

pytestmark = pytest.mark.django_db(databases=["default", "keystore"])
X264 = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", "4")
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-qp", "4", "-x265-params", "log-level=none")
SD = ("-colorspace", "smpte170m", "-color_primaries", "smpte170m", "-color_trc", "smpte170m")
BT2020 = ("-color_primaries", "bt2020", "-colorspace", "bt2020nc", "-color_trc")
MPEG2, MJPEG, MPEG4 = (("-c:v", name, "-q:v", "1") for name in ("mpeg2video", "mjpeg", "mpeg4"))
LARGE = (1284, 720)
# What a tone map leaves of ordinary brightness, which has to stay below the brightest light.
ORDINARY, DIMMED = 5, 52

FILMS: dict[str, tuple[Callable[[], bytes], str, int]] = {
    "SD": (lambda: film(*X264, matrix="bt601"), "check", ORDINARY),
    "HD": (lambda: film(*X264, matrix="bt709", size=LARGE), "check", ORDINARY),
    "full range": (lambda: film(*X264, *SD, matrix="bt601", full=True), "check", ORDINARY),
    "PAL": (lambda: film(*MPEG2, matrix="bt601", form="mpegts"), "transcode", ORDINARY),
    "motion JPEG": (lambda: film(*MJPEG, matrix="bt601", full=True, form="mov"), "transcode", ORDINARY),
    "HD of old": (lambda: film(*MPEG4, matrix="bt709", size=LARGE), "transcode", ORDINARY),
    "PQ": (lambda: film(*X265, *BT2020, "smpte2084", matrix="bt2020", light="pq"), "transcode", DIMMED),
    "HLG": (lambda: film(*X265, *BT2020, "arib-std-b67", matrix="bt2020", light="hlg"), "transcode", DIMMED),
}


def furthest(shown: list[tuple[int, int, int]], wanted: list[tuple[int, int, int]]) -> int:
    return max(abs(a - b) for pair in zip(shown, wanted, strict=True) for a, b in zip(*pair, strict=True))


@pytest.mark.parametrize("name", FILMS)
def test_colours_stay_those_of_the_film(name: str, cast: SimpleNamespace) -> None:
    make, kind, near = FILMS[name]
    recording = received_recording(uuid4(), make(), by=cast.guider)
    work_off()
    actions.request_clip(recording=recording, in_frame=0, out_frame=FRAMES - 1, by=cast.guider)
    actions.request_still(recording=recording, frame=1, by=cast.guider)
    work_off()
    assert kind in recording.jobs.filter(state=Job.State.DONE).values_list("kind", flat=True)
    parts = {
        role: seen(
            reading.read_all(rules.file_of(recording, role)),
            columns=STRIP_COLUMNS if role == SealedFile.Role.STRIP else 1,
        )
        for role in ("working", "still", "clip", "strip")
    }
    assert {role for role, shown in parts.items() if furthest(shown, COLOURS) > near} == set()
    assert {role for role, shown in parts.items() if furthest(shown, parts["working"]) > ORDINARY} == set()
