"""A service's own wording of the principles: what a pack must hold, and where its words appear."""

import pytest
from django.core.checks import run_checks
from django.urls import reverse

from clips.principles import PRINCIPLES, check_text_pack
from tests.tree import ROOT

EXAMPLE = ROOT / "docs" / "text_pack.toml"


@pytest.fixture
def pack(settings, tmp_path):
    def write(content: str) -> None:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.toml"
        path.write_text(content, encoding="utf-8")
        settings.TEXT_PACK = str(path)

    return write


def complaints() -> list[str]:
    return [error.msg for error in check_text_pack()]


def test_without_a_pack_the_words_are_ours_and_nothing_is_complained_about():
    assert complaints() == []
    assert PRINCIPLES["receive"].name == "Receiving initiatives"


def test_the_example_holds_our_own_words_for_every_code(settings):
    ours = [(each.name, each.descriptors) for each in PRINCIPLES.values()]
    settings.TEXT_PACK = str(EXAMPLE)
    assert complaints() == []
    assert [(each.name, each.descriptors) for each in PRINCIPLES.values()] == ours


def test_the_words_of_a_pack_appear_and_the_codes_stay(pack, studio, sign_in):
    pack(
        EXAMPLE.read_text()
        .replace('"Receiving initiatives"', '"Empfangen"')
        .replace("says back what", "Sagt, was")
    )
    assert (complaints(), "receive" in PRINCIPLES, PRINCIPLES["receive"].name) == ([], True, "Empfangen")
    assert PRINCIPLES["receive"].descriptors["receive.words"] == "Sagt, was the other did or said"
    page = sign_in(studio.guider).get(reverse("studio", args=[studio.footage.pk])).content.decode()
    assert ("Empfangen" in page, "Receiving initiatives" in page) == (True, False)


def test_each_unknown_name_and_each_code_without_words_is_named(pack):
    pack(EXAMPLE.read_text().replace("echo = ", "parrot = ").replace('"Guiding"', '" "'))
    assert complaints() == [
        "The text pack names “receive.parrot”, which Attune does not know.",
        "The text pack has no words for “guide”.",
        "The text pack has no words for “receive.echo”.",
    ]
    assert PRINCIPLES["guide"].name == "Guiding"


@pytest.mark.parametrize(
    "content", ["receive = 3", "[receive]\nname = 3", '["receive.face"]\nname = {}', "receive = []"]
)
def test_words_that_are_no_text_are_missing_words(pack, content):
    pack(content)
    assert "The text pack has no words for “receive”." in complaints()
    assert PRINCIPLES["receive"].name == "Receiving initiatives"


def test_a_pack_that_cannot_be_read_stops_the_start_with_a_sentence(settings, tmp_path, pack):
    settings.TEXT_PACK = str(tmp_path / "missing.toml")
    assert complaints() == [
        f"The text pack {tmp_path / 'missing.toml'} cannot be read: No such file or directory."
    ]
    assert "clips.E001" in {message.id for message in run_checks()}
    assert PRINCIPLES["receive"].name == "Receiving initiatives"
    pack("[receive\n")
    assert [words.split(" is not a TOML file")[0] for words in complaints()] == [
        f"The text pack {settings.TEXT_PACK}"
    ]
