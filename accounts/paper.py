"""A PDF on the service's paper, made in memory from a template of ours and plain data."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Literal, NamedTuple

import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Organisation

BASE = "paper.typ"
Standard = Literal["ua-1"]
ACCESSIBLE: Standard = "ua-1"
NO_LETTER = "could not be displayed with font"


class Footer(NamedTuple):
    """`made` says "Made on {day}", `page` says "Page {number} of {all}", in the language of the paper.

    `at` is the only moment that the file knows: the same data at the same moment is the same file, byte for
    byte.
    """

    made: str
    page: str
    at: datetime | None = None


def pdf(
    template: str,
    *,
    organisation: Organisation,
    title: str,
    said: Mapping[str, Any],
    kicker: str = "",
    language: str = "",
    footer: Footer | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """`template` names a `.typ` file of templates/. It reads `said` (text, numbers, lists) as `said`.

    Nothing that people wrote becomes markup: data reaches the template as a JSON file. `pictures` are drawn
    with `picture(name)`. `kicker` stands at the top right of every page; `language` is the interface's own
    unless given; `footer` then speaks it too.
    """
    made, page, at = footer or Footer(_("Made on {day}"), _("Page {number} of {all}"))
    moment = at or timezone.now()
    language, _dash, region = (language or get_language() or settings.LANGUAGE_CODE).partition("-")
    letter = {
        "service": organisation.name,
        "title": title,
        "kicker": kicker,
        "language": language,
        "region": region or None,
        "made": made.replace("{day}", day_and_time(moment)),
        "pages": _around_numbers(page),
        "note": "",
        "said": said,
        # As numbers: the files that typst is given from memory must be text.
        "pictures": {name: list(content) for name, content in (pictures or {}).items()},
    }
    return _compiled({"main.typ": _source(template), BASE: _source(BASE)}, letter, moment)


def day(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y")


def day_and_time(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y, H:i")


def day_and_second(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y, H:i:s")


def download(content: bytes, *, name: str) -> HttpResponse:
    """`name` names nobody: it stays behind in a folder of downloads."""
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _around_numbers(page: str) -> tuple[str, str, str]:
    """Three pieces, also where somebody's words leave a number out."""
    before, _number, rest = page.partition("{number}")
    between, _all, after = rest.partition("{all}")
    return before, between, after


def _compiled(files: dict[str, bytes], letter: dict[str, Any], at: datetime) -> bytes:
    """PDF/UA-1 where our fonts hold every letter; otherwise tagged all the same, with boxes."""
    try:
        return _compile(files, letter, at, ACCESSIBLE)
    except typst.TypstError as error:
        if NO_LETTER not in error.message:
            raise
    note = _("A box stands for a letter that could not be printed. Attune itself shows the whole text.")
    return _compile(files, letter | {"note": note}, at)


def _compile(files: dict[str, bytes], letter: dict[str, Any], at: datetime, *standards: Standard) -> bytes:
    inputs: Any = files | {"letter.json": json.dumps(letter).encode()}
    return typst.compile(
        inputs,
        root=settings.BASE_DIR / "templates",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        pdf_standards=list(standards),
        timestamp=at.replace(microsecond=0),
    )


@cache
def _fonts() -> typst.Fonts:
    """Only those that come with typst, so that a page looks the same on every machine.

    They hold Latin, Greek, Cyrillic, Hebrew, Arabic and Devanagari letters; no Bengali, Gurmukhi, Tamil,
    Chinese or emoji.
    """
    return typst.Fonts(include_system_fonts=False)


@cache
def _source(template: str) -> bytes:
    return (settings.BASE_DIR / "templates" / template).read_bytes()
