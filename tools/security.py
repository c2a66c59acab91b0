"""What proves each of the requirements S1 to S50: `docs/security.md`."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from tools import inventory

FILE = inventory.FOLDER.parent / "security.toml"
HEAD = """# Security and privacy: what is proved

Made by `make papers` from `docs/security.toml`; a test fails when this page is not what is written there, or
when a test that it names is gone.

Of {all} requirements {proved} are held by tests, {partly} in part, {not_yet} not yet; what is open is said.
S1 to S10 are about signing in, S11 to S16 the web, S17 to S25 access and the trail, S26 to S37 rights of
people, S38 to S50 film, keys and running it.

| | Requirement | | Tests | Open |
| --- | --- | --- | --- | --- |"""


@dataclass(frozen=True)
class Requirement:
    id: str
    words: str
    tests: list[str] = field(default_factory=list)
    open: str = ""

    @property
    def state(self) -> str:
        if not self.tests:
            return "not yet"
        return "in part" if self.open else "held"


@cache
def requirements() -> tuple[Requirement, ...]:
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))["requirement"]
    return tuple(Requirement(**table) for table in tables)


def page() -> str:
    states = [each.state for each in requirements()]
    head = HEAD.format(
        all=len(states),
        proved=states.count("held"),
        partly=states.count("in part"),
        not_yet=states.count("not yet"),
    )
    return "\n".join([head, *_rows(), ""])


def _rows() -> Iterator[str]:
    for each in requirements():
        tests = "<br>".join(f"`{test.removeprefix('tests/')}`" for test in each.tests)
        yield f"| {each.id} | {each.words} | {each.state} | {tests} | {each.open} |"
