"""Small things: a module has at most 300 lines, a function 40, a template 150, a task 15."""

import ast
from pathlib import Path

import pytest

from tests.tree import APPS, modules, name, scripts, templates

TESTS = modules("tests")


def test_no_module_is_long() -> None:
    assert too_long([*modules(), *TESTS], 300) == {}


def test_no_template_is_long() -> None:
    assert too_long(templates(), 150) == {}


def test_no_script_is_long() -> None:
    assert too_long(scripts(), 300) == {}


def test_no_function_is_long() -> None:
    assert long_functions(modules(), 40) == {}


def test_no_task_is_long() -> None:
    tasks = [path for path in modules(*APPS) if path.stem == "tasks" or path.parent.name == "tasks"]
    assert long_functions(tasks, 15) == {}


@pytest.mark.parametrize(
    ("source", "expected"), [("def f():\n    pass\n", {}), ("def f():\n" + "    1\n" * 40, {"x:f": 41})]
)
def test_the_ruler_measures(source: str, expected: dict[str, int]) -> None:
    assert {
        f"x:{function}": length for function, length in lengths(source).items() if length > 40
    } == expected


def too_long(paths: list[Path], limit: int) -> dict[str, int]:
    counted = {name(path): path.read_text(encoding="utf-8").count("\n") for path in paths}
    return {path: lines for path, lines in counted.items() if lines > limit}


def long_functions(paths: list[Path], limit: int) -> dict[str, int]:
    return {
        f"{name(path)}:{function}": length
        for path in paths
        for function, length in lengths(path.read_text(encoding="utf-8")).items()
        if length > limit
    }


def lengths(source: str) -> dict[str, int]:
    return {
        node.name: (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
    }
