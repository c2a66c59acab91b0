"""How the preparation of a film ended, in one word or one sentence."""

import subprocess

from tests.vault import refusals
from tests.vault_builders import FFMPEG
from vault import reading, rules
from vault.models import Job, Recording, SealedFile

COPIED, ANEW, FAULTS = "copied", "made anew", "copied, faults and all"
FINE = (COPIED, ANEW, FAULTS)
SECRETS = [b"+55.9533", b"KITCHEN-TITLE", b"SPYPHONE", b"CANARY"]


def outcome_of(recording: Recording) -> str:
    """A refusal, or what was proved of the film; anything that should not be gets a sentence of its own."""
    recording.refresh_from_db()
    made = {file.role for file in recording.files.all()}
    if recording.state == Recording.State.FAILED:
        return recording.failure if made == {"original"} else f"Refused, but there are {made}."
    working = rules.file_of(recording, SealedFile.Role.WORKING)
    if recording.state != Recording.State.READY or working is None:
        return f"Left {recording.state}."
    copy = reading.read_all(working)
    if any(secret in copy for secret in SECRETS):
        return "Something of the original is left in the copy."
    last = recording.jobs.exclude(kind=Job.Kind.STRIP).latest("pk")
    if last.failure:
        return FAULTS if refusals.known(last.failure) else f"Faults: {last.failure}"
    if (seen := frames_in(copy)) != recording.frame_count:
        return f"{seen} frames in the copy."
    return ANEW if last.kind == Job.Kind.TRANSCODE else COPIED


def frames_in(copy: bytes) -> int:
    """How many frames a strict decoder finds; -1 where it finds a fault."""
    strict = [*FFMPEG, "-xerror", "-err_detect", "explode", "-i", "pipe:", "-fps_mode", "passthrough"]
    done = subprocess.run(
        [*strict, "-map", "v:0", "-f", "framecrc", "-"], input=copy, capture_output=True, check=False
    )
    lines = [line for line in done.stdout.splitlines() if not line.startswith(b"#")]
    return -1 if done.returncode else len(lines)
