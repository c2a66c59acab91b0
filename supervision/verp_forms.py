"""Forms of a group."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User, VerpCourse, VerpPlace
from accounts.rules import possible_verp_members
from cases.forms import date_field
from supervision.models import VerpMeeting
from supervision.road_forms import PersonField
from supervision.rules.verp import MeetingFacts


class PlacesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: VerpPlace) -> str:
        return obj.member.name


class CourseForm(forms.Form):
    title = forms.CharField(
        label=_("Name of the group"),
        help_text=_("Such as the team and the season. No name of anybody you work with."),
        max_length=100,
    )
    begun_on = date_field(_("First day"), initial=timezone.localdate)


class PlaceForm(forms.Form):
    member = PersonField(
        User.objects.none(), label=_("Colleague"), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, course: VerpCourse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = possible_verp_members(course).order_by("name")  # type: ignore[attr-defined]


class GoalForm(forms.Form):
    own_words = forms.CharField(
        label=_("What you would like to look at, in your own words"), widget=forms.Textarea(attrs={"rows": 4})
    )
    agreed_wording = forms.CharField(
        label=_("Your goal, worded positively"),
        help_text=_("What there will be more of. The group reads this wording, so it names nobody."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ShowingForm(forms.Form):
    question = forms.CharField(
        label=_("What you would like to know"),
        help_text=_("What the group could look for. No names: write “the pupil”."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class GroupRemarkForm(forms.Form):
    """What somebody saw; or what who shows the clips answers to the group."""

    words = forms.CharField(
        label=_("What did you see that works?"),
        help_text=_("Say where you saw it, and what it led to. No names of children or patients."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a few words first.")},
    )

    def __init__(self, *args: Any, is_own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_own:
            self.fields["words"].label = _("What you would like to say to the group")
            self.fields["words"].help_text = _("No names of children or patients.")


class GroupMeetingForm(forms.Form):
    held_on = date_field(_("Date"), initial=timezone.localdate)
    minutes = forms.IntegerField(label=_("Length in minutes"), min_value=1, max_value=600, initial=180)
    attended = PlacesField(VerpPlace.objects.none(), label=_("Who came"), widget=forms.CheckboxSelectMultiple)
    learning_points = forms.CharField(
        label=_("Learning points"),
        help_text=_("What the group takes from it. All members read it; no names of children or patients."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(
        self, *args: Any, course: VerpCourse, meeting: VerpMeeting | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        here = VerpPlace.objects.kept().filter(course=course)
        if meeting is not None:
            here |= VerpPlace.objects.filter(pk__in=meeting.attended.values("pk"))
            self.initial = {
                "held_on": meeting.held_on,
                "minutes": meeting.minutes,
                "attended": list(meeting.attended.all()),
                "learning_points": meeting.learning_points,
            }
        self.fields["attended"].queryset = here.select_related("member")  # type: ignore[attr-defined]

    def facts(self) -> MeetingFacts:
        return MeetingFacts(**self.cleaned_data | {"attended": list(self.cleaned_data["attended"])})
