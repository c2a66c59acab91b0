"""The command that takes one frame out of a working copy as a picture."""

from vault.ffmpeg.colours import FROM_JPEG, TO_JPEG
from vault.ffmpeg.commands import NO_TAGS, SQUARE, command, opened
from vault.ffmpeg.memory import MemoryFile
from vault.pictures import Finish


def still(film: MemoryFile, target: MemoryFile, start: float, matrix: str, finish: Finish) -> list[str]:
    """One frame as a JPEG that holds nothing else, not even which program made it."""
    options = {
        **NO_TAGS,
        "c:v": "mjpeg", "q:v": 2, "format": "mjpeg", "frames:v": 1, "flags:v": "+bitexact",
        "vf": ",".join([SQUARE, *_finished(finish), "format=yuvj420p"]),
    }  # fmt: skip
    source = opened(film.path, "mov", colorspace=matrix, ss=f"{start:.6f}")
    return command(source, ["v:0"], target.path, options)


def _finished(finish: Finish) -> list[str]:
    cut = (
        f"crop=w='trunc(iw*{finish.width}/2000)*2':h='trunc(ih*{finish.height}/2000)*2'"
        f":x='trunc(iw*{finish.left}/2000)*2':y='trunc(ih*{finish.top}/2000)*2'"
    )
    filters = [cut] if finish.is_cut else []
    filters.append(f"scale={TO_JPEG}")
    if finish.is_corrected:
        bent = f"255*pow(val/255,{finish.bend:.4f})"
        red, blue = (f"min(255,{share:.2f}*{bent})" for share in (finish.red, finish.blue))
        filters += [
            f"format=yuvj444p,scale={FROM_JPEG}",
            f"format=gbrp,lutrgb=r='{red}':g='{bent}':b='{blue}'",
            f"scale={TO_JPEG}",
        ]
    return filters
