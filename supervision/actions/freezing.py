"""A clip as it is now, for whoever is to see it: parts in the case in place of people."""

from typing import Any

from cases.models import Case, Participation
from clips.models import Clip


def parts_of(case: Case) -> dict[int, str]:
    return dict(case.participations.values_list("person_id", "role"))


def frozen(clip: Clip, parts: dict[int, str]) -> dict[str, Any]:
    def part_of(person_id: int) -> str:
        return parts.get(person_id, Participation.Role.FAMILY)

    return {
        "clip": clip,
        "footage": clip.footage,
        "render": clip.render,
        "in_frame": clip.in_frame,
        "out_frame": clip.out_frame,
        "title": clip.title,
        "answer": clip.answer,
        "principles": [[tick.principle, part_of(tick.subject_id)] for tick in clip.ticks.all()],
        "turns": [[part_of(turn.person_id), turn.kind, turn.channel] for turn in clip.turns.all()],
    }
