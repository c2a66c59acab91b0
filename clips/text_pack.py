"""A service's own wording of the principles and their descriptors, as a TOML file (docs/deployment.md)."""

import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.functional import Promise


def words_for(code: str, ours: "str | Promise") -> str:
    words = _words(settings.TEXT_PACK).get(code)
    return words if isinstance(words, str) and words.strip() else str(ours)


def problems(codes: Collection[str]) -> list[str]:
    """A sentence for each code without words and each name that is no code; none where no pack is set."""
    path = settings.TEXT_PACK
    if not path:
        return []
    try:
        words = _read(path)
    except OSError as problem:
        return [f"The text pack {path} cannot be read: {problem.strerror}."]
    except ValueError as problem:
        return [f"The text pack {path} is not a TOML file: {problem}."]
    unknown = [
        f"The text pack names “{code}”, which Attune does not know." for code in sorted(words.keys() - codes)
    ]
    missing = [
        f"The text pack has no words for “{code}”."
        for code in sorted(codes)
        if not isinstance(words.get(code), str) or not words[code].strip()
    ]
    return unknown + missing


@cache
def _words(path: str) -> dict[str, Any]:
    """Nothing where the pack cannot be read: the check at the start says so."""
    try:
        return _read(path) if path else {}
    except (OSError, ValueError):
        return {}


def _read(path: str) -> dict[str, Any]:
    """`[receive]` with `name` and `face` gives the words of `receive` and `receive.face`."""
    tables = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    words: dict[str, Any] = {}
    for principle, table in tables.items():
        if not isinstance(table, dict):
            words[principle] = table
            continue
        for key, text in table.items():
            words[principle if key == "name" else f"{principle}.{key}"] = text
    return words
