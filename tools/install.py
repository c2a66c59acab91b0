"""Install what Attune needs, saying each step in plain words. Runs on a bare python3, before any package.

python3 tools/install.py         to run it: Python packages, browser files, ffmpeg
python3 tools/install.py dev     to work on it: also the tools and servers of the test suite
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "attune-installed"
NPM_STAMP = ROOT / "node_modules" / "attune-installed"
UV = "uv==0.13.8"
# Program looked for → Debian package that brings it.
PROGRAMS = {"ffmpeg": "ffmpeg"}
DEV_PROGRAMS = PROGRAMS | {
    "chromium": "chromium",
    "redis-server": "redis-server",
    "/usr/lib/postgresql": "postgresql",
    "nginx": "nginx-light",
    "msgfmt": "gettext",
    "pdftotext": "poppler-utils",
    "/usr/share/fonts/truetype/dejavu": "fonts-dejavu-core",
}


def main() -> None:
    level = "dev" if "dev" in sys.argv[1:] else "base"
    check_python()
    install_programs(DEV_PROGRAMS if level == "dev" else PROGRAMS)
    install_sandbox()
    make_venv()
    install_packages(level)
    install_browser_files()
    compile_translations()
    check_programs(level)


def say(line: str) -> None:
    print(f"· {line}", flush=True)


def give_up(line: str) -> None:
    sys.exit(f"\n✗ {line}\n")


def run(*command: object, failure: str) -> None:
    done = subprocess.run(
        [str(part) for part in command], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        give_up(f"{failure}\n\n{(done.stdout + done.stderr).strip()[-3000:]}")


def check_python() -> None:
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        version = ".".join(map(str, sys.version_info[:2]))
        give_up(f"Attune needs Python 3.11, 3.12 or 3.13; this is {version}. Try: make run PYTHON=python3.12")


def can_use_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(*packages: str) -> None:
    say(f"Installing from the system's packages: {', '.join(packages)} (some minutes the first time)")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("apt-get", "update", "-q", failure="The list of system packages could not be read.")
    run(
        *("apt-get", "install", "-y", "-q", "--no-install-recommends"),
        *packages,
        failure="The system packages could not be installed.",
    )


def is_here(program: str) -> bool:
    return Path(program).exists() if program.startswith("/") else shutil.which(program) is not None


def install_programs(programs: dict[str, str]) -> None:
    missing = [package for program, package in programs.items() if not is_here(program)]
    if missing and can_use_apt():
        apt_install(*missing)


def install_sandbox() -> None:
    """Attune runs without bubblewrap too, so a machine that cannot have it is no reason to stop."""
    if is_here("bwrap") or not can_use_apt():
        return
    try:
        apt_install("bubblewrap")
    except SystemExit:
        say("bubblewrap could not be installed; the health page will say how films are opened without it")


def make_venv() -> None:
    if not PYTHON.exists():
        if subprocess.run(
            [sys.executable, "-c", "import ensurepip"], check=False, capture_output=True
        ).returncode:
            if not can_use_apt():
                give_up(
                    "Python's venv module is missing. Ask for the system package python3-venv and try again."
                )
            apt_install("python3-venv")
        say("Making a Python environment in .venv")
        run(sys.executable, "-m", "venv", VENV, failure="The Python environment could not be made.")
    if not (VENV / "bin" / "uv").exists():
        say("Fetching uv, the package installer")
        run(
            PYTHON, "-m", "pip", "install", "-q", UV, failure="The package installer uv could not be fetched."
        )


def lists_for(level: str) -> list[Path]:
    """The hash-locked lists to install; a wheel stands in for a program the machine does not have."""
    names = [level]
    if not (is_here("ffmpeg") and is_here("ffprobe")):
        names.append("ffmpeg")
    if not is_here("npm"):
        names.append("node")
    return [ROOT / "requirements" / f"{name}.txt" for name in names]


def install_packages(level: str) -> None:
    """Nothing to do when the same lists, or those of the dev level, are installed already."""
    stamps = {wanted: fingerprint(lists_for(wanted)) for wanted in ("base", "dev")}
    have = STAMP.read_text() if STAMP.exists() else ""
    if have in {stamps[level], stamps["dev"]}:
        return
    lists = lists_for(level)
    say(f"Installing Python packages ({', '.join(path.name for path in lists)})")
    os.environ["VIRTUAL_ENV"] = str(VENV)
    command = [VENV / "bin" / "uv", "pip", "sync", "--quiet", "--require-hashes", *lists]
    run(*command, failure="The Python packages could not be installed.")
    STAMP.write_text(stamps[level])


def install_browser_files() -> None:
    wanted = fingerprint([ROOT / "package-lock.json"])
    if NPM_STAMP.exists() and NPM_STAMP.read_text() == wanted:
        return
    say("Fetching the browser's files (npm ci)")
    npm = shutil.which("npm") or VENV / "bin" / "npm"
    os.chdir(ROOT)
    run(npm, "ci", "--silent", failure="The browser's files could not be fetched.")
    NPM_STAMP.write_text(wanted)


def compile_translations() -> None:
    """Django reads the compiled catalogues only; one that is newer than its source stays."""
    for source in (ROOT / "locale").glob("*/LC_MESSAGES/django.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            command = [PYTHON, "-m", "babel.messages.frontend", "compile", "-i", source, "-o", compiled]
            run(*command, failure=f"The translation {source} could not be compiled.")


def check_programs(level: str) -> None:
    if level == "dev" and not (is_here("chromium") or is_here("google-chrome")):
        give_up("The browser tests need Chromium. Ask for the system package chromium, then try again.")


def fingerprint(files: list[Path]) -> str:
    return hashlib.sha256(b"".join(file.name.encode() + file.read_bytes() for file in files)).hexdigest()


if __name__ == "__main__":
    main()
