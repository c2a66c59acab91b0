"""What the consent pages ask for."""

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.forms import EMPTY
from cases.models import Authority, Case, Participation, Person
from consent.losses import Choice
from consent.models import ConsentRecord, FormVersion
from consent.rules import GIVEN, LAPSED, NOT_ASKED, REFUSED, may_sign_for, standing
from consent.scopes import Scope

FOR_THE_WORK = (Scope.FILM, Scope.SHARED_REVIEW, Scope.FILM_THE_REVIEW, Scope.SUPERVISION)
OWN = "own"
DATA_URL = "data:image/png;base64,"


class ConsentForm(forms.Form):
    """One decision for each purpose of the form, who signs and on what ground, and the signature."""

    signs = forms.ChoiceField(label=_("Who signs?"), widget=forms.RadioSelect)
    method = forms.ChoiceField(
        label=_("How?"), choices=ConsentRecord.Method.choices, widget=forms.RadioSelect, initial="screen"
    )
    drawing = forms.CharField(widget=forms.HiddenInput, required=False)
    shown_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, person: Person, version: FormVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.version = person, version
        self.grounds = may_sign_for(person, case)
        self.fields["shown_version"].initial = version.pk
        held = standing(case)
        signs = self.fields["signs"]
        signs.choices = [_signer(person, ground) for ground in self.grounds]  # type: ignore[attr-defined]
        signs.initial = signs.choices[0][0] if len(self.grounds) == 1 else None  # type: ignore[attr-defined]
        for scope, words in version.purposes:
            self.fields[scope] = _decision(scope, words, held[person.pk, scope])

    def for_the_work(self) -> list[forms.BoundField]:
        return [self[scope] for scope, _words in self.version.purposes if scope in FOR_THE_WORK]

    def if_you_like(self) -> list[forms.BoundField]:
        return [self[scope] for scope, _words in self.version.purposes if scope not in FOR_THE_WORK]

    def answers(self) -> dict[str, str]:
        given = {scope: self.cleaned_data[scope] for scope, _words in self.version.purposes}
        return {scope: answer for scope, answer in given.items() if answer in (GIVEN, REFUSED)}

    def authority(self) -> Authority | None:
        return {_value(ground): ground for ground in self.grounds}[self.cleaned_data["signs"]]

    def clean_shown_version(self) -> int:
        shown: int = self.cleaned_data["shown_version"]
        if shown != self.version.pk:
            raise ValidationError(gettext("The form has a new wording. Please read it together once more."))
        return shown

    def clean_drawing(self) -> bytes:
        sent: str = self.cleaned_data["drawing"]
        if not sent:
            return b""
        try:
            return base64.b64decode(sent.removeprefix(DATA_URL), validate=True)
        except (binascii.Error, ValueError) as error:
            raise ValidationError(
                gettext("The signature could not be read. Please clear the box and sign again.")
            ) from error


class WithdrawalForm(forms.Form):
    """What is taken back; `everything` stands for all of it."""

    scope = forms.ChoiceField(
        label=_("What is taken back?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what is taken back.")},
    )

    def __init__(self, *args: Any, choices: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scope"]
        field.choices = [(each.scope or "everything", each.title) for each in choices]  # type: ignore[attr-defined]

    def scope_taken_back(self) -> str:
        chosen: str = self.cleaned_data["scope"]
        return "" if chosen == "everything" else chosen


class AuthorityForm(forms.Form):
    holder = forms.ModelChoiceField(
        label=_("Who may decide for this person?"),
        queryset=Person.objects.none(),
        empty_label=_("Choose somebody who takes part in the case"),
    )
    kind = forms.ChoiceField(label=_("On what ground?"), choices=[*EMPTY, *Authority.Kind.choices])
    document = forms.CharField(
        label=_("Document it rests on"),
        max_length=200,
        required=False,
        help_text=_("For example: placement plan of 3 March. Not needed for parental responsibility."),
    )

    def __init__(self, *args: Any, case: Case, over: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Person.objects.filter(participations__case=case, participations__until=None)
        others = others.exclude(pk=over.pk).exclude(participations__role=Participation.Role.UNBORN)
        self.fields["holder"].queryset = others.distinct()  # type: ignore[attr-defined]


def _value(ground: Authority | None) -> str:
    return OWN if ground is None else str(ground.pk)


def _signer(person: Person, ground: Authority | None) -> tuple[str, str]:
    if ground is None:
        words = gettext("%(name)s, for themselves") % {"name": person.name}
    else:
        words = gettext("%(name)s, for %(other)s: %(ground)s") % {
            "name": ground.holder.name,
            "other": person.name,
            "ground": ground.get_kind_display().lower(),
        }
    return _value(ground), words


def _decision(scope: str, words: str, held: str) -> forms.ChoiceField:
    """Nothing is ticked for anybody: what was not talked about stays "not asked"."""
    choices: list[tuple[str, Any]] = [(GIVEN, _("Yes")), (REFUSED, _("No")), (NOT_ASKED, _("Not asked"))]
    if held == GIVEN:
        choices = [(NOT_ASKED, _("Stays yes"))]
        words = f"{words} {gettext('To change this to no, use “Take back consent”.')}"
    elif held not in (NOT_ASKED, LAPSED):
        choices[-1] = (NOT_ASKED, _("Stays no"))
    return forms.ChoiceField(
        label=Scope(scope).label,
        help_text=escape(words),
        choices=choices,
        widget=forms.RadioSelect,
        initial=NOT_ASKED,
    )
