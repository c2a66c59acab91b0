"""Draw the two faces of the demonstration film. Nobody is shown: a face is nine ellipses and a smile."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.float32]
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Looks:
    """What makes one face differ from another. `size` is the radius of the head in pixels."""

    size: int
    skin: Colour
    hair: Colour
    cheeks: Colour
    fringe: float


@dataclass(frozen=True)
class Pose:
    """One expression. `mouth` 0–5 how far open; `gaze` −2–2 from left to right; `brows` 0–2 raised."""

    mouth: int = 0
    gaze: int = 0
    brows: int = 0
    blinking: bool = False


def _ellipse(canvas: Picture, x: float, y: float, wide: float, high: float, colour: Colour) -> None:
    """Paint a soft-edged ellipse; `canvas` is rows × columns × (red, green, blue, cover)."""
    top, bottom = max(int(y - high - 2), 0), min(int(y + high + 3), canvas.shape[0])
    left, right = max(int(x - wide - 2), 0), min(int(x + wide + 3), canvas.shape[1])
    rows, columns = np.mgrid[top:bottom, left:right].astype(np.float32)
    distance = np.sqrt(((columns - x) / wide) ** 2 + ((rows - y) / high) ** 2)
    cover = np.clip((1 - distance) * min(wide, high) + 0.5, 0, 1)[..., None]
    area = canvas[top:bottom, left:right]
    area[..., :3] = area[..., :3] * (1 - cover) + np.array(colour, np.float32) * cover
    area[..., 3:] = np.maximum(area[..., 3:], cover)


@lru_cache(maxsize=512)
def face(looks: Looks, pose: Pose) -> Picture:
    """A square picture with cover as its fourth channel, the head in the middle."""
    r = looks.size
    canvas = np.zeros((int(r * 2.42), int(r * 2.42), 4), np.float32)
    canvas[..., :3] = looks.skin
    middle = r * 1.21
    _ellipse(canvas, middle, middle - r * 0.12, r * 1.02, r * 1.06, looks.hair)
    for side in (-1, 1):
        _ellipse(canvas, middle + side * r * 0.92, middle + r * 0.1, r * 0.16, r * 0.22, looks.skin)
    _ellipse(canvas, middle, middle + r * 0.08, r * 0.9, r * 0.94, looks.skin)
    _ellipse(canvas, middle - r * 0.1, middle - r * 0.78, r * 0.7, r * looks.fringe, looks.hair)
    for side in (-1, 1):
        _cheek_and_eye(canvas, looks, pose, middle, side)
    _mouth(canvas, looks, pose, middle)
    return canvas


def _cheek_and_eye(canvas: Picture, looks: Looks, pose: Pose, middle: float, side: int) -> None:
    r, ink = looks.size, (58, 47, 44)
    x, y = middle + side * r * 0.36, middle - r * 0.02
    _ellipse(canvas, middle + side * r * 0.52, middle + r * 0.36, r * 0.17, r * 0.11, looks.cheeks)
    _ellipse(canvas, x, y - r * (0.27 + 0.05 * pose.brows), r * 0.16, r * 0.03, looks.hair)
    if pose.blinking:
        _ellipse(canvas, x, y + r * 0.02, r * 0.14, r * 0.025, ink)
        return
    _ellipse(canvas, x, y, r * 0.15, r * 0.17, (255, 253, 250))
    pupil = x + pose.gaze * r * 0.03
    _ellipse(canvas, pupil, y + r * 0.01, r * 0.095, r * 0.115, ink)
    _ellipse(canvas, pupil + r * 0.03, y - r * 0.04, r * 0.03, r * 0.03, (255, 255, 255))


def _mouth(canvas: Picture, looks: Looks, pose: Pose, middle: float) -> None:
    r, y = looks.size, middle + looks.size * 0.5
    if pose.mouth == 0:
        _ellipse(canvas, middle, y, r * 0.3, r * 0.12, (150, 66, 62))
        _ellipse(canvas, middle, y - r * 0.06, r * 0.32, r * 0.11, looks.skin)
        return
    _ellipse(canvas, middle, y, r * (0.2 + 0.012 * pose.mouth), r * 0.05 * (1 + pose.mouth), (128, 48, 50))
    _ellipse(
        canvas, middle, y + r * 0.035 * pose.mouth, r * 0.12, r * 0.02 * (1 + pose.mouth), (226, 126, 118)
    )


def paint(frame: NDArray[np.uint8], sprite: Picture, x: int, y: int) -> None:
    """Lay a face on the frame with its middle at (x, y); the face lies wholly inside the frame."""
    top, left = y - sprite.shape[0] // 2, x - sprite.shape[1] // 2
    area = frame[top : top + sprite.shape[0], left : left + sprite.shape[1]]
    cover = sprite[..., 3:]
    area[:] = (area * (1 - cover) + sprite[..., :3] * cover).astype(np.uint8)


def room(width: int, height: int, wall: Colour, floor: Colour) -> NDArray[np.uint8]:
    """A room: a wall with a soft light, a rug, and two pairs of shoulders waiting for their heads."""
    canvas = np.zeros((height, width, 4), np.float32)
    canvas[:, :, :3] = wall
    fade = np.linspace(0.0, 26.0, height, dtype=np.float32)[:, None, None]
    canvas[:, :, :3] -= fade
    canvas[int(height * 0.74) :, :, :3] = floor
    rug = tuple(min(int(part * 1.12), 255) for part in floor)
    _ellipse(canvas, width / 2, height * 0.9, width * 0.4, height * 0.1, (rug[0], rug[1], rug[2]))
    _ellipse(canvas, width * 0.16, height * 0.22, width * 0.07, height * 0.12, (250, 246, 232))
    _ellipse(canvas, width * 0.32, height * 1.02, width * 0.19, height * 0.36, (86, 116, 122))
    _ellipse(canvas, width * 0.69, height * 1.04, width * 0.12, height * 0.3, (214, 150, 92))
    return np.clip(canvas[..., :3], 0, 255).astype(np.uint8)
