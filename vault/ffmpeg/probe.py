"""What an attacker would try first. Runs alone inside a sandbox and says what it could do there."""

import mmap
import socket
import sys
from pathlib import Path

NAME = "probe"
WITHOUT_RESERVE = 0x4000  # else the system may refuse for want of memory, whatever the limit is


def main(arguments: list[str]) -> None:
    """Arguments: a file that must not be readable, and more bytes than may be had."""
    canary, size = arguments
    could = []
    if _can_read(canary):
        could.append("read files of Attune")
    if _can_connect():
        could.append("open a network connection")
    if _can_have(int(size)):
        could.append("take more memory than allowed")
    sys.stdout.write(f"{NAME}: {' and '.join(could) or 'nothing'}\n")


def _can_read(path: str) -> bool:
    try:
        return bool(Path(path).read_bytes())
    except OSError:
        return False


def _can_connect() -> bool:
    try:
        socket.socket().close()
    except OSError:
        return False
    return True


def _can_have(size: int) -> bool:
    try:
        mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | WITHOUT_RESERVE).close()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main(sys.argv[1:])
