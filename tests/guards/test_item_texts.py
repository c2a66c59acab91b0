"""No file holds items of questionnaires that may not be copied: EPDS, HADS, SDQ, KIPS (domain.md, 44).

`item_texts.txt` holds hashes of five words in a row, so that the items do not stand there either.
"""

import re
import subprocess
from hashlib import blake2b
from pathlib import Path

from tests.tree import ROOT

LENGTH = 5
ITEMS = frozenset(Path(__file__).with_name("item_texts.txt").read_text(encoding="ascii").split())
BINARY = {".png", ".jpg", ".ico", ".mp4", ".woff2", ".ttf", ".otf", ".mo", ".gz", ".wav", ".lock"}


def test_no_file_holds_an_item_of_a_protected_questionnaire():
    assert [str(path) for path in text_files() if found_in(read(path), ITEMS)] == []


def test_the_search_finds_words_across_lines_marks_and_capitals():
    text = "Before.\nThe Blue teapot, sings\n  loudly after."
    assert found_in(text, frozenset({hashed(["the", "blue", "teapot", "sings", "loudly"])}))
    assert not found_in(text, ITEMS)


def text_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.splitlines()]
    return [path for path in paths if path.is_file() and path.suffix not in BINARY]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="ignore")


def found_in(text: str, hashes: frozenset[str]) -> set[str]:
    words = re.findall(r"[a-z]+", text.casefold())
    return {hashed(words[at : at + LENGTH]) for at in range(len(words) - LENGTH + 1)} & hashes


def hashed(words: list[str]) -> str:
    return blake2b(" ".join(words).encode(), digest_size=8).hexdigest()
