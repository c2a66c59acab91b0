"""What Art. 30(1) asks for, by purpose, for the officer to complete: `docs/processing-record.md`."""

from collections.abc import Iterator

from tools import inventory

HEAD = """# Record of processing

Made by `make papers` from `docs/inventory/`; a test fails when this page is not what is written there.

A draft under Art. 30(1) of the (UK) GDPR for a service that uses Attune. The legal bases are hints: each
controller confirms them, and adds its name and contact, its representative and data protection officer, who
hosts the installation, and the purposes outside of Attune. The product sends nothing to other countries.

How it is secured, for every purpose: [security.md](security.md). What is destroyed when:
[retention.md](retention.md). Every field: [data-map.md](data-map.md).
"""


def page() -> str:
    return "\n".join([HEAD, *(line for code in inventory.words()["purpose"] for line in _purpose(code))])


def _purpose(code: str) -> Iterator[str]:
    said = inventory.words()
    purpose = said["purpose"][code]
    found = [entry for entry in inventory.entries() if entry.purpose == code]
    people = [words for who, words in said["about"].items() if any(who in entry.about for entry in found)]
    kinds = {entry.kind for entry in found}
    data = [words for kind, words in said["kind"].items() if kind in kinds]
    held = {entry.kept for entry in found}
    kept = [each["words"] for name, each in said["kept"].items() if name in held]
    leaving = dict.fromkeys(f"`{entry.model}`" for entry in found if entry.may_leave)
    yield f"## {purpose['words']}\n"
    yield f"* **Legal basis (a hint)**: {purpose['basis']}"
    yield from _list("People", people)
    yield from _list("Data", data)
    yield f"* **Recipients**: {purpose['recipients']}"
    yield from _list("Kept", kept)
    yield f"* **In reports, as aggregate only**: {', '.join(leaving) or 'nothing'}"
    tables = dict.fromkeys(f"`{entry.model}`" for entry in found)
    yield f"* **Tables**: {', '.join(tables)}\n"


def _list(title: str, lines: list[str]) -> Iterator[str]:
    yield f"* **{title}**:"
    yield from (f"  * {line}" for line in lines)
