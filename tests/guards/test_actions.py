"""Actions are verbs with named arguments, done by somebody, in one transaction; nothing goes round them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.tree import APPS, modules, name, templates

# Actions of the clock and of the log itself: nobody in particular does them.
BY_THE_SYSTEM = {
    "audit/actions.py:label": "names a thing",
    "audit/actions.py:digest": "computes a hash",
    "vault/actions": "append_original and the worker's steps act for the person who started the recording",
}
ESCAPES = re.compile(r"\bmark_safe\b|\|\s*safe\b|\bcsrf_exempt\b|\bextra\(|\.raw\(|RawSQL")


def test_every_public_action_takes_only_named_arguments_and_who_did_it() -> None:
    wrong = [
        f"{name(path)}:{function.name}"
        for path, function in actions()
        if not excused(path, function.name)
        if function.args.args or "by" not in {argument.arg for argument in function.args.kwonlyargs}
    ]
    assert wrong == []


def test_nothing_goes_round_escaping_forgery_checks_or_the_query_language() -> None:
    assert [
        f"{name(path)}: {match.group(0)}"
        for path in [*modules(*APPS), *templates()]
        for match in ESCAPES.finditer(path.read_text(encoding="utf-8"))
    ] == []


def test_views_leave_writing_to_actions() -> None:
    writing = re.compile(
        r"\.(save|delete|bulk_create|bulk_update|get_or_create|update_or_create)\(|objects\.create\("
    )
    views = [path for path in modules(*APPS) if path.stem == "views" or path.parent.name == "views"]
    assert [
        f"{name(path)}: {match.group(0)}"
        for path in views
        for match in writing.finditer(path.read_text(encoding="utf-8"))
    ] == []


def actions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path in modules(*APPS):
        if path.stem == "actions" or path.parent.name == "actions":
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    yield path, node


def excused(path: Path, function: str) -> bool:
    return any(f"{name(path)}:{function}".startswith(prefix) for prefix in BY_THE_SYSTEM)
