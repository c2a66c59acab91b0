"""`make check`: everything that can be said about the code without running the product."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
MANAGE = [str(BIN / "python"), "manage.py"]
WORDS = [str(BIN / "python"), "-m", "tools.translations"]


def main() -> None:
    os.chdir(ROOT)
    templates = [str(path) for path in sorted(Path("templates").rglob("*.html"))]
    pages = [path for path in templates if "/django/" not in path]  # field.html opens a tag conditionally
    scripts = [".ci/run", *map(str, sorted(Path("deploy").rglob("*.sh")))]
    test = {"ATTUNE_MODE": "test", "ATTUNE_SECRET_KEY": "checks-only"}
    with tempfile.TemporaryDirectory(prefix="attune-check-") as folder:
        test["ATTUNE_DATA_DIR"] = folder
        failed = [
            name
            for name, command, environment in (
                ("lint", [BIN / "ruff", "check", "."], {}),
                ("form of the code", [BIN / "ruff", "format", "--check", "--quiet", "."], {}),
                (
                    "form of the templates",
                    [BIN / "djade", "--check", "--target-version", "5.2", *templates],
                    {},
                ),
                ("templates", [BIN / "djangofmt", "check", *pages], {}),
                ("import direction", [BIN / "lint-imports", "--no-cache"], {}),
                ("types", [BIN / "mypy", "."], test),
                ("dependencies", [BIN / "deptry", "."], {}),
                ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], test),
                (
                    "production settings",
                    [*MANAGE, "check", "--deploy", "--fail-level=WARNING"],
                    production(folder),
                ),
                ("translations", catalogues(), {}),
                ("words without a translation", [*WORDS, "--check"], {}),
                ("shell scripts", ["bash", "-n", *scripts], {}),
            )
            if not passes(name, [str(part) for part in command], environment)
        ]
    sys.exit(f"\n✗ failed: {', '.join(failed)}" if failed else 0)


def passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    print(f"· {name}", flush=True)
    done = subprocess.run(
        command,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"{done.stdout}{done.stderr}".strip(), flush=True)
    return done.returncode == 0


def production(folder: str) -> dict[str, str]:
    """A production environment with made-up secrets; nothing is connected to."""
    return {
        "ATTUNE_MODE": "production",
        "ATTUNE_DATA_DIR": folder,
        "ATTUNE_SECRET_KEY": secrets.token_urlsafe(48),
        "ATTUNE_HOSTS": "attune.example.org",
        "ATTUNE_DATABASE_HOST": "127.0.0.1",
        "ATTUNE_DATABASE_PASSWORD": secrets.token_urlsafe(24),
        "ATTUNE_BROKER_URL": f"redis://:{secrets.token_urlsafe(24)}@127.0.0.1:6379/0",
    }


def catalogues() -> list[str]:
    """Every gettext catalogue compiles; English needs none."""
    files = [str(path) for path in Path("locale").rglob("*.po")]
    if not files:
        return ["true"]
    return [shutil.which("msgfmt") or "msgfmt", "--check", "--output-file=/dev/null", *files]


if __name__ == "__main__":
    main()
