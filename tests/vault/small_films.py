"""Films of half a second, one of each kind that may come in: `small_film("webm")`. Made once per test run."""

import subprocess
import tempfile
from functools import cache
from pathlib import Path

from tests.vault_builders import FFMPEG

H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "6", "-bf", "0", "-threads", "1"]
TAGS = [
    *("-metadata", "location=+55.9533-003.1883/", "-metadata", "title=KITCHEN-TITLE \u202e\u2066<b>"),
    *("-metadata", "make=SPYPHONE", "-metadata", "comment=CANARY-COMMENT"),
]
# Ending of the name → the options of ffmpeg.
KINDS = {
    "mp4": [*H264, "-c:a", "aac"],
    "fragmented.mp4": [*H264, "-c:a", "aac", "-movflags", "frag_keyframe+empty_moov"],
    "mov": ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-c:a", "pcm_s16le"],
    "webm": ["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libvorbis", "-ac", "2"],
    "mkv": [*H264, "-c:a", "aac"],
    "avi": ["-c:v", "mpeg4", "-c:a", "mp2"],
    "ts": ["-c:v", "mpeg2video", "-c:a", "mp2"],
    "3gp": ["-c:v", "h263", "-s", "176x144", "-c:a", "aac", "-ac", "1"],
}


@cache
def small_film(kind: str) -> bytes:
    """12 frames of 160x90 with sound, and with tags that must reach no copy."""
    return made(*KINDS[kind], ending=kind)


def made(
    *options: str,
    ending: str = "mp4",
    picture: str = "testsrc2=s=160x90:r=24:d=0.5",
    sound: bool = True,
    beside: tuple[str, ...] = (),
) -> bytes:
    """What ffmpeg makes of a test picture, a tone, and whatever else is `beside` them, with these options."""
    tone = ["-f", "lavfi", "-i", "sine=440:r=48000:d=0.5"] if sound else []
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"film.{ending}"
        subprocess.run(
            [
                *(*FFMPEG, "-f", "lavfi", "-i", picture, *tone, *beside, "-pix_fmt", "yuv420p"),
                *("-fflags", "+bitexact", "-flags", "+bitexact", *TAGS, *options, str(target)),
            ],
            check=True,
            capture_output=True,
        )
        return target.read_bytes()
