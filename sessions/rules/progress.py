"""How far one film is, as its guider is told: arriving, being prepared, ready, or what is in the way."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cases.models import Person
from consent.rules import in_quarantine, missing, permits
from consent.scopes import Purpose
from sessions.models import FilmedSession, Footage, Upload
from sessions.rules.originals import told_of
from sessions.rules.timeline import COMING, Picture, picture_of
from vault.models import Recording, SealedFile
from vault.rules import Progress, fault_of, is_decoded, progress

State = Recording.State
MINUTE = 60


@dataclass(frozen=True)
class FilmStanding:
    """`goes_on`: when the film goes by itself unless everybody in it agrees."""

    footage: Footage
    progress: Progress
    reasons: tuple[str, ...]
    to_ask: tuple[Person, ...]
    goes_on: datetime | None
    receipt: SealedFile | None
    original: str
    picture: Picture | None
    may_leave_the_phone: bool
    fault: str

    @property
    def is_coming(self) -> bool:
        return self.progress.state in COMING

    @property
    def is_ready(self) -> bool:
        return self.progress.state == State.READY and not self.reasons

    @property
    def is_failed(self) -> bool:
        return self.progress.state == State.FAILED

    @property
    def is_gone(self) -> bool:
        return self.progress.state == State.DESTROYED

    @property
    def is_shut(self) -> bool:
        return self.progress.state == State.SHUT

    @property
    def is_in_clips_only(self) -> bool:
        return self.progress.state == State.CLIPS

    @property
    def unfinished(self) -> Upload | None:
        """The upload that the same file would go on with."""
        is_arriving = self.progress.state == State.RECEIVING
        return getattr(self.footage, "upload", None) if is_arriving else None

    @property
    def is_being_checked(self) -> bool:
        return self.progress.state == State.READY and not self.may_leave_the_phone and not self.fault

    @property
    def fingerprint(self) -> list[str]:
        """The film's SHA-256 in groups that can be compared by eye."""
        digits = self.receipt.sha256 if self.receipt else ""
        return [digits[start : start + 8] for start in range(0, len(digits), 8)]

    @property
    def said(self) -> str:
        """What is read aloud when it changes: the stage, and how far it is in quarters."""
        if self.is_coming:
            quarter = self.progress.percent // 25 * 25
            return _("%(stage)s, %(percent)d %%") % {"stage": self.stage, "percent": quarter}
        if self.is_failed:
            return _("This film could not be prepared.")
        return _("The film is ready.") if self.is_ready else ""

    @property
    def has_clips_to_choose(self) -> bool:
        return self.is_ready and self.footage.filmed_session.kind == FilmedSession.Kind.FILMING

    @property
    def stage(self) -> str:
        return self.progress.stage or _("Preparing the film")

    @property
    def wait(self) -> str:
        """How long it may still take, in words."""
        left = time_left(self.progress.seconds_left)
        if not self.progress.ahead:
            return left
        place = ngettext(
            "%(count)d film is before it in the queue",
            "%(count)d films are before it in the queue",
            self.progress.ahead,
        ) % {"count": self.progress.ahead}
        return f"{place}, {left}" if left else place


def standing_of(footage: Footage, user: User) -> FilmStanding:
    custody, recording = footage.custody, footage.custody.recording
    is_gone = recording.state in Recording.OVER
    playable = recording.state in COMING | {State.READY}
    verdict = permits(user=user, purpose=Purpose.PREPARATION, custody=custody)
    arrived = recording.files.filter(role=SealedFile.Role.ORIGINAL).exclude(sha256="")
    receipt = None if is_gone else arrived.first()
    to_ask = () if is_gone else tuple(person for person, _scope in missing(custody, [custody.base_scope]))
    reasons = verdict.reasons if playable else ()
    return FilmStanding(
        footage=footage,
        progress=progress(recording),
        reasons=reasons,
        to_ask=to_ask,
        goes_on=dict(in_quarantine(custody.case)).get(custody) if to_ask or reasons else None,
        receipt=receipt,
        original=told_of(receipt, footage.filmed_session) if receipt else "",
        picture=picture_of(recording) if verdict.allowed else None,
        may_leave_the_phone=receipt is not None and can_leave_the_phone(footage),
        fault=fault_of(recording),
    )


def time_left(seconds: int | None) -> str:
    if seconds is None:
        return ""
    if seconds < MINUTE:
        return _("less than a minute left")
    minutes = round(seconds / MINUTE)
    return ngettext("about %(count)d minute left", "about %(count)d minutes left", minutes) % {
        "count": minutes
    }


def can_leave_the_phone(footage: Footage) -> bool:
    """Sealed, hashed from what is stored, and every frame decoded: nothing more is needed from the phone."""
    return is_decoded(footage.custody.recording)


def check_phone_copy(footage: Footage) -> None:
    if not can_leave_the_phone(footage):
        raise ValidationError(_("Keep the film on the phone until every frame of it has been checked here."))
