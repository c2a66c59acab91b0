"""Consent on paper, in the family's language: their own copy, the form to sign by hand, the leaflet."""

import logging
from typing import Any

from django.utils import translation
from typst import TypstError

from accounts.models import Organisation
from accounts.paper import Footer, day, day_and_time, pdf
from cases.models import Case
from consent.forms import FOR_THE_WORK
from consent.models import ConsentRecord, FormVersion, RetentionPolicy
from consent.plans import policy_for
from consent.promises import kept_words
from vault.notes import open_note
from vault.reading import Unreadable

logger = logging.getLogger(__name__)
TO_SIGN = (
    "tick", "yes", "no", "name", "date", "signature", "about", "signed_by", "witness", "interpreter",
    "no_interpreter", "language", "own", "parental_responsibility", "delegated", "court_order",
)  # fmt: skip


def printed(record: ConsentRecord) -> bytes:
    """The family's copy, with the drawing that was signed."""
    return signed_copy(record, policy_for(record.case), _drawing(record))


def signed_copy(record: ConsentRecord, policy: RetentionPolicy | None, drawing: bytes) -> bytes:
    """What was read, answered and signed. A drawing that cannot be read or printed is said, not left out."""
    try:
        return _copy(record, policy, drawing)
    except TypstError:
        if not drawing:
            raise
        logger.exception("A signature could not be printed: record %s", record.pk)
        return _copy(record, policy, b"")


def _copy(record: ConsentRecord, policy: RetentionPolicy | None, drawing: bytes) -> bytes:
    form = record.form
    with translation.override(form.language):
        said = {
            "facts": _facts(record),
            "introduction": form.introduction_parts,
            "kept": kept_words(form, policy),
            "head": [form.word("use"), form.word("answer")],
            "answers": _answers(record),
            "any_time": form.word("any_time"),
            "signature": form.word("signature") if drawing else "",
            "unprinted": form.word("unprinted") if record.signature_id and not drawing else "",
            "signer": f"{record.signer.name}, {day(record.signed_at)}",
        }
        pictures = {"signature": drawing} if drawing else {}
        return _on_paper(
            "consent/signed_copy.typ", form, record.case.organisation, said, "your_copy", pictures
        )


def blank_form(form: FormVersion, case: Case, policy: RetentionPolicy | None) -> bytes:
    with translation.override(form.language):
        purposes = form.named_purposes
        said = {
            "introduction": form.introduction_parts,
            "kept": kept_words(form, policy),
            "any_time": form.word("any_time"),
            "groups": [
                [form.word("for_the_work"), [each for each in purposes if each[0] in FOR_THE_WORK]],
                [form.word("if_you_like"), [each for each in purposes if each[0] not in FOR_THE_WORK]],
            ],
            "word": {code: form.word(code) for code in TO_SIGN},
            "case": f"{form.word('case')} {case.number}",
        }
        return _on_paper("consent/blank_form.typ", form, case.organisation, said, "form")


def leaflet(form: FormVersion) -> bytes:
    with translation.override(form.language):
        said = {"parts": form.leaflet_parts}
        return _on_paper("consent/leaflet.typ", form, form.organisation, said, "leaflet")


def _on_paper(
    template: str,
    form: FormVersion,
    organisation: Organisation,
    said: dict[str, Any],
    kind: str,
    pictures: dict[str, bytes] | None = None,
) -> bytes:
    number = form.leaflet_version if kind == "leaflet" else form.version
    return pdf(
        template,
        organisation=organisation,
        title=form.word("leaflet") if kind == "leaflet" else form.title,
        kicker=f"{form.word(kind)} · {form.called} · {form.word('version')} {number}",
        said=said | {"is_rtl": form.direction == "rtl", "is_easy": form.variant == form.Variant.EASY},
        language=form.language.partition("-")[0],
        footer=Footer(form.word("made_on"), form.word("page")),
        pictures=pictures,
    )


def _facts(record: ConsentRecord) -> list[tuple[str, str]]:
    form = record.form
    helped = f"{record.interpreter}, {record.interpreter_language}"
    interpreter = {"interpreter": helped, "none": form.word("no_interpreter")}.get(record.language_help, "")
    authority = record.authority.document if record.authority else ""
    facts = [
        (form.word("about"), record.person.name),
        (form.word("signed_by"), f"{record.signer.name}, {form.word(record.ground)}"),
        ("", authority),
        (form.word("date"), day_and_time(record.signed_at)),
        (form.word("how"), form.word(record.method)),
        (form.word("present"), record.present),
        (form.word("said"), record.said),
        (form.word("witness"), record.witness.name),
        (form.word("interpreter"), interpreter),
        (form.word("case"), record.case.number),
    ]
    return [(name, value) for name, value in facts if value]


def _answers(record: ConsentRecord) -> list[tuple[str, str, str]]:
    form, words = record.form, dict(record.form.purposes)
    return [
        (form.word(each.scope), words.get(each.scope, ""), form.word(each.answer_word))
        for each in record.decisions.order_by("pk")
    ]


def _drawing(record: ConsentRecord) -> bytes:
    if record.signature is None:
        return b""
    try:
        return open_note(record.signature)
    except Unreadable:
        logger.exception("A signature could not be read: %s", record.signature_id)
        return b""
