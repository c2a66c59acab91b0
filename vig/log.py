"""What is written to the log names no secret: an address that opens something is cut short."""

import logging
import re

SECRET_IN_ADDRESS = re.compile(r"/(invitation|calendar)/[^/]{8,}/")


class WithoutSecrets(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_cut(each) for each in record.args)
        return True


def _cut(value: object) -> object:
    return SECRET_IN_ADDRESS.sub(r"/\1/-/", value) if isinstance(value, str) else value
