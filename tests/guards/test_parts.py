"""Every part of the product is locked by hash and has a licence that goes with any other."""

import json
import re
from importlib.metadata import PackageNotFoundError, metadata

import pytest

from tools import parts

# Permissive, or copyleft for the files of the library itself only.
WELCOME = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "CC0-1.0", "ISC",
    "LGPL-3.0-or-later", "MIT", "MIT-0", "MPL-2.0", "PSF-2.0", "Zlib",
}  # fmt: skip
LISTS = sorted(path.name for path in parts.LOCKED.glob("*.txt"))


@pytest.mark.parametrize("file", LISTS)
def test_every_locked_package_has_its_hashes(file: str) -> None:
    found = parts.python_parts(file)
    pinned = re.findall(r"^[\w.-]+==", (parts.LOCKED / file).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(found) == len(pinned) > 0
    assert [part.name for part in found if not part.hashes] == []


def test_every_browser_package_has_its_hash() -> None:
    assert [part.name for part in parts.browser_parts() if not part.hashes] == []


def test_every_part_has_a_welcome_licence() -> None:
    found = [*parts.python_parts(), *parts.browser_parts()]
    odd = {
        part.name: part.licence
        for part in found
        if not part.licence or set(re.split(r" (?:AND|OR) ", part.licence)) - WELCOME
    }
    assert odd == {}


def test_the_list_of_licences_names_no_package_that_is_gone() -> None:
    listed = parts.licences()
    assert set(listed["python"]) == {part.name for part in parts.python_parts()}
    assert set(listed["browser"]) <= {part.name for part in parts.browser_parts()}


def test_what_a_package_says_of_itself_is_what_is_listed() -> None:
    said = {part.name: (part.licence, declared(part.name)) for part in parts.python_parts()}
    assert {name: pair for name, pair in said.items() if pair[1] and pair[0] != pair[1]} == {}


def declared(name: str) -> str | None:
    try:
        return metadata(name).get("License-Expression")
    except PackageNotFoundError:
        return None


def test_the_document_is_the_same_each_time_and_names_every_part_once() -> None:
    document = parts.document()
    assert json.dumps(document) == json.dumps(parts.document())
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")
    names = [each["bom-ref"] for each in document["components"]]
    assert len(names) == len(set(names)) == len(parts.python_parts()) + len(parts.browser_parts())
    assert all(re.fullmatch(r"pkg:(pypi|npm)/[\w.%@/-]+@[\w.+-]+", name) for name in names)
