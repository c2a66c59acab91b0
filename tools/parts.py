"""What an installation is made of: `build/parts.json`, CycloneDX, from lock files and a list of licences."""

import base64
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "build" / "parts.json"
LOCKED = ROOT / "requirements"
PINNED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Part:
    kind: str
    name: str
    version: str
    licence: str
    hashes: tuple[tuple[str, str], ...]

    def component(self) -> dict[str, Any]:
        url = f"pkg:{self.kind}/{quote(self.name, safe='/')}@{self.version}"
        return {
            "type": "library",
            "bom-ref": url,
            "name": self.name,
            "version": self.version,
            "purl": url,
            "licenses": [{"expression": self.licence}],
            "hashes": [{"alg": kind, "content": content} for kind, content in self.hashes],
        }


def python_parts(file: str = "base.txt") -> list[Part]:
    """A package may be there twice, for two versions of Python."""
    known = licences()["python"]
    return [
        Part("pypi", name, version, known.get(name, ""), hashes)
        for name, version, hashes in _pinned((LOCKED / file).read_text(encoding="utf-8"))
    ]


def browser_parts() -> list[Part]:
    known = licences()["browser"]
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    found = []
    for path, package in packages.items():
        if path and not package.get("dev"):
            name = path.rpartition("node_modules/")[2]
            licence = package.get("license") or known.get(name, "")
            hashes = tuple(_integrity(package.get("integrity", "")))
            found.append(Part("npm", name, package["version"], licence, hashes))
    return found


def document() -> dict[str, Any]:
    """Without a time and a number of its own: the same lock files give the same bytes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    parts = [*python_parts(), *browser_parts()]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": project["name"], "version": project["version"]}
        },
        "components": [part.component() for part in sorted(parts, key=lambda part: (part.kind, part.name))],
    }


def licences() -> dict[str, dict[str, str]]:
    return tomllib.loads((LOCKED / "licences.toml").read_text(encoding="utf-8"))


def _pinned(text: str) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    for block in re.split(r"\n(?=\S)", text):
        if found := PINNED.match(block):
            yield found["name"], found["version"], tuple(("SHA-256", each) for each in HASH.findall(block))


def _integrity(text: str) -> Iterator[tuple[str, str]]:
    for each in text.split():
        kind, _dash, content = each.partition("-")
        yield f"SHA-{kind.removeprefix('sha')}", base64.b64decode(content).hex()


def main() -> None:
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(document(), indent=1) + "\n", encoding="utf-8")
    print(f"{len(document()['components'])} parts in {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
