"""Log lines are JSON, one each, with who and which request, and never what somebody typed."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.urls import get_resolver, reverse

from tests import builders
from vig.log import Json, WithoutSecrets

CANARY = "Canary-Person"


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, object]]]]:
    """What production would write while the test runs."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Json())
    handler.addFilter(WithoutSecrets())
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize("words", ["one\ntwo", "one\r\ntwo", 'a "quote"', "é ✓ \u2028 \x1b[31m", "\x00"])
def test_whatever_is_said_stays_one_line_of_json(lines, words):
    logging.getLogger("trial").warning("Said: %s", words)
    [line] = lines()
    assert line["message"] == f"Said: {words}"
    assert (line["level"], line["logger"], line["request"], line["actor"]) == ("WARNING", "trial", "", "")
    at = datetime.fromisoformat(str(line["at"]))
    assert at.utcoffset() == UTC.utcoffset(None)


@pytest.mark.parametrize(
    ("address", "written"),
    [
        (f"/cases/?q={CANARY}", "/cases/"),
        (f"/cases/?q={CANARY}&page=2", "/cases/"),
        ("/invitation/abcdefghijkl/", "/invitation/-/"),
        ("/calendar/abcdefghijkl/", "/calendar/-/"),
        ("Is it so? It is.", "Is it so? It is."),
    ],
)
def test_an_address_is_cut_before_what_was_asked(lines, address, written):
    logging.getLogger("trial").warning("Not found: %s", address)
    logging.getLogger("trial").warning(f"Not found: {address}")  # noqa: G004 - as some libraries write
    assert [line["message"] for line in lines()] == [f"Not found: {written}"] * 2


def test_an_exception_is_told_by_kind_and_place_only(lines):
    try:
        int(CANARY)
    except ValueError:
        logging.getLogger("trial").exception("It failed")
    [line] = lines()
    assert line["problem"] == "builtins.ValueError"
    assert str(line["where"]).startswith("['tests/house/test_log.py:")
    assert CANARY not in json.dumps(line)


def test_a_page_that_fails_shows_no_inside_and_logs_who_and_which_request(cast, sign_in, lines, monkeypatch):
    case = builders.case(cast.guider)
    builders.person(case, name=CANARY)

    def fail(*_args: object, **_more: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr("cases.views.case.gather", fail)
    client = sign_in(cast.guider)
    client.raise_request_exception = False
    answer = client.get(reverse("case", args=[case.pk]), {"q": CANARY})
    words = answer.content.decode()
    assert answer.status_code == 500
    assert "Something went wrong on our side" in words
    assert [secret for secret in (CANARY, "RuntimeError", "Traceback") if secret in words] == []
    [line] = [each for each in lines() if each["logger"] == "django.request"]
    assert (line["actor"], line["problem"]) == (str(cast.guider.pk), "builtins.RuntimeError")
    assert len(str(line["request"])) == 36
    assert CANARY not in json.dumps(lines())


def test_no_address_has_a_page_of_its_own_for_what_goes_wrong():
    """So every view that fails is answered by the one page that says nothing about the inside."""
    resolver = get_resolver()
    handlers = {resolver.resolve_error_handler(code).__module__ for code in (400, 403, 404, 500)}
    assert handlers == {"django.views.defaults"}
