"""The table of keys as the studio's script and its help need it."""

from typing import Any

from django.urls import reverse

from clips.keys import ACTS, GROUPS, keys_of, label_of, table_of_keys
from clips.models import StudioSettings


def keys_payload(wanted: StudioSettings) -> dict[str, Any]:
    """`table`: what each key does; `acts`: the words of each action and how its keys are written."""
    return {
        "table": table_of_keys(wanted.keys),
        "repeats": [act.code for act in ACTS.values() if act.repeats],
        "acts": {
            code: {"words": str(ACTS[code].words), "labels": [label_of(key) for key in keys]}
            for code, keys in keys_of(wanted.keys).items()
        },
        "isOn": wanted.single_keys,
        "urls": {"singleKeys": reverse("single-keys")},
    }


def key_help(wanted: StudioSettings) -> list[tuple[Any, list[tuple[Any, list[str]]]]]:
    """Group by group: each action and how its keys are written."""
    keys = keys_of(wanted.keys)
    return [
        (group.name, [(act, [label_of(key) for key in keys[act.code]]) for act in group.acts])
        for group in GROUPS
    ]
