"""The project's own files, for the guards."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# From the ground up: an app may use those before it.
APPS = [
    "audit",
    "accounts",
    "vault",
    "cases",
    "consent",
    "sessions",
    "clips",
    "supervision",
    "reports",
    "vig",
]


def modules(*folders: str) -> list[Path]:
    """Python files of ours, without migrations."""
    found = (path for folder in folders or (*APPS, "tools") for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def scripts() -> list[Path]:
    return sorted((ROOT / "static").rglob("*.js"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
