"""Static files: an allow-list of npm files, and hashed names for what we serve."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core import checks
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from vig.icons import ICONS

# Public name → file below node_modules.
NPM_FILES = {f"npm/icons/{icon}.svg": f"bootstrap-icons/icons/{icon}.svg" for icon in ICONS} | {
    "npm/bootstrap.css": "bootstrap/dist/css/bootstrap.min.css",
    "npm/htmx.js": "htmx.org/dist/htmx.min.js",
    "npm/tus.js": "tus-js-client/dist/tus.min.js",
}


class NpmFinder(BaseFinder):
    """Find the allow-listed files of `node_modules`; nothing else there can be served."""

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.BASE_DIR / "node_modules")

    def check(self, **_kwargs: Any) -> list[checks.CheckMessage]:
        missing = sorted(name for name in NPM_FILES if not self.find(name))
        if not missing:
            return []
        return [
            checks.Error(
                f"Third-party browser files are missing: {', '.join(missing)}.",
                hint="Run `make setup`.",
                id="vig.E001",
            )
        ]

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        target = Path(self.storage.location) / NPM_FILES.get(path, "")
        found = [str(target)] if path in NPM_FILES and target.is_file() else []
        return found if find_all else (found[0] if found else [])

    def list(self, _ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in NPM_FILES:
            yield name, _Renamed(self.storage.location)


class _Renamed(FileSystemStorage):
    """Read an npm file by its public name."""

    def path(self, name: str) -> str:
        return super().path(NPM_FILES[name])


class HashedStaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # whitenoise is untyped
    """Hashed names; addresses and imports inside our own files follow them, npm files stay as published."""

    support_js_module_import_aggregation = True

    def url_converter(
        self, name: str, hashed_files: dict[str, str], template: str | None = None
    ) -> Callable[[Any], str]:
        if name.startswith("npm/"):
            return lambda match: str(match["matched"])
        converter: Callable[[Any], str] = super().url_converter(name, hashed_files, template)
        return converter
