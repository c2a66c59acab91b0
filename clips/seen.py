"""What was seen in a clip, in words: the principles, in whose behaviour, what exactly; the chain of turns."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clips.models import Clip, Turn
from clips.principles import PRINCIPLES


@dataclass(frozen=True)
class Seen:
    name: str
    whose: str
    descriptors: list["Seen"]


def seen(ticks: Iterable[tuple[str, str]]) -> list[Seen]:
    """From `("receive.face", "Juniper")` and the like, in the order of the principles."""
    whose: dict[str, list[str]] = {}
    for code, who in ticks:
        if who not in whose.setdefault(code, []):
            whose[code].append(who)
    return [
        Seen(
            principle.name,
            ", ".join(whose[principle.code]),
            [
                Seen(words, ", ".join(whose[code]), [])
                for code, words in principle.descriptors.items()
                if code in whose
            ],
        )
        for principle in PRINCIPLES.values()
        if principle.code in whose
    ]


def chain(turns: Iterable[tuple[str, str, str]]) -> str:
    """`Juniper: initiative by sound → Robin: reception`, from who, kind and channel of each turn."""
    return " → ".join(_turn(*turn) for turn in turns)


def seen_in(clip: Clip) -> list[Seen]:
    return seen((tick.principle, tick.subject.name) for tick in clip.ticks.all())


def chain_of(clip: Clip) -> str:
    return chain((turn.person.name, turn.kind, turn.channel) for turn in clip.turns.all())


def _turn(who: str, kind: str, channel: str) -> str:
    words = {"who": who, "kind": Turn.Kind(kind).label}
    if not channel:
        return _("%(who)s: %(kind)s") % words
    return _("%(who)s: %(kind)s by %(channel)s") % (words | {"channel": Turn.Channel(channel).label})
