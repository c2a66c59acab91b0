"""The published pathways (`*.toml` beside this file). They disagree, so each is data of its own.

A change of what was published is a new `version` in the file: it becomes a new row, and whoever is on the
version before stays there.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

MEETINGS = ["individual", "pair", "group"]


@cache
def pathways() -> dict[str, dict[str, Any]]:
    """By code. Each stage says which kinds of supervision count."""
    read = {}
    for file in sorted(Path(__file__).parent.glob("*.toml")):
        pathway = tomllib.loads(file.read_text(encoding="utf-8"))
        pathway["stages"] = [{"counts": MEETINGS, **stage} for stage in pathway["stages"]]
        read[file.stem] = pathway
    return read
