"""The copy as one ZIP, sent while it is made: no film is ever written down in the clear."""

import json
import logging
from collections.abc import Iterator
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.access import SignedInRequest
from accounts.paper import pdf
from clips.copy_rules import Candidate
from clips.models import PersonalCopy
from clips.personal_data import sections
from clips.personal_lines import Section
from clips.zipping import Outlet, entry
from consent.actions import open_paper
from consent.media import stream
from consent.models import Paper
from consent.prints import printed
from consent.rules.papers import ENDINGS
from consent.scopes import Purpose
from consent.viewings import access_list
from consent.viewings import paper as viewings_paper
from vault.reading import Unreadable

logger = logging.getLogger(__name__)
PRINTED = ("case__organisation", "person", "signer", "authority", "form", "witness", "signature")


def archive(request: SignedInRequest, copy: PersonalCopy, clips: list[Candidate]) -> Iterator[bytes]:
    """Every part of every clip asks the gate and is audited. A refusal in between breaks the download off."""
    outlet = Outlet()
    with ZipFile(outlet, "w", ZIP_STORED) as packed:
        for name, content in _papers(copy, clips):
            with packed.open(entry(name, len(content)), "w") as member:
                member.write(content)
            yield outlet.take()
        for number, each in enumerate(clips, start=1):
            parts = stream(
                request,
                custody=each.clip.footage.custody,
                file=each.file,
                purpose=Purpose.SUBJECT_ACCESS,
            )
            with packed.open(entry(_clip_name(number, each), each.file.size), "w") as member:
                for part in parts:
                    member.write(part)
                    yield outlet.take()
    yield outlet.take()


def _papers(copy: PersonalCopy, clips: list[Candidate]) -> Iterator[tuple[str, bytes]]:
    kept = [*sections(copy.case, copy.person), *_what_is_here(clips)]
    yield "data.pdf", _paper(copy, kept)
    yield "data.json", _json(copy, kept)
    yield "who-watched.pdf", viewings_paper(copy.case, access_list(copy.case, copy.person))
    own = Q(person=copy.person) | Q(signer=copy.person)
    for record in copy.case.consent_records.filter(own).select_related(*PRINTED).order_by("signed_at", "pk"):
        yield f"consents/consent-{record.pk}.pdf", printed(record)
        for paper in record.papers.select_related("note", "case").order_by("pk"):
            yield _evidence(paper, copy)


def _evidence(paper: Paper, copy: PersonalCopy) -> tuple[str, bytes]:
    name = f"consents/paper-{paper.pk}"
    try:
        content = open_paper(paper=paper, by=copy.made_by)
    except Unreadable:
        logger.exception("A paper could not be read: %s", paper.pk)
        return f"{name}.txt", _("This paper cannot be read at the moment. Ask for it again.").encode()
    return f"{name}.{ENDINGS[paper.note.content_type]}", content


def _what_is_here(clips: list[Candidate]) -> list[Section]:
    lines = [
        [(_("File"), _clip_name(number, each)), (_("Clip"), str(each.clip))]
        for number, each in enumerate(clips, start=1)
    ]
    return [Section(_("Clips that come with this copy"), lines)] if lines else []


def _clip_name(number: int, each: Candidate) -> str:
    return f"clips/{number:02}-{each.clip.footage.filmed_session.held_on:%Y-%m-%d}.mp4"


def _paper(copy: PersonalCopy, kept: list[Section]) -> bytes:
    said = {
        "lead": _(
            "You asked what is kept about you. Here is all of it in words: what you told us, what you agreed "
            "to, and what was written down about you. What others said about themselves is not in it."
        ),
        "sections": [{"title": section.title, "entries": section.lines} for section in kept],
    }
    return pdf(
        "clips/personal_copy.typ",
        organisation=copy.case.organisation,
        title=_("What is kept about you"),
        kicker=_("Case %(number)s") % {"number": copy.case.number},
        said=said,
    )


def _json(copy: PersonalCopy, kept: list[Section]) -> bytes:
    content: dict[str, Any] = {
        "service": copy.case.organisation.name,
        "made_at": copy.made_at.isoformat(),
        "sections": [
            {"title": section.title, "entries": [dict(line) for line in section.lines]} for section in kept
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()
