"""`make test`: the whole suite on SQLite files, then again on a real PostgreSQL with a real Redis.

The second run leaves out what has nothing to do with the database: house rules, which read the code, tests
that bring their own servers, the browser, which runs on the embedded default, and the zoos of awkward and
damaged films, their colours, what else lies in them, and the sandbox; of backups only the drill runs again,
of the gate all but the sweep over every address. It makes its tables by the migrations, the first run from
the models, which takes a tenth of the time. A test of `tests/second_try.py` that fails is run once more, and
its first failure is shown even when the second try passes.
Files are shared out among as many processes as there are cores. Arguments go to pytest:
`.venv/bin/python -m tools.suite tests/vault -k keys`.
"""

import os
import shutil
import subprocess
import sys

from tools import servers

WITHOUT_DATABASE = [
    "--ignore=tests/house",
    "--ignore=tests/guards",
    "--ignore=tests/vault/test_zoo.py",
    "--ignore=tests/vault/test_cameras.py",
    "--ignore=tests/vault/test_smart_cut.py",
    "--ignore=tests/vault/test_bad_files.py",
    "--ignore=tests/vault/test_fuzz.py",
    "--ignore=tests/vault/test_colours.py",
    "--ignore=tests/vault/test_whispers.py",
    "--ignore=tests/vault/test_sandbox.py",
    "--ignore=tests/vault/test_backup.py",
    "--ignore=tests/consent/test_media_sweep.py",
    "-m",
    "not browser and not servers",
]


def main() -> None:
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's sync driver runs beside a loop
    for name in ("ffmpeg", "chromium"):
        if not shutil.which(name):
            print(f"! {name} is not on the path; tests that need it will fail", flush=True)
    print("· every test on SQLite", flush=True)
    on_sqlite = suite({})
    print("\n· every test on PostgreSQL and Redis", flush=True)
    with servers.postgres() as database, servers.redis() as broker:
        environment = database.environment | {"ATTUNE_BROKER_URL": broker.url}
        on_postgres = suite(environment, "--migrations", *WITHOUT_DATABASE)
    sys.exit(on_sqlite or on_postgres)


def suite(environment: dict[str, str], *options: str) -> int:
    side_by_side = ["-n", str(len(os.sched_getaffinity(0))), "--dist", "loadfile", "--no-loadscope-reorder"]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--rerun-show-tracebacks",
        *side_by_side,
        *options,
        *sys.argv[1:],
    ]
    return subprocess.run(
        command, env=os.environ | environment, stdin=subprocess.DEVNULL, check=False
    ).returncode


if __name__ == "__main__":
    main()
