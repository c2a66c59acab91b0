"""Static files: only listed npm files, hashed names that imports follow, served by the real web server."""

import re
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.test import override_settings

from tests.tree import ROOT
from vig.static import NPM_FILES, HashedStaticStorage, NpmFinder

pytestmark = pytest.mark.timeout(600)


def test_only_listed_files_of_node_modules_are_found() -> None:
    assert finders.find("npm/htmx.js") == str(ROOT / "node_modules" / NPM_FILES["npm/htmx.js"])
    assert finders.find("npm/htmx.org/package.json") is None
    assert NpmFinder().find("bootstrap/package.json") == []


def test_missing_browser_files_are_named_by_the_system_check(tmp_path: Path) -> None:
    with override_settings(BASE_DIR=tmp_path):
        [error] = NpmFinder().check()
    assert error.id == "vig.E001"
    assert "npm/htmx.js" in error.msg
    assert error.hint == "Run `make setup`."


def test_imports_between_folders_follow_the_hashed_names_and_npm_files_stay(tmp_path: Path) -> None:
    storage = HashedStaticStorage(location=tmp_path)
    files = {
        "clips/frames.js": "export const second = 1;\n",
        "studio/studio.js": 'import {second} from "../clips/frames.js";\nsecond;\n',
        "npm/some.js": 'import("./not-there.js");\n//# sourceMappingURL=some.js.map\n',
        "npm/some.css": "a{}\n/*# sourceMappingURL=some.css.map */",
    }
    for path, text in files.items():
        FileSystemStorage.save(storage, path, ContentFile(text))
    assert all(
        done for _name, _hashed, done in storage.post_process({path: (storage, path) for path in files})
    )
    studio = (tmp_path / storage.stored_name("studio/studio.js")).read_text()
    assert re.search(r'from "\.\./clips/frames\.[0-9a-f]{12}\.js";', studio)
    assert (tmp_path / storage.stored_name("npm/some.js")).read_text() == files["npm/some.js"]


def test_every_collected_script_is_served_as_a_script_under_its_hashed_name(site: tuple[str, Path]) -> None:
    address, collected = site
    hashed = [path for path in collected.rglob("*.js") if re.search(r"\.[0-9a-f]{12}\.js$", path.name)]
    assert len(hashed) >= 3
    for path in hashed:
        with urlopen(f"{address}/static/{path.relative_to(collected)}", timeout=10) as answer:
            assert answer.headers["Content-Type"].startswith("text/javascript")
            assert "immutable" in answer.headers["Cache-Control"]


def test_the_sign_in_page_names_only_files_that_are_served(site: tuple[str, Path]) -> None:
    address, _collected = site
    with urlopen(address, timeout=10) as answer:
        page = answer.read().decode()
    links = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
    assert links
    for link in links:
        with urlopen(address + link, timeout=10) as answer:
            assert answer.status == 200
