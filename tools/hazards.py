"""The hazard log in the manner of DCB0129, and what of it a DPIA needs: `docs/hazards.md`, `docs/dpia.md`."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tools import inventory

FILE = inventory.FOLDER.parent / "hazards.toml"
SEVERITIES = ("minor", "significant", "considerable", "major", "catastrophic")
LIKELIHOODS = ("very low", "low", "medium", "high", "very high")
# A row for each likelihood, a column for each severity; from 3 on somebody has to accept the risk.
RISKS = ((1, 1, 2, 2, 3), (1, 2, 2, 3, 4), (2, 2, 3, 3, 4), (2, 3, 3, 4, 5), (3, 4, 4, 5, 5))
CONCERNS = {"care", "privacy"}
MADE = "Made by `make papers` from {source}; a test fails when this page is not what is written there."
HEAD = f"""# Hazard log

{MADE.format(source="`docs/hazards.toml`")}

In the manner of DCB0129. Severity, likelihood with the controls in place, and so the risk (1 to 5), are
proposals: the clinical safety officer of the service decides, and adds what its own way of working brings.
Every hazard names the tests that hold its controls; a test fails when one of them is gone.
"""
ANNEX = f"""# Annex for a data protection impact assessment

{MADE.format(source="`docs/inventory/` and `docs/hazards.toml`")}

What the controller's own assessment (Art. 35) needs to know of the product: what is processed, and what could
go wrong for people with what is done against it. Necessity, proportion and the views of those concerned are
for the controller to write. Every field: [data-map.md](data-map.md). By purpose:
[processing-record.md](processing-record.md).
"""


@dataclass(frozen=True)
class Hazard:
    id: str
    title: str
    cause: str
    effect: str
    severity: str
    likelihood: str
    concerns: list[str]
    controls: list[str]
    tests: list[str]

    @property
    def risk(self) -> int:
        return RISKS[LIKELIHOODS.index(self.likelihood)][SEVERITIES.index(self.severity)]


@cache
def hazards() -> tuple[Hazard, ...]:
    return tuple(Hazard(**table) for table in tomllib.loads(FILE.read_text(encoding="utf-8"))["hazard"])


def page() -> str:
    return "\n".join([HEAD, *_index(), *(line for hazard in hazards() for line in _section(hazard))])


def annex() -> str:
    return "\n".join([ANNEX, *_processed(), *_risks()])


def _index() -> Iterator[str]:
    yield "| | Hazard | Severity | Likelihood | Risk |"
    yield "| --- | --- | --- | --- | --- |"
    for each in hazards():
        yield f"| {each.id} | {each.title} | {each.severity} | {each.likelihood} | {each.risk} |"
    yield ""


def _section(hazard: Hazard) -> Iterator[str]:
    yield f"## {hazard.id}. {hazard.title}\n"
    yield f"* **Cause**: {hazard.cause}"
    yield f"* **Effect**: {hazard.effect}"
    yield "* **Controls**:"
    yield from (f"  * {control}" for control in hazard.controls)
    yield "* **Tests**:"
    yield from (f"  * `{test}`" for test in hazard.tests)
    yield ""


def _processed() -> Iterator[str]:
    said = inventory.words()
    yield "## What is processed\n"
    yield "| About whom | " + " | ".join(said["kind"]) + " |"
    yield "| --- |" + " --- |" * len(said["kind"])
    for who, words in said["about"].items():
        held = {entry.kind for entry in inventory.entries() if who in entry.about}
        yield f"| {words} | " + " | ".join("yes" if kind in held else "–" for kind in said["kind"]) + " |"
    yield "\n`life` and `film` hold special categories (Art. 9) and children (Recital 38).\n"


def _risks() -> Iterator[str]:
    yield "## Risks to people and what is done against them\n"
    yield "| | Risk | Where it comes from | What it does to people | Measures | Severity | Likelihood |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for each in hazards():
        if "privacy" in each.concerns:
            yield (
                f"| {each.id} | {each.title} | {each.cause} | {each.effect} | {'. '.join(each.controls)}. "
                f"| {each.severity} | {each.likelihood} |"
            )
    yield "\nTheir tests stand in [hazards.md](hazards.md).\n"
