"""Forms of supervision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from supervision.models import Decision, Submission
from supervision.rules import supervisors_of


class SubmissionForm(forms.ModelForm[Submission]):
    supervisor = forms.ModelChoiceField(User.objects.none(), label=_("Supervisor"), empty_label=None)

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

    def __init__(self, *args: object, trainee: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["supervisor"] = forms.ModelChoiceField(
            supervisors_of(trainee), label=_("Supervisor"), empty_label=None
        )
        self.fields["supervisor"].label_from_instance = _name  # type: ignore[attr-defined]


def _name(user: User) -> str:
    return user.name


class RemarkForm(forms.Form):
    footage = forms.UUIDField(widget=forms.HiddenInput)
    frame = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    words = forms.CharField(label=_("Remark at this moment"), widget=forms.Textarea(attrs={"rows": 2}))


class DecisionForm(forms.ModelForm[Decision]):
    class Meta:
        model = Decision
        fields = ["words", "minutes"]
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"minutes": _("How long you looked at it together or alone.")}
