"""What is written to the log: one line of JSON for each event, with no secret, no name and no question asked.

What an exception says may quote what somebody typed, so a log line holds only its kind and where it happened.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path

from audit.middleware import current_actor, current_request_id

SECRET_IN_ADDRESS = re.compile(r"/(invitation|calendar)/[^/]{8,}/")
QUESTION = re.compile(r"(?<=[\w/])\?[\w%.-]+=\S*")
ROOT = Path(__file__).resolve().parent.parent


class WithoutSecrets(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_cut(each) for each in record.args)
        return True


class Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": current_request_id(),
            "actor": current_actor(),
            "message": str(_cut(record.getMessage())),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line |= _what_happened(record.exc_info[1])
        return json.dumps(line)


def _what_happened(problem: BaseException) -> dict[str, object]:
    frames = traceback.extract_tb(problem.__traceback__)
    where = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return {"problem": f"{type(problem).__module__}.{type(problem).__qualname__}", "where": where}


def _short(file: str) -> str:
    return file.removeprefix(f"{ROOT}/")


def _cut(value: object) -> object:
    if not isinstance(value, str):
        return value
    return QUESTION.sub("", SECRET_IN_ADDRESS.sub(r"/\1/-/", value))
