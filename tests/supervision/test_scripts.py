"""The browser's modules of supervision that need no browser."""

import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.parametrize("script", sorted(path.name for path in HERE.glob("*.test.mjs")))
def test_the_scripts_pass_their_own_tests(script):
    run = subprocess.run(
        ["node", "--no-warnings", "--test", str(HERE / script)], check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout
