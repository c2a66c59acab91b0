"""The ffmpeg commands, as argument lists. The recipes and the measurements behind them are in MEDIA.md."""

from collections.abc import Sequence
from typing import Any

import ffmpeg
from django.conf import settings

from vault.ffmpeg.colours import TO_JPEG, as_bt709, tone_map
from vault.ffmpeg.containers import CODECS, FORMATS, MAX_PIXELS
from vault.ffmpeg.probing import Film, Sound
from vault.ffmpeg.programs import program
from vault.ffmpeg.units import ONLY_PICTURES

SAFE_INPUT = {
    "protocol_whitelist": "file",
    "format_whitelist": FORMATS,
    "codec_whitelist": CODECS,
    "max_pixels": MAX_PIXELS,
}
NO_TAGS = {"map_metadata": -1, "map_chapters": -1, "sn": None, "dn": None}
MP4 = {"format": "mp4", "movflags": "+faststart", **NO_TAGS}
EXACT = {"fps_mode": "passthrough", "enc_time_base": "1:90000", "video_track_timescale": 90000}
CLEAN = {"bsf:v": ONLY_PICTURES}
H264 = {
    "c:v": "libx264",
    "preset": "veryfast",
    "pix_fmt": "yuv420p",
    "bf": 0,
    "sc_threshold": 0,
    "a53cc": 0,
    **CLEAN,
}
BT709 = {"color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709"}
CHANNELS = 2
AAC = {"c:a": "aac", "b:a": "128k", "ac": CHANNELS, "ar": 48000}
EVEN_SOUND = "aresample=async=1:first_pts=0"
SQUARE = "scale=w='trunc(iw*sar/2)*2':h='trunc(ih/2)*2',setsar=1"
STRIP_COLUMNS = 12
PEAK_RATE = 8000


def copy(source: str, target: str, film: Film, sound: Sound | None, *, clean: bool = False) -> list[str]:
    """The same pictures in a new container; sound that browsers may not play is made anew. `clean` takes
    away what else lies among the pictures, for five times the work."""
    options: dict[str, Any] = {"c:v": "copy", **(CLEAN if clean else {}), **MP4}
    if sound is not None:
        plain = sound.codec == "aac" and sound.channels <= CHANNELS
        options |= {"c:a": "copy"} if plain else {**AAC, "af": EVEN_SOUND}
    return command(opened(source, film.container), _tracks(film, sound), target, options)


def transcode(
    source: str, target: str, film: Film, sound: Sound | None, *, late: float, rate: float
) -> list[str]:
    """The working copy: every frame of the source, in its order, at its time."""
    options: dict[str, Any] = {
        **H264, **EXACT, **BT709, **MP4,
        "crf": 21,
        "g": max(round(rate / 2), 1),
        "vf": f"setpts=PTS-STARTPTS,{_pictures(film)}",
    }  # fmt: skip
    if sound is not None:
        options |= {**AAC, "af": EVEN_SOUND}
    start = {"ss": f"{late:.6f}"} if late > 0 else {}
    return command(opened(source, film.container, **start), _tracks(film, sound), target, options)


def strip(
    source: str, target: str, *, every: int, cells: int, width: int, height: int, matrix: str
) -> list[str]:
    """One picture of every `every`th key frame, in rows of cells."""
    rows = -(-cells // STRIP_COLUMNS)
    chain = (
        f"select='not(mod(n,{every}))',scale={width}:{height}:flags=fast_bilinear:{TO_JPEG},setsar=1,format=yuvj420p,"
        f"tile={STRIP_COLUMNS}x{rows}:nb_frames={cells}"
    )
    options = {
        "vf": chain, "fps_mode": "passthrough", "frames:v": 1, "c:v": "mjpeg", "q:v": 4, "format": "mjpeg",
    }  # fmt: skip
    keys_only = opened(source, "mov", colorspace=matrix, skip_frame="nokey", skip_loop_filter="all")
    return command(keys_only, ["v:0"], target, options | NO_TAGS)


def loudness(source: str, target: str) -> list[str]:
    """The sound as plain numbers: mono, 8 kHz, 16 bit, from the first frame on."""
    options = {"af": EVEN_SOUND, "ac": 1, "ar": PEAK_RATE, "c:a": "pcm_s16le", "format": "s16le"}
    return command(opened(source, "mov"), ["a:0"], target, options | NO_TAGS)


def decode(source: str, **part: float) -> list[str]:
    """Decode everything, or the `part` that ffmpeg's `t` names in seconds, and stop at the first fault."""
    strict = opened(source, "mov", err_detect="explode", **part)
    return command(strict, ["v:0", "a?"], "-", {"format": "null", "fps_mode": "passthrough"}, "-xerror")


def opened(path: str, container: str, **options: Any) -> Any:
    return ffmpeg.input(path, format=container, **SAFE_INPUT, **options)


def _tracks(film: Film, sound: Sound | None) -> list[str]:
    return [str(film.video), *([str(sound.index)] if sound else [])]


def command(source: Any, tracks: list[str], target: str, options: dict[str, Any], *extra: str) -> list[str]:
    return commands(ffmpeg.output(*(source[track] for track in tracks), target, **options), extra=extra)


def commands(*outputs: Any, extra: Sequence[str] = ()) -> list[str]:
    """One run that makes several outputs."""
    made = ffmpeg.merge_outputs(*outputs) if len(outputs) > 1 else outputs[0]
    made = made.global_args("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", *extra)
    made = made.global_args("-progress", "pipe:1")
    argv: list[str] = made.compile(cmd=program(), overwrite_output=True)
    return argv


def _pictures(film: Film) -> str:
    """Progressive, in ordinary colours, square pixels, no larger than the working copy may be."""
    long, short = settings.WORKING_COPY_LINES * 16 // 9, settings.WORKING_COPY_LINES
    start = ["bwdif=mode=send_frame"] if film.interlaced else []
    colours = "" if film.hdr else f":{as_bt709(film.matrix)}"
    ordinary = tone_map(film.matrix, film.transfer) if film.hdr else []
    limit = (
        f"scale=w='if(gt(iw,ih),min({long},iw),min({short},iw))'"
        f":h='if(gt(iw,ih),min({short},ih),min({long},ih))'"
        f":force_original_aspect_ratio=decrease:force_divisible_by=2{colours}"
    )
    return ",".join([*start, SQUARE, limit, *ordinary, "setsar=1", "format=yuv420p"])
