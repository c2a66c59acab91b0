"""Films of a few plain colours, written as cameras write them, and what a viewer sees of them."""

import io
import subprocess

import av
import numpy

from tests.vault_builders import FFMPEG

Colour = tuple[int, int, int]
COLOURS: list[Colour] = [
    (200, 40, 40),
    (40, 180, 60),
    (50, 60, 200),
    (210, 190, 60),
    (230, 170, 140),
    (128, 128, 128),
]
RED_AND_BLUE = {"bt601": (0.299, 0.114), "bt709": (0.2126, 0.0722), "bt2020": (0.2627, 0.0593)}
TO_BT2020 = numpy.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]])
UNSAID, BT709 = 2, 1
FRAMES, WHITE = 4, 203


def film(*options: str, matrix: str, size: tuple[int, int] = (384, 216), full: bool = False, light: str = "",
         form: str = "mp4") -> bytes:  # fmt: skip
    """`light`: pq or hlg, written in ten bits."""
    width, height = size
    deep = bool(light)
    rows = [_written(_bright(colour, light) if deep else numpy.array(colour) / 255, matrix, full, deep)
            for colour in COLOURS]  # fmt: skip
    planes = []
    for plane, shrunk in enumerate((1, 2, 2)):
        line = numpy.repeat([row[plane] for row in rows], width // shrunk // len(COLOURS))
        planes.append(numpy.tile(line.astype("<u2" if deep else "u1"), (height // shrunk, 1)).tobytes())
    pixels = "yuv420p10le" if deep else "yuvj420p" if full else "yuv420p"
    raw = ["-f", "rawvideo", "-s", f"{width}x{height}", "-r", "25", "-pix_fmt", pixels, "-i", "-"]
    out = [*options, "-movflags", "frag_keyframe+empty_moov"] if form in ("mp4", "mov") else options
    done = subprocess.run([*FFMPEG, *raw, *out, "-f", form, "-"], input=b"".join(planes) * FRAMES,
                          check=True, capture_output=True)  # fmt: skip
    return done.stdout


def _written(
    colour: "numpy.ndarray[tuple[int], numpy.dtype[numpy.float64]]", matrix: str, full: bool, deep: bool
) -> Colour:
    kr, kb = RED_AND_BLUE[matrix]
    red, green, blue = colour
    y = kr * red + (1 - kr - kb) * green + kb * blue
    u, v = (blue - y) / (2 * (1 - kb)), (red - y) / (2 * (1 - kr))
    if full:
        return round(255 * y), round(128 + 255 * u), round(128 + 255 * v)
    times = 4 if deep else 1
    return round(times * (16 + 219 * y)), round(times * (128 + 224 * u)), round(times * (128 + 224 * v))


def _bright(colour: Colour, light: str) -> "numpy.ndarray[tuple[int], numpy.dtype[numpy.float64]]":
    candelas = TO_BT2020 @ (numpy.array(colour) / 255) ** 2.4 * WHITE
    if light == "pq":
        power = (candelas / 10000) ** 0.1593017578125
        return ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375
    scene = (candelas / 1000) ** (1 / 1.2)
    return numpy.where(
        scene <= 1 / 12,
        (3 * scene) ** 0.5,
        0.17883277 * numpy.log(numpy.maximum(12 * scene - 0.28466892, 1e-9)) + 0.55991073,
    )


def seen(content: bytes, columns: int = 1) -> list[Colour]:
    """As a browser shows the first picture: by what the file says, else BT.601 below 720 lines. Of several
    beside each other in one, the first."""
    with av.open(io.BytesIO(content)) as opened:
        frame = next(opened.decode(video=0))
    full = frame.format.name.startswith("yuvj") or frame.color_range == 2
    lines, width = frame.height, frame.width
    is_hd = frame.colorspace == BT709 or (frame.colorspace == UNSAID and lines >= 720)
    flat = frame.to_ndarray().reshape(-1)
    y = flat[: lines * width].reshape(lines, width)
    half = flat[lines * width :].reshape(2, -(-lines // 2), -(-width // 2))
    kr, kb = RED_AND_BLUE["bt709" if is_hd else "bt601"]
    found = []
    for at in range(len(COLOURS)):
        across = (2 * at + 1) * width // (2 * len(COLOURS) * columns)
        luma, u, v = (
            int(plane[len(plane) // 2, across // shrunk])
            for plane, shrunk in ((y, 1), (half[0], 2), (half[1], 2))
        )
        bright = luma / 255 if full else (luma - 16) / 219
        u, v = ((each - 128) / (255 if full else 224) for each in (u, v))
        red, blue = bright + 2 * (1 - kr) * v, bright + 2 * (1 - kb) * u
        green = (bright - kr * red - kb * blue) / (1 - kr - kb)
        found.append(tuple(round(255 * min(max(each, 0), 1)) for each in (red, green, blue)))
    return found
