"""The service's paper: what is said comes out as it was written, and nothing more."""

import pytest
import typst
from django.utils import timezone

from accounts import paper
from accounts.models import Organisation
from tests.papers import facts_of, text_of

ROSEHILL = Organisation(name="Rosehill *Children* #1")
NOTHING = {"lead": "", "facts": [], "fingerprints": "", "fingerprints_help": "", "hashes": []}
AWKWARD = [
    '#read("/letter.json") #import "/paper.typ": * #panic() #sys.inputs',
    "$x$ *bold* _it_ `raw` ] } ) [ { ( <label> @ref",
    "'single' \"double\" \\back\\slash \\u{1f600} // comment /* and */ -- --- ~ + = /",
    "https://rosehill.example/?a=1&b=2#c",
    "Zoë Łukasz Ωμέγα Привет",
    "مرحبا بالعالم",
    "שלום",
    "नमस्ते",
]


def made(lead: str, **letter: object) -> bytes:
    said = NOTHING | {"lead": lead}
    return paper.pdf("consent/destruction.typ", organisation=ROSEHILL, title="Proof", said=said, **letter)


@pytest.mark.parametrize("words", AWKWARD)
def test_what_people_wrote_comes_out_as_written(words):
    assert words in text_of(made(f"before {words} after"))


def test_it_is_a_tagged_page_with_the_service_the_title_and_the_page_on_it():
    pdf = made("Words", kicker="Case T-0001")

    facts = facts_of(pdf)
    assert (facts["Title"], facts["Tagged"], facts["Pages"]) == ("Proof", "yes", "1")
    assert "(A4)" in facts["Page size"]
    text = text_of(pdf)
    assert text.startswith("Rosehill *Children* #1 Case T-0001 Proof Words Made on ")
    assert text.endswith("Page 1 of 1")
    assert b"pdfuaid:part" in pdf


@pytest.mark.parametrize("words", ["😀", "你好", "নমস্কার", "\x07"])
def test_a_letter_that_no_font_of_ours_has_stops_nothing_and_is_said(words):
    pdf = made(f"before {words} after")

    assert "A box stands for a letter that could not be printed." in text_of(pdf)
    assert facts_of(pdf)["Tagged"] == "yes"


def test_a_long_text_and_a_long_word_are_all_there():
    words = " ".join(str(number) for number in range(2_250))
    assert len(words) > 10_000
    long_word = "unbreakable" * 100

    pdf = made(f"{words} {long_word}")

    letters = text_of(pdf).replace(" ", "").replace("\u200b", "")
    pages = int(facts_of(pdf)["Pages"])
    for number in range(1, pages + 1):
        letters = letters.replace(f"Page{number}of{pages}", "|")
    stretches = [stretch for stretch in letters.split("|") if stretch]
    assert pages == len(stretches)
    said = "".join(
        stretch.partition("Madeon")[0].removeprefix("Rosehill*Children*#1") for stretch in stretches
    )
    assert said.removeprefix("Proof") == f"{words}{long_word}".replace(" ", "")


def test_a_page_finds_pictures_only_among_those_it_was_given():
    with pytest.raises(typst.TypstError):
        paper._compile({"main.typ": b'#image("/pictures/drawing.png")'}, {}, timezone.now())
    with pytest.raises(typst.TypstError):
        paper._compile({"main.typ": b'#read("/../pyproject.toml")'}, {}, timezone.now())


def test_a_download_stays_in_no_cache():
    response = paper.download(b"%PDF-", name="certificate-12.pdf")

    assert response.headers["Content-Disposition"] == 'attachment; filename="certificate-12.pdf"'
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"] == "application/pdf"
