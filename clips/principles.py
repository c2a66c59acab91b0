"""The six principles of attuned interactions and guidance, with our own descriptors (domain.md 2.2).

A code is a principle (`receive`) or one of its descriptors (`receive.face`). Codes never change; a service
that may use another wording gives it as a text pack (`clips.text_pack`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core import checks
from django.utils.translation import gettext_lazy as _

from clips.text_pack import problems, words_for

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Principle:
    code: str
    our_name: StrPromise
    our_descriptors: dict[str, StrPromise]

    @property
    def name(self) -> str:
        return words_for(self.code, self.our_name)

    @property
    def descriptors(self) -> dict[str, str]:
        return {code: words_for(code, ours) for code, ours in self.our_descriptors.items()}


PRINCIPLES = {
    principle.code: principle
    for principle in (
        Principle(
            "attentive",
            _("Being attentive"),
            {
                "attentive.faces": _("body and face open to the other"),
                "attentive.unhurried": _("leaves room, does not rush"),
                "attentive.curious": _("shows interest in what the other is busy with or feels"),
                "attentive.enjoys": _("visible pleasure in watching"),
            },
        ),
        Principle(
            "encourage",
            _("Encouraging initiatives"),
            {
                "encourage.pauses": _("stops so that the other can begin"),
                "encourage.listens": _("shows that listening is going on"),
                "encourage.warm_tone": _("warmth carried by the voice"),
                "encourage.names": _("puts what is seen or felt into kind words"),
                "encourage.watches_for": _("on the look-out for the next bid"),
            },
        ),
        Principle(
            "receive",
            _("Receiving initiatives"),
            {
                "receive.noticed": _("makes clear the bid was noticed"),
                "receive.body": _("answers with posture or movement"),
                "receive.face": _("answers with eyes, smile or nod"),
                "receive.words": _("says back what the other did or said"),
                "receive.echo": _("gives the other's own sound or word back"),
            },
        ),
        Principle(
            "attuned",
            _("Developing attuned interactions"),
            {
                "attuned.then_replies": _("receives first, replies second"),
                "attuned.checks": _("looks whether it got across"),
                "attuned.waits_turn": _("waits with interest for the turn"),
                "attuned.short_turns": _("brief, balanced turns both ways"),
                "attuned.together": _("does something jointly, helps"),
            },
        ),
        Principle(
            "guide",
            _("Guiding"),
            {
                "guide.scaffolds": _("small step just within reach"),
                "guide.extends": _("adds a little to the other's reply"),
                "guide.doses": _("more or less help as needed"),
                "guide.informs": _("gives information when useful"),
                "guide.choices": _("offers choices the other can grasp"),
            },
        ),
        Principle(
            "deepen",
            _("Deepening discussion"),
            {
                "deepen.goals": _("helps to shape goals"),
                "deepen.views": _("exchanges points of view"),
                "deepen.solves": _("works a problem out together"),
                "deepen.differences": _("names a difference or conflict kindly"),
                "deepen.new_meaning": _("arrives at a new shared understanding"),
                "deepen.repairs": _("restores contact after a break"),
            },
        ),
    )
}
DESCRIPTORS = frozenset(code for each in PRINCIPLES.values() for code in each.our_descriptors)
CODES = frozenset(PRINCIPLES) | DESCRIPTORS


def principle_of(code: str) -> str:
    return code.partition(".")[0]


@checks.register
def check_text_pack(**_kwargs: object) -> list[checks.CheckMessage]:
    return [
        checks.Error(problem, hint="docs/deployment.md says what a text pack holds.", id="clips.E001")
        for problem in problems(CODES)
    ]
