"""Whom to ask again, and why (domain.md 3.7). It prompts; only what the gate asks closes film."""

from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from consent.rules.retention import years_after

GROWN = 16


class Prompt(models.TextChoices):
    NEW_PERSON = "new_person", _("new in the case, and not asked yet")
    BORN = "born", _("born meanwhile, and not asked about yet")
    BIRTH = "birth", _("a child was born since they agreed")
    AUTHORITY = "authority", _("who may decide has changed")
    CARER = "carer", _("who looks after them has changed")
    LEGAL_STATUS = "legal_status", _("the order they live under has changed")
    RESUMED = "resumed", _("the work has been taken up again")
    NEW_FORM = "new_form", _("the form has a new wording")
    SIXTEEN = "sixteen", _("16 now, so they sign for themselves")
    OLD = "old", _("it was agreed a long time ago")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is known of one person. `signed_on` and what follows: of the newest record about them."""

    today: date
    is_unborn: bool = False
    was_unborn: bool = False
    is_child: bool = False
    born_on: date | None = None
    signed_on: date | None = None
    signed_own: bool = True
    signed_form: int = 0
    newest_form: int = 0
    # Days on which an authority over them began or ended, on which carers came to the case or left it or
    # the child moved, and on which an order over them began or ended.
    authority_days: list[date] = field(default_factory=list)
    authority_ended: bool = False
    carer_days: list[date] = field(default_factory=list)
    order_days: list[date] = field(default_factory=list)
    # Days on which a child of the case was born, as far as it was expected in it.
    birth_days: list[date] = field(default_factory=list)
    resumed_on: date | None = None
    ask_again_months: int | None = None


def prompts(asked: Asked) -> list[Prompt]:
    if asked.is_unborn:
        return []
    if asked.signed_on is None:
        return [Prompt.BORN if asked.was_unborn else Prompt.NEW_PERSON]
    signed, today = asked.signed_on, asked.today
    found = {
        Prompt.AUTHORITY: asked.authority_ended or _later(asked.authority_days, signed, today),
        Prompt.BIRTH: not asked.is_child and _later(asked.birth_days, signed, today),
        Prompt.CARER: asked.is_child and _later(asked.carer_days, signed, today),
        Prompt.LEGAL_STATUS: _later(asked.order_days, signed, today),
        Prompt.RESUMED: asked.resumed_on is not None and signed < asked.resumed_on,
        Prompt.NEW_FORM: asked.signed_form < asked.newest_form,
        Prompt.SIXTEEN: _has_turned(asked, GROWN),
        Prompt.OLD: asked.ask_again_months is not None
        and months_after(signed, asked.ask_again_months) <= today,
    }
    return [prompt for prompt, holds in found.items() if holds]


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the first of the next where that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return date(day.year + years, month + 1, day.day)
    except ValueError:
        return date(day.year + years, month + 2, 1)


def _later(days: list[date], signed: date, today: date) -> bool:
    return any(signed < day <= today for day in days)


def _has_turned(asked: Asked, age: int) -> bool:
    return (
        asked.is_child
        and not asked.signed_own
        and asked.born_on is not None
        and years_after(asked.born_on, age) <= asked.today
    )
