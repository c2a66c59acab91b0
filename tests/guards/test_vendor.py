"""Third-party files come by lock file; pages carry no inline script, style or handler."""

import re
from pathlib import Path

import pytest

from tests.tree import ROOT, name, scripts, templates

THIRD_PARTY = re.compile(
    r"(bootstrap|htmx|tus|jquery|alpine|uplot)[\w.-]*\.(js|css)$|\.min\.(js|css)$|\.map$"
)
INLINE = {
    "a style attribute": re.compile(r"<[^>%{]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son(?!e\b)[a-z]{3,}\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"(href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script(?![^>]*\b(src=|type=[\"'](importmap|application/json)))[^>]*>", re.IGNORECASE
    ),
    "an address of another host": re.compile(r"(src|href|action)\s*=\s*[\"']https?://", re.IGNORECASE),
}
# `import … from "…"` is rewritten to the hashed name only when a semicolon ends it.
UNENDED_IMPORT = re.compile(r"^\s*(?:import|export)\b[^;]*?from\s*[\"'][./][^\"']*[\"']\s*$", re.MULTILINE)


def test_no_third_party_file_lies_in_the_repository() -> None:
    assert [name(path) for path in (ROOT / "static").rglob("*") if THIRD_PARTY.search(path.name)] == []


@pytest.mark.parametrize("kind", INLINE)
def test_no_page_contains(kind: str) -> None:
    assert found(INLINE[kind], templates()) == []


def test_scripts_never_write_html_from_text_or_run_it() -> None:
    dangerous = re.compile(
        r"\b(eval|Function)\s*\(|document\.write|insertAdjacentHTML|\.(inner|outer)HTML\s*="
    )
    assert found(dangerous, scripts()) == []


def test_every_import_ends_with_a_semicolon() -> None:
    assert found(UNENDED_IMPORT, scripts()) == []


def test_scripts_talk_to_nobody_else() -> None:
    assert found(re.compile(r"[\"'`]https?://(?!www\.w3\.org/)"), scripts()) == []


@pytest.mark.parametrize(
    ("kind", "example"),
    [
        ("a style attribute", '<p style="color: red">'),
        ("an event handler", '<button onclick="go()">'),
        ("an inline script", "<script>go()</script>"),
        ("an inline script", '<script type="module">go()</script>'),
    ],
)
def test_the_patterns_find_what_they_are_for(kind: str, example: str) -> None:
    assert INLINE[kind].search(example)


def test_the_patterns_let_external_files_and_data_pass() -> None:
    for fine in ('<script type="module" src="{% static "a.js" %}">', '<script type="importmap" nonce="x">'):
        assert not INLINE["an inline script"].search(fine)


def found(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{name(path)}: {match.group(0)[:60]}"
        for path in paths
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
