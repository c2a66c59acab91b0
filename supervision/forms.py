"""Forms of supervision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from sessions.models import Footage
from supervision.models import Decision, Submission
from supervision.rules import supervisors_of


class SupervisorField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """With the house they work for, so that film goes to the right one."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name}, {obj.organisation.name}"


class SubmissionForm(forms.ModelForm[Submission]):
    supervisor = SupervisorField(User.objects.none(), label=_("Supervisor"), empty_label=None)

    class Meta:
        model = Submission
        fields = ["supervisor", "question", "review_planned_on"]
        widgets = {
            "question": forms.Textarea(attrs={"rows": 3}),
            "review_planned_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "question": _("What would you like to look at together?"),
            "review_planned_on": _("So that your supervisor sees what is urgent."),
        }

    def __init__(self, *args: Any, trainee: User, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == Submission.Kind.OWN:
            del self.fields["review_planned_on"]
        people = supervisors_of(trainee)
        field = self.fields["supervisor"]
        if len(people) > 1:  # nobody is chosen beforehand
            field.widget = forms.RadioSelect()
        if any(person.organisation_id != trainee.organisation_id for person in people):
            field.help_text = _("Look at whom they work for: film leaves your organisation with the clips.")
        field.queryset = people  # type: ignore[attr-defined]


class RemarkForm(forms.Form):
    """A remark at the frame on the screen, or on the stretch that was marked.

    Until the film is touched it belongs to the first clip's first frame.
    """

    footage = forms.ModelChoiceField(Footage.objects.none(), widget=forms.HiddenInput)
    frame = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    end_frame = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Remark at this moment"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write a few words first.")},
    )

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        films = Footage.objects.filter(submitted_clips__submission=submission).distinct()
        self.fields["footage"].queryset = films  # type: ignore[attr-defined]
        first = submission.clips.first()
        if first:
            self.initial = {"footage": first.footage_id, "frame": first.in_frame}


class PickForm(forms.Form):
    """The stretch that was marked."""

    footage = forms.ModelChoiceField(Footage.objects.none(), widget=forms.HiddenInput)
    frame = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    end_frame = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, submission: Submission) -> None:
        super().__init__(data, auto_id="pick-%s")
        films = Footage.objects.filter(submitted_clips__submission=submission).distinct()
        self.fields["footage"].queryset = films  # type: ignore[attr-defined]


class DecisionForm(forms.ModelForm[Decision]):
    minutes = forms.IntegerField(
        label=_("Minutes of supervision"),
        help_text=_("How long you looked at it, together or alone."),
        min_value=0,
        max_value=600,
        required=False,
    )

    class Meta:
        model = Decision
        fields = ["words", "learning_points", "minutes", "verdict"]
        widgets = {
            "words": forms.Textarea(attrs={"rows": 3}),
            "learning_points": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "learning_points": _("What the two of you take from it. You both see it again next time."),
        }

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="decision-%s")

    def clean_minutes(self) -> int:
        return self.cleaned_data["minutes"] or 0
