"""What each way of agreeing needs, so that it can be shown years later."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from consent.evidence import Evidence
from consent.models import ConsentRecord
from consent.rules.papers import check_scans, check_sound

Method = ConsentRecord.Method


def check_evidence(method: str, evidence: Evidence) -> None:
    """Each method brings its own, and nothing that belongs to another."""
    if method == Method.PAPER and not evidence.scans:
        raise ValidationError(_("Please add the signed paper: a scan or a photograph of it."))
    if method == Method.SPOKEN and not evidence.present.strip():
        raise ValidationError(_("Please write down who was present."))
    if method == Method.SPOKEN and not evidence.said.strip():
        raise ValidationError(_("Please write down what was said, in the words that were used."))
    if evidence.scans:
        check_scans(evidence.scans)
    if evidence.sound:
        check_sound(evidence.sound)
    if bool(evidence.interpreter.strip()) != bool(evidence.interpreter_language.strip()):
        raise ValidationError(_("Please give the name of the interpreter and the language."))


def kept_of(method: str, evidence: Evidence) -> Evidence:
    """What was typed under a method that was not chosen in the end is not part of the record."""
    return Evidence(
        scans=evidence.scans if method == Method.PAPER else (),
        present=evidence.present.strip() if method == Method.SPOKEN else "",
        said=evidence.said.strip() if method == Method.SPOKEN else "",
        sound=evidence.sound if method == Method.SPOKEN else b"",
        interpreter=evidence.interpreter.strip(),
        interpreter_language=evidence.interpreter_language.strip(),
    )
