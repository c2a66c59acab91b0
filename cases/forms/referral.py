"""What the page of a new referral asks for."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import rules
from cases.forms.fields import EMPTY, date_field
from cases.models import Case


class ReferralFactsForm(forms.Form):
    """The coded facts of every referral."""

    referred_on = date_field(_("When did the referral arrive?"), initial=timezone.localdate)
    source = forms.ChoiceField(label=_("Who referred?"), choices=[*EMPTY, *Case.Source.choices])
    reason = forms.ChoiceField(label=_("Main reason"), choices=[*EMPTY, *Case.Reason.choices])

    def clean_referred_on(self) -> date:
        day: date = self.cleaned_data["referred_on"]
        rules.check_not_in_future(day, gettext("The day of the referral"))
        return day


class ReferralForm(ReferralFactsForm):
    status = forms.ChoiceField(
        label=_("What happens next?"),
        choices=[
            (Case.Status.ENGAGING, _("We start getting to know each other")),
            (Case.Status.WAITING, _("They go on the waiting list")),
            (Case.Status.REFERRED, _("I will decide after a first talk")),
        ],
        widget=forms.RadioSelect,
        initial=Case.Status.ENGAGING,
    )
