"""Where log lines go: to standard output, in production as JSON."""

from typing import Any


def logging_to_console(level: str, *, as_json: bool) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
            "json": {"()": "vig.log.Json"},
        },
        "filters": {"without_secrets": {"()": "vig.log.WithoutSecrets"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "json" if as_json else "plain",
                "filters": ["without_secrets"],
            }
        },
        "loggers": {"audit.head": {"level": "INFO"}},
        "root": {"handlers": ["console"], "level": level},
    }
