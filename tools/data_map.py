"""Where each kind of fact about each kind of person is stored: `docs/data-map.md`."""

from collections.abc import Iterable, Iterator

from django.apps import apps

from tools import inventory
from tools.inventory import Entry

HEAD = """# Data map

Made by `make papers` from `docs/inventory/`; a test fails when this page is not what is written there.

What may leave does so in a released report, as a number over many people, after small numbers are hidden
(ADR 7). Everything else must not leave in a report. What may be compared tells cases apart and is shown
nowhere.
"""


def page() -> str:
    said, found = inventory.words(), inventory.entries()
    return "\n".join(
        [
            HEAD,
            *_explained("Kinds", said["kind"].items()),
            *_explained("About whom", said["about"].items()),
            *_explained("How long", ((code, each["words"]) for code, each in said["kept"].items())),
            *(line for app in _apps(found) for line in _app(app, found)),
        ]
    )


def _explained(title: str, pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [f"## {title}\n", *(f"* `{code}`: {words}" for code, words in pairs), ""]


def _apps(found: Iterable[Entry]) -> list[str]:
    return list(dict.fromkeys(_label(entry) for entry in found))


def _label(entry: Entry) -> str:
    return entry.model.split(".")[0]


def _app(app: str, found: Iterable[Entry]) -> Iterator[str]:
    yield f"## {apps.get_app_config(app).verbose_name} (`{app}`)\n"
    yield "| Table | About | Kind | Fields | Purpose | Kept | May leave |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for (model, about, kind), fields in _grouped(entry for entry in found if _label(entry) == app).items():
        names = ", ".join(f"`{entry.field}`" for entry in fields)
        leaving = ", ".join(_leaving(fields)) or "no"
        first = fields[0]
        yield (
            f"| {model.split('.')[1]} | {', '.join(about)} | {kind} | {names} "
            f"| {first.purpose} | {first.kept} | {leaving} |"
        )
    yield ""


def _grouped(found: Iterable[Entry]) -> dict[tuple[str, tuple[str, ...], str], list[Entry]]:
    groups: dict[tuple[str, tuple[str, ...], str], list[Entry]] = {}
    for entry in found:
        groups.setdefault((entry.model, entry.about, entry.kind), []).append(entry)
    return groups


def _leaving(fields: Iterable[Entry]) -> Iterator[str]:
    for entry in fields:
        if entry.may_leave:
            yield f"`{entry.field}` as aggregate only"
        if entry.may_be_compared:
            yield f"`{entry.field}` compared only"
