"""The sample forms that a new organisation starts from (consent/samples), and the words around a form."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).with_name("samples")
# The families who get a form today read them in this order; any other comes after them.
READY = ("en-standard", "en-easy", "de-standard", "fr-standard", "es-standard", "nl-standard", "nl-easy")


@dataclass(frozen=True, kw_only=True)
class Wording:
    """All that a family reads. `purposes`: [[scope, plain words], …] in the order in which they are asked.

    `words`: the name of each purpose, and the words around the form; what is left out is said in English.
    """

    title: str
    introduction: str
    leaflet: str
    purposes: list[list[str]]
    words: dict[str, str]


@cache
def samples() -> dict[tuple[str, str], Wording]:
    """By language and variant."""
    return {(name.split("-")[0], name.split("-")[1]): _sample(name) for name in READY}


@cache
def words_around(language: str) -> dict[str, str]:
    words: dict[str, str] = _read("words").get(language, {})
    return words


def english(code: str) -> str:
    return {**words_around("en"), **samples()["en", "standard"].words}[code]


def sample_for(language: str, variant: str) -> Wording | None:
    """The sample, or the other variant of the same language as something to begin with."""
    ready = samples()
    return ready.get((language, variant)) or ready.get((language, "standard"))


def parts(text: str) -> list[tuple[bool, list[str]]]:
    """Paragraphs as (is a heading, lines): a line that stands alone and asks is a heading."""
    blocks = [block.strip().splitlines() for block in text.split("\n\n") if block.strip()]
    return [(len(lines) == 1 and lines[0].rstrip().endswith(("?", "？", "؟")), lines) for lines in blocks]


def _sample(name: str) -> Wording:
    read = _read(name)
    return Wording(
        title=read["title"],
        introduction=read["introduction"].strip(),
        leaflet=read["leaflet"].strip(),
        purposes=[[scope, words] for scope, (_name, words) in read["purposes"].items()],
        words=words_around(name.split("-")[0])
        | read.get("words", {})
        | {scope: name for scope, (name, _words) in read["purposes"].items()},
    )


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((SAMPLES / f"{name}.toml").read_text(encoding="utf-8"))
