"""Every pair of colours that meets on a page is readable, light and dark (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "static" / "theme" / "tokens.css"
WORDS, SHAPES = 4.5, 3.0
SURFACES = ("paper", "surface", "sunken")
ON_SURFACES = ("ink", "ink-quiet", "accent", "accent-strong", "good", "wait", "stop", "news")
PAIRS = [
    *((ink, surface, WORDS) for ink in ON_SURFACES for surface in SURFACES),
    *((tone, f"{tone}-soft", WORDS) for tone in ("accent", "good", "wait", "stop", "news")),
    *((ink, soft, WORDS) for ink in ("ink", "ink-quiet", "accent-strong") for soft in ("accent-soft",)),
    *(("ink", f"{tone}-soft", WORDS) for tone in ("good", "wait", "stop", "news")),
    ("on-accent", "accent", WORDS),
    ("on-accent", "accent-strong", WORDS),
    ("on-stop", "stop", WORDS),
    ("on-stop", "stop-strong", WORDS),
    *(("line-strong", surface, SHAPES) for surface in ("paper", "surface")),
    *(
        (ink, stage, WORDS)
        for ink in ("stage-ink", "stage-quiet", "stage-accent")
        for stage in ("stage", "stage-surface")
    ),
]


def schemes() -> dict[str, dict[str, str]]:
    light, dark = TOKENS.read_text().split("@media (prefers-color-scheme: dark)", 1)
    colours = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", text)) for text in (light, dark)]
    return {"light": colours[0], "dark": colours[0] | colours[1]}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_colours_is_readable(scheme: str) -> None:
    colours = schemes()[scheme]
    weak = {
        f"{front} on {back}": round(contrast(colours[front], colours[back]), 2)
        for front, back, least in PAIRS
        if contrast(colours[front], colours[back]) < least
    }
    assert weak == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_links_carry_the_accent(scheme: str) -> None:
    """Bootstrap wants a link's colour as three numbers."""
    light, dark = TOKENS.read_text().split("@media (prefers-color-scheme: dark)", 1)
    numbers = dict(re.findall(r"--(link[a-z-]*-numbers): ([0-9, ]+);", light if scheme == "light" else dark))
    colours = schemes()[scheme]
    spelled = {
        name: "#" + "".join(f"{int(n):02x}" for n in value.split(",")) for name, value in numbers.items()
    }
    assert spelled == {"link-numbers": colours["accent"], "link-hover-numbers": colours["accent-strong"]}
