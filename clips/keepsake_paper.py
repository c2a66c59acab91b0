"""What is taken home on paper: the card, the booklet, and the note that goes with clips. Nobody is named."""

import tomllib
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import translation

from accounts.paper import Footer, pdf
from cases.models import Case
from clips.models import Keepsake, KeepsakePicture, TakenHome
from clips.summary import language_of
from vault.pictures import size_of

WORDS = Path(__file__).with_name("keepsake.toml")
A5, A6 = (148, 210), (105, 148)
PAGES = {TakenHome.Kind.CARD_A5: A5, TakenHome.Kind.CARD_A6: A6, TakenHome.Kind.BOOKLET: A5}


def keepsake_paper(keepsake: Keepsake, kind: str, pictures: Sequence[tuple[KeepsakePicture, bytes]]) -> bytes:
    """The pictures and their own words: no name, no number, no day, no note of the guider."""
    language = language_of(keepsake.case)
    words = words_in(language)
    said = {
        "page": PAGES[TakenHome.Kind(kind)],
        "is_booklet": kind == TakenHome.Kind.BOOKLET,
        "words": keepsake.words,
        "pictures": [
            {
                "drawing": _drawing(content),
                "size": size_of(content),
                "alt": words["picture"].replace("{number}", str(number)),
                "words": picture.words,
            }
            for number, (picture, content) in enumerate(pictures, start=1)
        ],
    }
    with translation.override(language):
        return pdf(
            "clips/keepsake.typ",
            organisation=keepsake.case.organisation,
            title=words["title"],
            said=said,
            language=language,
        )


def _drawing(content: bytes) -> str:
    """The picture inside a drawing, which is text: a page with many needs little memory so."""
    wide, high = size_of(content)
    inside = f"data:image/jpeg;base64,{b64encode(content).decode()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}">'
        f'<image width="{wide}" height="{high}" href="{inside}"/></svg>'
    )


def clips_note(case: Case, names: Sequence[str]) -> bytes:
    """What may be done with the clips, and that they are in their own hands now."""
    language = language_of(case)
    words = words_in(language)
    with translation.override(language):
        return pdf(
            "clips/family_note.typ",
            organisation=case.organisation,
            title=words["note_title"],
            said={
                "lead": words["note_lead"].replace("{files}", ", ".join(names)),
                "points": words["note"],
            },
            language=language,
            footer=Footer(words["made_on"], words["page"]),
        )


def words_in(language: str) -> dict[str, Any]:
    return _words()[language]


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))
