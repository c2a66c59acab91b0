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
    light, dark, stage = (dict(re.findall(r"--([a-z-]+): ([^;]+);", text)) for text in parts())
    return {"light": light, "dark": light | dark, "stage": light | stage}


def parts() -> list[str]:
    return re.split(r"@media \(prefers-color-scheme: dark\)|\n\.stage {", TOKENS.read_text())[:3]


def colour_of(colours: dict[str, str], name: str) -> str:
    found = colours[name]
    return colour_of(colours, found[6:-1]) if found.startswith("var(--") else found


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colours: dict[str, str], front: str, back: str) -> float:
    one, other = (colour_of(colours, name) for name in (front, back))
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "stage"])
def test_every_pair_of_colours_is_readable(scheme: str) -> None:
    colours = schemes()[scheme]
    weak = {
        f"{front} on {back}": round(contrast(colours, front, back), 2)
        for front, back, least in PAIRS
        if contrast(colours, front, back) < least
    }
    assert weak == {}


@pytest.mark.parametrize("scheme", ["light", "dark", "stage"])
def test_links_carry_the_accent(scheme: str) -> None:
    """Bootstrap wants a link's colour as three numbers."""
    colours = schemes()[scheme]
    spelled = [
        "#" + "".join(f"{int(number):02x}" for number in colours[name].split(","))
        for name in ("link-numbers", "link-hover-numbers")
    ]
    assert spelled == [colour_of(colours, "accent"), colour_of(colours, "accent-strong")]
