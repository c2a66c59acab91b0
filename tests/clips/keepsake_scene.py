"""A case with two stills of a real film; a parent and a child agreed to taking things home."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from clips import actions
from clips.actions.keepsakes import choose_picture
from clips.models import Keepsake, KeepsakePicture, Still, TakenHome
from consent import actions as consent_actions
from sessions.models import FilmedSession, Footage
from tests import builders, consent_builders, vault_builders
from tests.clips.film_page import RATE, SECONDS, scene_of
from vault.models import Job

AGREED = {"film": "given", "shared_review": "given", "keepsake": "given", "clips_to_family": "given"}


def keepsake_scene(cast: SimpleNamespace, *frames: int) -> SimpleNamespace:
    scene = scene_of(cast, keepsake="given", clips_to_family="given")
    scene.stills = [
        actions.keep_still(footage=scene.footage, frame=frame, by=scene.guider)
        for frame in frames or (40, 90)
    ]
    vault_builders.take_pictures(scene.footage.custody.recording)
    return scene


def refused_still(scene: SimpleNamespace, **answers: str) -> Still:
    """Of another film, in which somebody else is seen too who said no."""
    carer = builders.person(scene.case, "kinship_carer", "Wren")
    consent_builders.answers(scene.case, carer, **(AGREED | answers))
    recording = vault_builders.ready_recording(
        scene.case.key, vault_builders.film(SECONDS, rate=RATE), by=scene.guider
    )
    custody = consent_actions.take_custody(
        recording=recording, case=scene.case, persons=[scene.parent, carer], by=scene.guider
    )
    filming = FilmedSession.objects.create(cycle=scene.cycle, kind="filming")
    footage = Footage.objects.create(
        filmed_session=filming, custody=custody, file_name="garden.mp4", added_by=scene.guider
    )
    still = actions.keep_still(footage=footage, frame=7, by=scene.guider)
    vault_builders.take_pictures(recording)
    return still


def chosen(scene: SimpleNamespace, *stills: Any) -> list[KeepsakePicture]:
    made = [choose_picture(case=scene.case, still=still, by=scene.guider) for still in stills or scene.stills]
    vault_builders.take_pictures(scene.footage.custody.recording)
    return made


def everything() -> list[list[tuple[Any, ...]]]:
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (Keepsake, KeepsakePicture, Still, TakenHome, Job)
    ]


def assert_refused(act: Callable[[], object], words: str) -> None:
    """With these words, and nothing has changed."""
    before = everything()
    with pytest.raises(ValidationError, match=words):
        act()
    assert everything() == before
