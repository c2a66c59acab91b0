"""Two films, one shown to be withdrawn, in an installation that is backed up; for every test of backups."""

import shutil
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from consent.media import serve
from consent.scopes import Purpose, Scope
from tests import builders
from tests import consent_builders as build
from vault.notes import seal_note

FILM = b"a baby laughs " * 40_000
OTHER = b"another family " * 40_000
EVERYTHING = dict.fromkeys(Scope, "given")


@pytest.fixture
def clinic(cast, settings, tmp_path):
    """`parent` is in the first film only. `backup()` and `restore()` give what the commands say."""
    sealed = tmp_path / "installation" / "sealed"
    storage = {"BACKEND": "vault.storage.SealedFolderStorage", "OPTIONS": {"location": sealed}}
    settings.STORAGES = settings.STORAGES | {"media": storage}
    settings.DATA_DIR = sealed.parent
    case = builders.case(cast.guider)
    parent, child = builders.person(case, name="Amina"), builders.person(case, "child", name="Zed")
    for person in (parent, child):
        build.answers(case, person, **EVERYTHING)
    film, other = build.sealed_film(case, [parent, child], FILM), build.sealed_film(case, [child], OTHER)
    note = seal_note(case_key=case.key, content=build.DRAWING, content_type="image/png")
    return Clinic(
        guider=cast.guider, case=case, parent=parent, film=film, other=other, note=note,
        sealed=sealed, main=tmp_path / "backups", keys=tmp_path / "apart" / "keys",
    )  # fmt: skip


class Clinic(SimpleNamespace):
    def backup(self) -> list[str]:
        return run("backup", str(self.main), "--keys", str(self.keys))

    def restore(self, *options: str, keys: bool = True) -> list[str]:
        return run("restore", str(self.main), *(["--keys", str(self.keys)] if keys else []), *options)

    def watch(self, film: tuple) -> tuple[int, bytes]:
        """What the guider's player gets for the whole film."""
        custody, file = film
        request = RequestFactory().get("/film.mp4")
        request.user = self.guider
        answer = serve(
            request,
            custody=type(custody).objects.get(pk=custody.pk),
            file=type(file).objects.filter(pk=file.pk).first(),
            purpose=Purpose.PREPARATION,
        )
        return answer.status_code, answer.content

    def lose_objects(self) -> None:
        """Also what the storage remembers of its folders."""
        shutil.rmtree(self.sealed, ignore_errors=True)
        assert list(storages["media"].listing()) == []


def run(*command: str) -> list[str]:
    """What it said; the last line is the error where there was one."""
    out = StringIO()
    try:
        call_command(*command, stdout=out)
    except CommandError as end:
        return [*out.getvalue().splitlines(), f"! {end}"]
    return out.getvalue().splitlines()


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
