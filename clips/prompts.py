"""Open questions to begin talking about a clip with. Our own wording; guiders may write theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

PROMPTS: tuple[tuple[StrPromise, tuple[StrPromise, ...]], ...] = (
    (
        _("Seeing together"),
        (
            _("What do you see here?"),
            _("What catches your eye?"),
            _("What happens just before?"),
            _("Shall we look again, more slowly? What is new to you?"),
        ),
    ),
    (
        _("What you did"),
        (
            _("What did you do there?"),
            _("How did you notice that it was time for that?"),
            _("What did your child do when you waited?"),
            _("What is it like for you to see yourself here?"),
        ),
    ),
    (
        _("Your child"),
        (
            _("What might your child feel here?"),
            _("What might your child think?"),
            _("What might your child want to tell you?"),
            _("What does your child like about what you do?"),
        ),
    ),
    (
        _("Your question"),
        (
            _("What does it say about your question?"),
            _("Where else in your day does this happen?"),
            _("What would you like to see more of?"),
        ),
    ),
)
