"""Draw the states of things from the tables that the code itself uses: `docs/states.md`."""

import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from django.utils import translation
from django.utils.module_loading import import_string

PAGE = Path(__file__).resolve().parent.parent / "docs" / "states.md"
HEAD = """# States

Drawn from the tables in the code by `make states`; a test fails when this page is not what the code does. A
table says from which state a verb leads to which: what is not in it is refused.
"""


@dataclass(frozen=True)
class Machine:
    title: str
    words: str
    table: str


MACHINES = (
    Machine(
        "A case",
        "It is closed with a reason, and may be opened again; then consent is asked for anew.",
        "cases.rules.course.TRANSITIONS",
    ),
    Machine(
        "A cycle",
        "It counts only when its film and its shared review are both done. Several may be open at once.",
        "sessions.rules.states.CYCLE",
    ),
    Machine(
        "A filming, or a shared review",
        "A filming with nothing usable was held all the same. Only a shared review is finished.",
        "sessions.rules.states.FILMED_SESSION",
    ),
    Machine(
        "A recording",
        "Shut: consent was taken back while a hold forbids destroying. What is destroyed never comes back.",
        "vault.states.TRANSITIONS",
    ),
    Machine(
        "A submission to supervision",
        "Clips that were returned are brought again as a new submission.",
        "supervision.rules.states.TRANSITIONS",
    ),
)


def page() -> str:
    with translation.override("en"):
        return "\n".join([HEAD, *(_section(machine) for machine in MACHINES)])


def _section(machine: Machine) -> str:
    table = import_string(machine.table)
    return "\n".join(
        [
            f"## {machine.title}\n",
            f"{machine.words} (`{machine.table}`)\n",
            "```mermaid",
            "stateDiagram-v2",
            *_names(table),
            *_arrows(table),
            "```\n",
        ]
    )


def _names(table: dict[tuple[Any, str], Any]) -> list[str]:
    states = dict.fromkeys([*(before for before, _verb in table), *table.values()])
    return [f'    state "{state.label}" as {state.value}' for state in states]


def _arrows(table: dict[tuple[Any, str], Any]) -> list[str]:
    """Verbs between the same two states share an arrow. It begins with the first state of its table."""
    verbs = defaultdict(list)
    for (before, verb), after in table.items():
        verbs[before.value, after.value].append(verb)
    first = next(iter(table))[0]
    going_on = {before for before, _verb in table}
    last = [after for after in dict.fromkeys(table.values()) if after not in going_on]
    return [
        f"    [*] --> {first.value}",
        *(f"    {before} --> {after}: {', '.join(each)}" for (before, after), each in verbs.items()),
        *(f"    {state.value} --> [*]" for state in last),
    ]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vig.settings")
    django.setup()
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
