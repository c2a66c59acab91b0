"""Where the nudges and the counted sign-in attempts live: in Redis, or in files for a demonstration."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# Seconds. A Redis that hangs must not hang whoever only wanted to leave a note there.
PATIENCE = {"socket_connect_timeout": 5, "socket_timeout": 10}


def transport_options(broker: str, data_dir: Path) -> dict[str, Any]:
    if not broker.startswith("filesystem:"):
        return {
            "visibility_timeout": 4 * 3600,
            "unacked_restore_interval": 5,
            "unacked_restore_throttle": 1,
            **PATIENCE,
        }
    folder = data_dir / "queue"
    folder.mkdir(exist_ok=True)
    return {
        "data_folder_in": folder,
        "data_folder_out": folder,
        "control_folder": data_dir / "queue-control",
        "polling_interval": 0.2,
    }


def cache(broker: str) -> dict[str, Any]:
    if not broker.startswith("redis"):
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": urlsplit(broker)._replace(path="/1").geturl(),
        "OPTIONS": PATIENCE,
    }
