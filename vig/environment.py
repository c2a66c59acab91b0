"""Read settings from the environment; refuse nonsense loudly."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None


def one_of(name: str, default: str, *others: str) -> str:
    value, allowed = text(name, default), (default, *others)
    if value not in allowed:
        raise ImproperlyConfigured(
            f"{name} must be one of {', '.join(filter(None, allowed))}, not {value!r}."
        )
    return value


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str) -> str:
    """A secret from NAME_FILE (preferred: a mounted file) or NAME."""
    file = text(f"{name}_FILE")
    try:
        return Path(file).read_text(encoding="utf-8").strip() if file else text(name)
    except OSError as problem:
        raise ImproperlyConfigured(f"{name}_FILE cannot be read: {problem.strerror}.") from None


def strong_secret(name: str, shortest: int = 50) -> str:
    """A secret that production accepts: long enough and not a word somebody typed twice."""
    value = secret(name)
    if len(value) < shortest or len(set(value)) < 10 or "insecure" in value:
        raise ImproperlyConfigured(
            f"{name}_FILE must name a file with {shortest} or more random characters that only Attune "
            "can read. `python3 -c 'import secrets; print(secrets.token_urlsafe(48))'` makes some."
        )
    return value
