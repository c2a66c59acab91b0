"""Where ffmpeg and ffprobe are: both of one build."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path


def program() -> str:
    return os.environ.get("ATTUNE_FFMPEG") or shutil.which("ffmpeg") or "ffmpeg"


def prober() -> str:
    return os.environ.get("ATTUNE_FFPROBE") or str(Path(program()).with_name("ffprobe"))


@cache
def major_version() -> int:
    """Of ffmpeg. A build between two releases names none and counts as a new one."""
    found = re.match(r"ffmpeg version n?(\d+)\.", _said("-version"))
    return int(found[1]) if found else 99


def _said(*question: str) -> str:
    done = subprocess.run(  # noqa: S603 - no argument comes from outside
        [program(), *question],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
        env={"PATH": os.defpath},
    )
    return done.stdout
