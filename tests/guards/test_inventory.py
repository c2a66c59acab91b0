"""Every stored field is classified, and reports read only what may leave."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from tests.tree import ROOT, modules, name
from tools import inventory

HOW = "classify it in docs/inventory/, then run `make papers`"
ASKING = {
    "filter", "exclude", "get", "values", "values_list", "only", "order_by", "annotate", "aggregate",
    "Q", "F", "Min", "Max", "Count", "Sum", "Avg", "When",
}  # fmt: skip
ENTRIES = {(entry.model, entry.field): entry for entry in inventory.entries()}


def test_every_stored_field_is_classified_and_none_that_is_gone() -> None:
    there = {
        (model._meta.label, field)
        for model in inventory.models_with_data()
        for field in inventory.stored(model)
    }
    assert {"new": there - set(ENTRIES), "gone": set(ENTRIES) - there} == {"new": set(), "gone": set()}, HOW


def test_no_field_is_classified_twice() -> None:
    listed = [(entry.model, entry.field) for entry in inventory.entries()]
    assert sorted(listed) == sorted(set(listed))


@pytest.mark.parametrize("key", ["about_staff", "may_leave", "may_compare"])
def test_every_exception_names_a_field_of_its_model(key: str) -> None:
    unknown = [
        (model, field)
        for path in inventory.FOLDER.glob("*.toml")
        if path.name != inventory.WORDS
        for model, table in inventory.tables(path).items()
        for field in table.get(key, ())
        if (model, field) not in ENTRIES
    ]
    assert unknown == []


def test_every_word_of_the_inventory_is_explained() -> None:
    said = inventory.words()
    for entry in inventory.entries():
        assert set(entry.about) <= set(said["about"]), entry
        assert entry.purpose in said["purpose"], entry
        assert entry.kept in said["kept"], entry
    assert list(said["kind"]) == list(inventory.KINDS)


def test_no_words_no_film_no_address_and_no_secret_may_leave() -> None:
    left = {f"{entry.model}.{entry.field}" for entry in inventory.entries() if entry.may_leave}
    secret = {
        f"{entry.model}.{entry.field}"
        for entry in inventory.entries()
        if entry.kind in {"contact", "film", "secret"}
        or isinstance(apps.get_model(entry.model)._meta.get_field(entry.field), models.TextField)
    }
    assert left & secret == set()


def test_a_report_asks_only_for_what_may_leave() -> None:
    wrong = {
        (name(path), lookup)
        for path in report_modules()
        for lookup in lookups(tree_of(path))
        if is_protected(lookup, roots(path))
    }
    assert wrong == set()


def test_the_guard_notices_a_name_a_note_and_a_bare_row() -> None:
    case = {apps.get_model("cases.Case")}
    assert is_protected("participations__person__name", case)
    assert is_protected("participations__person__name__startswith", case)
    assert is_protected("helping_questions__own_words", case)
    assert is_protected("guider__email", case)
    assert not is_protected("participations__person__born_on", case)
    assert not is_protected("closed_on__range", case)
    read = "cases.filter(a__b=1).values_list('c', flat=True).annotate(first=Min('d')).values_list()"
    assert set(lookups(ast.parse(read))) == {"a__b", "c", "d", EVERYTHING}
    assert is_protected(EVERYTHING, set())


def test_no_page_of_numbers_names_a_protected_field() -> None:
    protected = {
        entry.field for entry in inventory.entries() if entry.is_protected and entry.about != ("staff",)
    }
    known = {entry.field for entry in inventory.entries() if not entry.is_protected}
    own = {word for path in report_modules() for word in named_in(path)}
    secret = protected - known - own
    assert {"own_words", "file_name", "asked_for", "referrer"} <= secret
    pages = (ROOT / "templates" / "reports").rglob("*.*")
    found = {
        (path.name, word)
        for path in pages
        for word in re.findall(
            r"\.([a-z_]+)", " ".join(re.findall(r"{[{%].*?[%}]}", path.read_text("utf-8")))
        )
        if word in secret
    }
    assert found == set()


EVERYTHING = "*"


def report_modules() -> list[Path]:
    return modules("reports")


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def lookups(tree: ast.AST) -> list[str]:
    """What is asked of the database, without the names that the module gives to its own sums."""
    named = {
        each.arg
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"annotate", "aggregate"}
        for each in node.keywords
    }
    return [lookup for lookup in asked(tree) if lookup.split("__")[0] not in named]


def asked(tree: ast.AST) -> Iterator[str]:
    """Keywords and strings of the calls that ask."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called not in ASKING:
            continue
        texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
        yield from (text.removeprefix("-") for text in texts if isinstance(text, str))
        if called not in {"annotate", "aggregate", "Count", "Min", "Max", "Sum", "Avg"}:
            yield from (each.arg for each in node.keywords if each.arg and each.arg != "flat")
        if called == "values_list" and not node.args and not any(each.arg is None for each in node.keywords):
            yield EVERYTHING


def roots(path: Path) -> set[type[models.Model]]:
    """Models whose rows the module may ask: cases always, those it imports and its own."""
    tree = tree_of(path)
    imported = {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names
    } | {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    return {
        model
        for model in inventory.models_with_data()
        if model.__name__ in imported or model._meta.label == "cases.Case"
    }


def is_protected(lookup: str, models_asked: set[type[models.Model]]) -> bool:
    """A row that came from elsewhere may be of any model."""
    if lookup == EVERYTHING:
        return True
    steps = lookup.split("__")
    may_be = [model for model in models_asked if _step(model, steps[0])] or inventory.models_with_data()
    return any(_ends_protected(steps, model) for model in may_be)


def _step(model: type[models.Model], name: str) -> Any:
    related = {each.name: each for each in model._meta.get_fields()}
    return related.get(name) or related.get(name.removesuffix("_id"))


def _ends_protected(steps: list[str], model: type[models.Model]) -> bool:
    for step in steps:
        field = _step(model, step)
        if field is None:
            return False
        if field.related_model is None:
            entry = ENTRIES[field.model._meta.label, field.name]
            return entry.is_protected
        model = field.related_model
    return False


def named_in(path: Path) -> Iterator[str]:
    """Names that the reports give to things of their own."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        if isinstance(node, ast.FunctionDef):
            yield node.name
