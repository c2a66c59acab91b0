"""Where rows are kept: PostgreSQL in production, SQLite files everywhere else."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from vig import environment as env


def database(mode: str, name: str, folder: Path, prefix: str = "ATTUNE_DATABASE") -> dict[str, Any]:
    host = env.text(f"{prefix}_HOST", env.text("ATTUNE_DATABASE_HOST"))
    if mode == "production" and not host:
        raise ImproperlyConfigured(
            "ATTUNE_DATABASE_HOST is not set: production keeps its rows in PostgreSQL."
        )
    if mode == "demo" and host:
        raise ImproperlyConfigured(
            "The demonstration keeps to its own SQLite files: unset ATTUNE_DATABASE_HOST."
        )
    return _postgres(mode, name, host, prefix) if host else _sqlite(folder / f"{name}.sqlite3")


def _postgres(mode: str, name: str, host: str, prefix: str) -> dict[str, Any]:
    secret = f"{prefix}_PASSWORD" if env.secret(f"{prefix}_PASSWORD") else "ATTUNE_DATABASE_PASSWORD"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "HOST": host,
        "PORT": env.text(f"{prefix}_PORT", env.text("ATTUNE_DATABASE_PORT")),
        "USER": env.text(f"{prefix}_USER", env.text("ATTUNE_DATABASE_USER", "attune")),
        "PASSWORD": env.strong_secret(secret, 20) if mode == "production" else env.secret(secret),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }
