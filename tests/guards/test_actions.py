"""Actions are verbs with named arguments, done by somebody, in one transaction; nothing goes round them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.tree import APPS, modules, name, templates

# Done by the clock or the worker, or by the very person they are about. Each needs its reason.
BY_NOBODY_ELSE = {
    "accounts/actions:send_invitation": "sends the letter of an invitation that `invite` has recorded",
    "accounts/actions:join": "the invited person, who has no account to act with before it",
    "audit/actions.py:digest": "computes a hash, writes nothing",
    "audit/actions.py:hold_trail": "locks the end of the trail for the entry that follows",
    "audit/actions.py:label": "names a thing, writes nothing",
    "clips/actions:forget_answers": "the clock, a day after the request was answered",
    "clips/actions:forget_steps": "the clock, once the film is destroyed",
    "consent/actions:complete_certificate": "the clock, once the bytes are gone",
    "consent/actions:end_quarantine": "the clock, when the promised days are over",
    "consent/actions:end_retention": "the clock, when the promised period is over",
    "consent/actions:ensure_policy": "the standard promise that every new organisation starts with",
    "consent/actions:ensure_form": "the standard forms that every organisation starts with",
    "consent/actions:remember_erasures": "the clock: it destroys nothing, and writes down what is gone",
    "reports/actions.py:make_draft": "the worker, after `ask_for_draft` was recorded with its person",
    "reports/actions.py:sweep_drafts": "the clock, for drafts that were asked for",
    "sessions/actions:destroy_due_originals": "the clock, by the policy for originals",
    "sessions/actions:remove_stale_uploads": "the clock",
    "supervision/actions:ensure_pathways": "the published pathways that every installation starts with",
    "vault/actions:append_original": "bytes of an upload whose beginning was recorded with its person",
    "vault/actions:destroy_keys_of_gone": "the clock, after `destroy` was recorded with its person",
    "vault/actions:complete_destruction": "the clock, after `destroy` was recorded with its person",
}
# Where text may pass unescaped: words of the program, never of a person.
TRUSTED = {
    "templates/django/forms/field.html: |safe": "help texts are written in forms.py and in django-allauth",
    "vault/keys.py: .raw(": "a key and all above it are one recursive question",
    "vig/templatetags/look.py: mark_safe": "icons are read from an allow-list of npm files",
}
ESCAPES = re.compile(r"\bmark_safe\b|\|\s*safe\b|\bcsrf_exempt\b|\bextra\(|\.raw\(|RawSQL")


def test_every_public_action_takes_only_named_arguments_and_who_did_it() -> None:
    named = {place: function for place, function in actions() if place not in BY_NOBODY_ELSE}
    assert [place for place, function in named.items() if function.args.args] == []
    without = [place for place, function in named.items() if "by" not in named_arguments(function)]
    assert without == []


def test_nothing_goes_round_escaping_forgery_checks_or_the_query_language() -> None:
    used = {
        f"{name(path)}: {match.group(0)}"
        for path in [*modules(*APPS), *templates()]
        for match in ESCAPES.finditer(path.read_text(encoding="utf-8"))
    }
    assert used - TRUSTED.keys() == set()


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


def actions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of `actions.py`, or those that an `actions` package offers in its `__init__`."""
    for app in APPS:
        for path in modules(app):
            if path.stem == "actions":
                yield from ((f"{name(path)}:{node.name}", node) for node in functions(path))
            elif path.parent.name == "actions":
                offered = path.with_name("__init__.py").read_text(encoding="utf-8")
                for node in functions(path):
                    if re.search(rf"\b{node.name}\b", offered):
                        yield f"{name(path.parent)}:{node.name}", node


def functions(path: Path) -> list[ast.FunctionDef]:
    body = ast.parse(path.read_text(encoding="utf-8")).body
    return [node for node in body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]


def named_arguments(function: ast.FunctionDef) -> set[str]:
    return {argument.arg for argument in function.args.kwonlyargs}
