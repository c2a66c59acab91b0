"""What the administrator's pages about consent forms ask for."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from cases import languages
from cases.forms import EMPTY
from consent.models import FormVersion
from consent.scopes import Scope
from consent.wording import Wording, english, words_around

ONLY_WORDS, MEANING = "words", "meaning"


class NewFormForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=[*EMPTY, *languages.choices()])
    variant = forms.ChoiceField(
        label=_("For whom?"),
        choices=[
            (FormVersion.Variant.STANDARD, _("Standard")),
            (FormVersion.Variant.EASY, _("Easy to read: short sentences, one idea on each line")),
        ],
        widget=forms.RadioSelect,
        initial=FormVersion.Variant.STANDARD,
    )


class WordingForm(forms.Form):
    """A form with everything that a family reads. `begin`: the words that stand there when it is opened."""

    title = forms.CharField(label=_("Title"), max_length=200)
    introduction = forms.CharField(
        label=_("Introduction"), help_text=_("Leave an empty line between two paragraphs.")
    )
    leaflet = forms.CharField(
        label=_("Information leaflet"),
        required=False,
        help_text=_("A line that stands alone and ends with a question mark becomes a heading."),
    )
    change = forms.ChoiceField(
        label=_("What have you changed?"),
        choices=[
            (
                ONLY_WORDS,
                _("Only the words. What people have agreed to means the same: nobody is asked again."),
            ),
            (MEANING, _("The meaning. Whoever signed an earlier version is to be asked again.")),
        ],
        widget=forms.RadioSelect,
    )
    after = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, language: str, begin: Wording, newest: FormVersion | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kept_words = {code: text for code, text in begin.words.items() if code not in self._codes()}
        offered = dict(begin.purposes)
        for scope in Scope:
            self._add_purpose(scope, begin.words.get(scope, ""), offered.get(scope))
        for code in words_around("en"):
            self.fields[f"word_{code}"] = forms.CharField(
                label=lazystr(f"“{english(code)}”"), initial=begin.words.get(code, ""), required=False
            )
        for name in ("title", "introduction", "leaflet"):
            self.fields[name].initial = getattr(begin, name)
        for name, rows in (("introduction", 12), ("leaflet", 18)):
            self.fields[name].widget = forms.Textarea(attrs={"rows": rows})
        self.fields["after"].initial = newest.version if newest else 0
        if newest is None:
            del self.fields["change"]
        self._set_language(language)

    @staticmethod
    def _codes() -> set[str]:
        return {*Scope.values, *words_around("en")}

    def _add_purpose(self, scope: Scope, name: str, words: str | None) -> None:
        self.fields[f"offer_{scope}"] = forms.BooleanField(
            label=_("On the form"), initial=words is not None, required=False
        )
        self.fields[f"name_{scope}"] = forms.CharField(
            label=_("Its name"), initial=name or english(scope), max_length=100, required=False
        )
        self.fields[f"words_{scope}"] = forms.CharField(
            label=_("In plain words"),
            initial=words or "",
            widget=forms.Textarea(attrs={"rows": 2}),
            required=False,
        )

    def _set_language(self, language: str) -> None:
        written = [field for name, field in self.fields.items() if name not in ("change", "after")]
        for field in written:
            if isinstance(field, forms.CharField):
                field.widget.attrs |= {"lang": language, "dir": languages.direction_of(language)}

    def purposes(self) -> Iterator[tuple[Scope, list[forms.BoundField]]]:
        for scope in Scope:
            yield scope, [self[f"{part}_{scope}"] for part in ("offer", "name", "words")]

    def words(self) -> list[forms.BoundField]:
        return [self[f"word_{code}"] for code in words_around("en")]

    def wording(self) -> Wording:
        data = {name: _plain(value) for name, value in self.cleaned_data.items() if isinstance(value, str)}
        names = {scope.value: data[f"name_{scope}"] for scope in Scope}
        around = {code: data[f"word_{code}"] for code in words_around("en")}
        return Wording(
            title=data["title"],
            introduction=data["introduction"],
            leaflet=data["leaflet"],
            purposes=[
                [scope.value, data[f"words_{scope}"]]
                for scope in Scope
                if self.cleaned_data[f"offer_{scope}"]
            ],
            words={code: text for code, text in (names | around).items() if text} | self.kept_words,
        )

    def asks_again(self) -> bool:
        return bool(self.cleaned_data.get("change") == MEANING)


class StandingForm(forms.Form):
    """About a form, not on it: who can choose it, and whether it has been checked."""

    is_offered = forms.BooleanField(label=_("People can choose this form"), required=False)
    is_checked = forms.BooleanField(
        label=_("Somebody who speaks this language well and your information governance have read it"),
        required=False,
    )

    def __init__(self, *args: Any, form: FormVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_offered"].initial = form.is_offered
        if not form.is_sample:
            del self.fields["is_checked"]


def _plain(text: str) -> str:
    """Browsers send their own ends of lines; the words are the same."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()
