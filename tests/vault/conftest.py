"""A quick way to a recording with known bytes, without any film in it."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from vault import actions
from vault.models import Recording, SealedFile, Segment

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


@pytest.fixture
def nothing_left(db_both: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No file may stay in the temporary folder, in the one we stand in, or beside the sealed objects."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    before = _unknown_files()
    yield
    assert list(tmp_path.iterdir()) == []
    assert _unknown_files() - before == set()


def _unknown_files() -> set[Path]:
    """Files in the data folder that are no stored object of a known row."""
    sealed = set(Segment.objects.values_list("name", flat=True))
    folder = Path(settings.DATA_DIR)
    found = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    return {path for path in found if str(path).partition("/")[2] not in sealed}
