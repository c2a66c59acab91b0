"""Static files: an allow-list of npm files, and hashed names for what we serve."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Public name → file below node_modules.
NPM_FILES = {
    "npm/bootstrap.css": "bootstrap/dist/css/bootstrap.min.css",
    "npm/htmx.js": "htmx.org/dist/htmx.min.js",
    "npm/tus.js": "tus-js-client/dist/tus.min.js",
}


class NpmFinder(BaseFinder):
    """Find the allow-listed files of `node_modules`; nothing else there can be served."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.BASE_DIR / "node_modules")

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


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names; import statements of our own modules are rewritten, source maps are left out."""

    support_js_module_import_aggregation = True
