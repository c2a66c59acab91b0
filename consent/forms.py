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
from consent.evidence import Evidence
from consent.fields import ScansField, SoundField
from consent.losses import Choice
from consent.models import ConsentRecord, FormVersion
from consent.rules import GIVEN, LAPSED, NOT_ASKED, REFUSED, may_sign_for, standing
from consent.rules.forms import is_in_use
from consent.scopes import Scope

FOR_THE_WORK = (Scope.FILM, Scope.SHARED_REVIEW, Scope.FILM_THE_REVIEW, Scope.SUPERVISION)
FOR_OWN_PRACTICE = (Scope.FILM, Scope.GROUP_SUPERVISION)
OWN = "own"
Method = ConsentRecord.Method
DATA_URL = "data:image/png;base64,"


class ConsentForm(forms.Form):
    """One decision for each purpose of the form, who signs and on what ground, and what shows it.

    `only_open`: what has been agreed to is not asked again, only what is still open.
    """

    signs = forms.ChoiceField(label=_("Who signs?"), widget=forms.RadioSelect)
    method = forms.ChoiceField(
        label=_("How?"), choices=ConsentRecord.Method.choices, widget=forms.RadioSelect, initial="screen"
    )
    drawing = forms.CharField(widget=forms.HiddenInput, required=False)
    scans = ScansField(
        label=_("The signed paper"),
        help_text=_(
            "A scan (PDF) or photographs (JPEG, PNG) of every page, at most 8 MB each. Sealed at once."
        ),
    )
    present = forms.CharField(
        label=_("Who was present?"),
        max_length=500,
        help_text=_("Everybody in the room or on the call, with their part."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    said = forms.CharField(
        label=_("What was said?"),
        max_length=4000,
        help_text=_("What you asked and what they answered, in the words that were used."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    sound = SoundField(
        label=_("A sound of it, if there is one"), help_text=_("At most 8 MB. Sealed at once.")
    )
    language_help = forms.ChoiceField(
        label=_("Did an interpreter help?"),
        choices=ConsentRecord.LanguageHelp.choices,
        widget=forms.RadioSelect,
        initial=ConsentRecord.LanguageHelp.NONE,
        required=False,
    )
    interpreter = forms.CharField(label=_("Name of the interpreter"), max_length=150)
    interpreter_language = forms.CharField(label=_("Language"), max_length=40)
    shown_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        case: Case,
        person: Person,
        version: FormVersion,
        only_open: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.version = person, version
        self.needed = FOR_OWN_PRACTICE if case.is_own_practice else FOR_THE_WORK
        self.grounds = may_sign_for(person, case)
        self.fields["shown_version"].initial = version.pk
        if not is_in_use(version):
            method: Any = self.fields["method"]
            method.choices = [(each, name) for each, name in method.choices if each == Method.PAPER]
            method.initial = Method.PAPER
        held = standing(case)
        signs = self.fields["signs"]
        signs.choices = [_signer(person, ground) for ground in self.grounds]  # type: ignore[attr-defined]
        signs.initial = signs.choices[0][0] if len(self.grounds) == 1 else None  # type: ignore[attr-defined]
        given = {scope for scope, _words in version.purposes if held[person.pk, scope] == GIVEN}
        self.agreed = [version.word(scope) for scope in Scope if scope in given] if only_open else []
        self.asked = [scope for scope, _words in version.purposes if not (only_open and scope in given)]
        for scope, words in version.purposes:
            if scope in self.asked:
                self.fields[scope] = _decision(version, scope, words, held[person.pk, scope])

    def for_the_work(self) -> list[forms.BoundField]:
        return [self[scope] for scope in self.asked if scope in self.needed]

    def if_you_like(self) -> list[forms.BoundField]:
        return [self[scope] for scope in self.asked if scope not in self.needed]

    def answers(self) -> dict[str, str]:
        given = {scope: self.cleaned_data[scope] for scope in self.asked}
        return {scope: answer for scope, answer in given.items() if answer in (GIVEN, REFUSED)}

    def authority(self) -> Authority | None:
        return {_value(ground): ground for ground in self.grounds}[self.cleaned_data["signs"]]

    def evidence(self) -> Evidence:
        data = self.cleaned_data
        helped = data["language_help"] == ConsentRecord.LanguageHelp.INTERPRETER
        return Evidence(
            scans=data["scans"],
            present=data["present"],
            said=data["said"],
            sound=data["sound"],
            interpreter=data["interpreter"] if helped else "",
            interpreter_language=data["interpreter_language"] if helped else "",
        )

    def full_clean(self) -> None:
        """Not optional where they are asked for, and not asked for under another method: the rules decide."""
        asked = [
            self.fields[name] for name in ("scans", "present", "said", "interpreter", "interpreter_language")
        ]
        for field in asked:
            field.required = False
        super().full_clean()
        for field in asked:
            field.required = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("language_help") == ConsentRecord.LanguageHelp.INTERPRETER:
            for name in ("interpreter", "interpreter_language"):
                if not data.get(name):
                    self.add_error(name, gettext("Please give the name of the interpreter and the language."))
        return data

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


class DocumentForm(forms.Form):
    scans = ScansField(
        label=_("Scan or photographs of the document"), help_text=_("PDF, JPEG or PNG, at most 8 MB each.")
    )


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
    scans = ScansField(
        label=_("Scan or photographs of the document"),
        required=False,
        help_text=_("PDF, JPEG or PNG, at most 8 MB each. A foster carer can sign only once this is here."),
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


def _decision(version: FormVersion, scope: str, words: str, held: str) -> forms.ChoiceField:
    """Nothing is ticked for anybody: what was not talked about stays "not asked"."""
    choices = [
        (GIVEN, version.word("yes")),
        (REFUSED, version.word("no")),
        (NOT_ASKED, version.word("not_asked")),
    ]
    if held == GIVEN:
        choices = [(GIVEN, version.word("stays_yes")), (NOT_ASKED, version.word("not_asked"))]
        words = f"{words} {version.word('taking_back')}"
    elif held not in (NOT_ASKED, LAPSED):
        choices[-1] = (NOT_ASKED, version.word("stays_no"))
    return forms.ChoiceField(
        label=version.word(scope),
        help_text=escape(words),
        choices=choices,
        widget=forms.RadioSelect,
        initial=NOT_ASKED,
    )
