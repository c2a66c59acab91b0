"""Write the pages for information governance anew from data: `make papers`."""

import os
from collections.abc import Callable
from pathlib import Path

import django
from django.utils import translation

from tools import data_map, hazards, processing_record, security

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES: dict[str, Callable[[], str]] = {
    "data-map.md": data_map.page,
    "processing-record.md": processing_record.page,
    "hazards.md": hazards.page,
    "dpia.md": hazards.annex,
    "security.md": security.page,
}


def written(name: str) -> str:
    with translation.override("en"):
        return PAGES[name]()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vig.settings")
    django.setup()
    for name in PAGES:
        (DOCS / name).write_text(written(name), encoding="utf-8")


if __name__ == "__main__":
    main()
