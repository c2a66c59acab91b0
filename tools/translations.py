"""The translations: `make translations` brings new words into them; `--check` says what is missing.

A catalogue is complete when every text of the pages stands in it, translated, and none is marked as a guess.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = ("nl",)
# Folders without words of the pages.
WITHOUT = ("tests", "tools", "docs", "deploy", "node_modules", ".venv", "data", "build")
SHOWN = 20


def main() -> None:
    if "--check" not in sys.argv[1:]:
        collect(ROOT)
        return
    missing = [line for language in LANGUAGES for line in incomplete(language)]
    more = [f"… and {len(missing) - SHOWN} more"] if len(missing) > SHOWN else []
    sys.exit("\n".join([*missing[:SHOWN], *more]) or 0)


def collect(folder: Path) -> None:
    """Read every text of the source in `folder` into its catalogues, and put those into the house form."""
    for language in LANGUAGES:
        (folder / "locale" / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(folder / "manage.py"), "makemessages", "--no-location", "--no-wrap"]
    command += [f"--locale={language}" for language in LANGUAGES]
    command += [f"--ignore={name}" for name in WITHOUT]
    environment = os.environ | {"ATTUNE_MODE": "test", "ATTUNE_SECRET_KEY": "words-only"}
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)


def incomplete(language: str) -> Iterator[str]:
    """A line for each text that is missing, empty or a guess."""
    with tempfile.TemporaryDirectory(prefix="attune-words-") as scratch:
        copy = Path(scratch) / "source"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*WITHOUT, ".*", "static"))
        collect(copy)
        wanted = catalogue(copy / "locale", language)
    kept = catalogue(LOCALE, language)
    for message in wanted:
        if message.id and not is_done(kept.get(message.id, message.context)):
            yield f"{language}: not translated: {message.id}"


def catalogue(folder: Path, language: str) -> Catalog:
    with (folder / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def is_done(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


if __name__ == "__main__":
    main()
