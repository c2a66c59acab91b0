"""Pictures to keep: cut and corrected as asked, and nothing in them but the picture."""

import subprocess
from io import BytesIO

import av
import numpy
import pytest

from tests.vault_builders import film, ready_recording, work_off
from vault import actions
from vault.models import Job, SealedFile
from vault.pictures import Finish, is_plain
from vault.reading import Unreadable, read_all

QUARTER = ("left", "top", "width", "height")


@pytest.fixture
def recording(cast, case_key):
    return ready_recording(case_key, film(), by=cast.guider)


def kept(recording, cast, **finish):
    job = actions.request_keepsake(recording=recording, frame=9, finish=Finish(**finish), by=cast.guider)
    work_off()
    return job.files.get(role=SealedFile.Role.KEEPSAKE, complete=True)


def pixels(content):
    with av.open(BytesIO(content), format="mjpeg") as opened:
        return next(opened.decode(video=0)).to_ndarray(format="rgb24").astype(float)


@pytest.mark.parametrize(
    ("finish", "size", "part"),
    [
        ({}, (320, 180), (slice(0, 180), slice(0, 320))),
        ({"left": 250, "width": 500}, (160, 180), (slice(0, 180), slice(80, 240))),
        (
            {"left": 500, "top": 500, "width": 500, "height": 500},
            (160, 90),
            (slice(90, 180), slice(160, 320)),
        ),
    ],
)
def test_the_part_that_was_asked_for_is_in_it(recording, cast, finish, size, part):
    picture = pixels(read_all(kept(recording, cast, **finish)))
    assert picture.shape[:2] == (size[1], size[0])
    assert numpy.abs(picture - pixels(read_all(kept(recording, cast)))[part]).mean() < 3


@pytest.mark.parametrize("step", [-2, -1, 1, 2])
def test_brightness_changes_all_colours_and_warmth_only_their_balance(recording, cast, step):
    plain = pixels(read_all(kept(recording, cast))).mean(axis=(0, 1))
    bright = pixels(read_all(kept(recording, cast, brightness=step))).mean(axis=(0, 1))
    warm = pixels(read_all(kept(recording, cast, warmth=step))).mean(axis=(0, 1))
    assert ((bright - plain) * step > 0).all()
    red, green, blue = (warm - plain) * step
    assert red > abs(green)
    assert blue < -abs(green)


def test_nothing_stands_in_it_but_the_picture(recording, cast, tmp_path):
    content = read_all(kept(recording, cast, left=100, width=700, brightness=1))
    assert is_plain(content)
    for told in (b"Exif", b"http://ns.adobe.com/xap", b"GPS", b"Lavc", b"55.95", b"\xff\xfe"):
        assert told not in content[: content.index(b"\xff\xda")]
    read = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "format_tags:stream_tags", "-of", "csv", "-"],
        input=content, capture_output=True, check=True,
    )  # fmt: skip
    assert b"tag" not in read.stdout


@pytest.mark.parametrize(
    ("content", "plain"),
    [
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xdb\x00\x03a\xff\xda\x00\x02", True),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xe1\x00\x08Exif\0\0\xff\xda\x00\x02", False),
        (b"\xff\xd8\xff\xfe\x00\x06Lavc\xff\xda\x00\x02", False),
        (b"\xff\xd8\xff\xe0\x00\x04ab", False),
        (b"\x89PNG", False),
        (b"", False),
    ],
)
def test_a_picture_that_tells_something_is_not_plain(content, plain):
    assert is_plain(content) == plain


@pytest.mark.parametrize(
    "finish",
    [
        *({"left": -1}, {"width": 99}, {"left": 1}, {"top": 901, "height": 100}),
        *({"brightness": 3}, {"warmth": -3}),
    ],
)  # fmt: skip
def test_what_lies_outside_the_picture_or_the_steps_is_refused(finish):
    with pytest.raises(ValueError, match=r"picture|steps"):
        Finish(**finish)


@pytest.mark.django_db(transaction=True, databases=["default", "keystore"])
def test_they_go_by_themselves_and_the_stills_of_the_film_stay(recording, cast):
    picture = kept(recording, cast)
    still = actions.request_still(recording=recording, frame=9, by=cast.guider)
    work_off()
    waiting = actions.request_keepsake(recording=recording, frame=5, finish=Finish(), by=cast.guider)

    gone = actions.destroy_keepsakes(recording=recording, by=cast.guider)

    assert (gone.files, gone.hashes) == (1, [picture.sha256])
    with pytest.raises(Unreadable):
        read_all(SealedFile.objects.get(pk=picture.pk))
    assert read_all(still.files.get(complete=True)).startswith(b"\xff\xd8\xff")
    assert set(recording.jobs.filter(kind="keepsake").values_list("state", flat=True)) == {"cancelled"}
    assert Job.objects.get(pk=waiting.pk).state == Job.State.CANCELLED
    assert actions.destroy_keepsakes(recording=recording, by=cast.guider).files == 0
