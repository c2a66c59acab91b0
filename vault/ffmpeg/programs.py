"""Where ffmpeg and ffprobe are: both of one build."""

import os
import shutil
from pathlib import Path


def program() -> str:
    return os.environ.get("ATTUNE_FFMPEG") or shutil.which("ffmpeg") or "ffmpeg"


def prober() -> str:
    return os.environ.get("ATTUNE_FFPROBE") or str(Path(program()).with_name("ffprobe"))
