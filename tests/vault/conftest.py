"""A quick way to a recording with known bytes, without any film in it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from vault import actions
from vault.models import Recording, SealedFile

SHARED = Path(settings.BASE_DIR).parent / "shared"
FOOTAGE = SHARED / "footage"


@pytest.fixture
def without_sandbox(settings: Any) -> None:
    """For scripts that need this Python's own libraries, which no sandbox shows."""
    settings.SANDBOX = "none"


@pytest.fixture
def case_key() -> UUID:
    return uuid4()


@pytest.fixture
def sealed(cast: SimpleNamespace, case_key: UUID) -> Callable[[bytes], SealedFile]:
    """`sealed(content)` gives the complete original of a new recording."""

    def seal(content: bytes) -> SealedFile:
        recording = actions.start_recording(
            case_key=case_key, kind=Recording.Kind.INTERACTION, by=cast.guider
        )
        actions.append_original(recording=recording, start=0, pieces=[content], total=len(content))
        actions.finish_original(recording=recording, by=cast.guider)
        return SealedFile.objects.select_related("recording").get(recording=recording)

    return seal


@pytest.fixture(scope="session")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The awkward films, by name, made once."""
    maker = SHARED / "make_footage.py"
    if not maker.exists():
        pytest.skip("The footage maker is not beside this project.")
    folder = tmp_path_factory.mktemp("zoo")
    subprocess.run([sys.executable, str(maker), str(folder)], check=True, capture_output=True)
    rows = json.loads((folder / "manifest.json").read_text())["files"]
    return {row["name"]: folder / row["name"] for row in rows}


@pytest.fixture(scope="session")
def marks() -> ModuleType:
    """`marks.read_marks(path)`: the frame numbers and beeps in a film of the zoo."""
    sys.path.insert(0, str(SHARED))
    try:
        return pytest.importorskip("make_footage")
    finally:
        sys.path.remove(str(SHARED))
