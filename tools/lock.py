"""Write the hash-locked package lists from pyproject.toml. They name no host."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTS = {
    "base": ["--no-default-groups"],
    "dev": [],
    "ffmpeg": ["--only-group", "ffmpeg"],
    "node": ["--only-group", "node"],
}


def main() -> None:
    uv = ROOT / ".venv" / "bin" / "uv"
    subprocess.run([uv, "lock", "--quiet"], cwd=ROOT, check=True)
    for name, options in LISTS.items():
        target = ROOT / "requirements" / f"{name}.txt"
        export = [str(uv), "export", "--quiet", "--no-emit-project", "--no-header", "-o", str(target)]
        subprocess.run([*export, *options], cwd=ROOT, check=True)
        if "://" in target.read_text(encoding="utf-8"):
            sys.exit(f"{target.name} names a host; it must only hold packages and hashes.")


if __name__ == "__main__":
    main()
