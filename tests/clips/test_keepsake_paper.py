"""What is taken home on paper: their pictures and their words, in their language, and nothing else."""

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from clips.actions.keepsakes import finish_picture, write_keepsake
from clips.keepsake_paper import _words, clips_note, keepsake_paper
from clips.keepsake_rules import file_of
from clips.models import KeepsakePicture
from consent.models import ConsentRecord, FormVersion
from tests import vault_builders
from tests.clips.keepsake_scene import chosen, keepsake_scene
from tests.papers import facts_of, text_of
from vault.pictures import Finish, is_plain
from vault.reading import read_all

TOLD = (b"Exif", b"exif:", b"GPSL", b"tiff:", b"photoshop", b"+55.95", b"Lavc", b"kitchen")


@pytest.fixture
def scene(cast):
    made = keepsake_scene(cast)
    pictures = chosen(made)
    finish_picture(
        picture=pictures[0], finish=Finish(left=200, width=600), words="Here you wait.", by=made.guider
    )
    write_keepsake(case=made.case, words="He looks at me.\nThen we laugh.", by=made.guider)
    vault_builders.take_pictures(made.footage.custody.recording)
    return made


def paper(scene, kind):
    pictures = KeepsakePicture.objects.filter(keepsake__case=scene.case)
    return keepsake_paper(scene.case.keepsake, kind, [(each, read_all(file_of(each))) for each in pictures])


def signs_in(scene, language):
    form = FormVersion.objects.first()
    form.pk, form.language, form.version = None, language, 99
    form.save(force_insert=True)
    ConsentRecord.objects.filter(signer=scene.parent).update(form=form)


@pytest.mark.parametrize(
    ("kind", "size", "pages"),
    [
        ("card-a5", "419.528 x 595.276 pts", "1"),
        ("card-a6", "297.638 x 419.528 pts", "1"),
        ("booklet", "419.528 x 595.276 pts", "3"),
    ],
)
def test_it_holds_their_words_on_paper_of_its_size_and_names_nobody(scene, kind, size, pages):
    made = paper(scene, kind)
    assert text_of(made) == {
        "booklet": "Moments to keep He looks at me. Then we laugh. Here you wait.",
    }.get(kind, "Moments to keep Here you wait. He looks at me. Then we laugh.")
    facts = facts_of(made)
    assert (facts["Page size"], facts["Pages"]) == (size, pages)
    assert facts.keys() & {"Author", "Keywords", "Subject"} == set()
    assert facts["Title"] == "Moments to keep"


def test_no_picture_in_it_carries_anything_that_was_written_beside_it(scene, tmp_path):
    made = paper(scene, "card-a5")
    assert [told for told in TOLD if told in made] == []
    subprocess.run(["pdfimages", "-all", "-", str(tmp_path / "p")], input=made, check=True)
    pictures = [Path(each).read_bytes() for each in sorted(tmp_path.glob("p-*.jpg"))]
    assert [is_plain(each) for each in pictures] == [True, True]
    kept = [read_all(file_of(each)) for each in KeepsakePicture.objects.filter(keepsake__case=scene.case)]
    assert pictures == kept


def test_long_words_and_many_pictures_still_fit_on_one_card(scene):
    picture = KeepsakePicture.objects.first()
    content = read_all(file_of(picture))
    scene.case.keepsake.words = "He looks, and I wait for him. " * 8
    many = [(picture, content)] * 6
    assert facts_of(keepsake_paper(scene.case.keepsake, "card-a5", many))["Pages"] == "1"


@pytest.mark.parametrize(
    ("language", "title", "note"),
    [
        ("en", "Moments to keep", "Your clips"),
        ("de", "Augenblicke zum Behalten", "Ihre Ausschnitte"),
        ("fr-CA", "Des moments à garder", "Vos extraits"),
        ("es", "Momentos para guardar", "Sus fragmentos"),
        ("nl", "Momenten om te bewaren", "Jouw fragmenten"),
        ("so", "Moments to keep", "Your clips"),
    ],
)
def test_it_is_in_the_language_they_signed_in_where_it_is_written_in_it(scene, language, title, note):
    signs_in(scene, language)
    assert title in text_of(paper(scene, "card-a6"))
    told = text_of(clips_note(scene.case, ["clip-1.mp4", "clip-2.mp4"]))
    assert note in told
    assert "clip-1.mp4, clip-2.mp4" in told
    assert scene.case.number not in told
    assert re.search("Juniper|Robin", told) is None


def test_every_language_has_every_word():
    known = _words()
    assert [language for language, words in known.items() if words.keys() != known["en"].keys()] == []
    assert {code.partition("-")[0] for code, _name in settings.LANGUAGES} - known.keys() == set()
    assert {len(words["note"]) for words in known.values()} == {6}
