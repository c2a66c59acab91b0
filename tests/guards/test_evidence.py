"""What hazards and requirements call their proof is a test that exists."""

import ast
from functools import cache

import pytest

from tests.tree import ROOT
from tools import hazards, security


@cache
def collected_in(file: str) -> frozenset[str]:
    """Functions of a module, and methods of its classes, that are collected as tests."""
    path = ROOT / file
    if not file.startswith("tests/") or not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    places = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    functions = [node.name for place in places for node in place.body if isinstance(node, ast.FunctionDef)]
    return frozenset(name for name in functions if name.startswith("test_"))


def gone(tests: list[str]) -> list[str]:
    return [test for test in tests if test.partition("::")[2] not in collected_in(test.partition("::")[0])]


def test_every_hazard_has_a_test() -> None:
    assert {
        each.id: gone(each.tests) for each in hazards.hazards() if gone(each.tests) or not each.tests
    } == {}


def test_the_log_is_numbered_without_a_gap_and_every_entry_is_whole() -> None:
    logged = hazards.hazards()
    assert [each.id for each in logged] == [f"H{number}" for number in range(1, len(logged) + 1)]
    assert 25 <= len(logged) <= 40
    for each in logged:
        assert all((each.cause, each.effect, each.controls, each.concerns)), each.id
        assert set(each.concerns) <= hazards.CONCERNS, each.id
        assert 1 <= each.risk <= 5


@pytest.mark.parametrize(
    ("severity", "likelihood", "risk"),
    [
        ("minor", "very low", 1),
        ("major", "low", 3),
        ("considerable", "medium", 3),
        ("catastrophic", "very low", 3),
        ("catastrophic", "very high", 5),
    ],
)
def test_the_risk_follows_from_severity_and_likelihood(severity: str, likelihood: str, risk: int) -> None:
    hazard = hazards.Hazard("H0", "", "", "", severity, likelihood, [], [], [])
    assert hazard.risk == risk


def test_every_requirement_names_its_proof_or_says_what_is_open() -> None:
    wanted = security.requirements()
    assert [each.id for each in wanted] == [f"S{number}" for number in range(1, 51)]
    assert {each.id: gone(each.tests) for each in wanted if gone(each.tests)} == {}
    assert [each.id for each in wanted if not each.tests and not each.open] == []


def test_a_test_that_is_not_there_is_noticed() -> None:
    here = "tests/guards/test_evidence.py::test_every_hazard_has_a_test"
    assert gone([here, here + "_or_not", "tests/nowhere.py::test_x", "tools/hazards.py::page"]) == [
        here + "_or_not",
        "tests/nowhere.py::test_x",
        "tools/hazards.py::page",
    ]
