"""Measure everything, print the table, write bench.json. `python -m tools.bench P7 P8`: only these."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from tools.bench import clips, films, traffic
from tools.bench.installation import Scene, installation, scene
from tools.bench.measure import Row

PARTS: dict[str, Callable[[Path, Scene], list[Row]]] = {
    "P1 P2 P3 P6": films.rows,
    "P4 P5": clips.rows,
    "P7 P8": traffic.rows,
}


def main() -> None:
    wanted = set(sys.argv[1:])
    with installation() as folder:
        cast = scene()
        found = [
            row
            for names, measure in PARTS.items()
            if not wanted or wanted & set(names.split())
            for row in measure(folder, cast)
        ]
    found.sort(key=lambda row: row.id)
    Path("bench.json").write_text(json.dumps([row.as_json() for row in found], indent=2) + "\n")
    print(f"\n{'':12}{'ratio':>8}{'goal':>10}   against")
    for row in found:
        goal = f"{'≥' if row.higher_is_better else '≤'} {row.goal:.2f}"
        print(f"{row.id:12}{row.ratio:8.2f}{goal:>10}   {row.anchor}{'' if row.is_met else '   ✗ missed'}")


if __name__ == "__main__":
    main()
