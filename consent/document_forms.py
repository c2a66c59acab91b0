"""What is asked when a document is added to a case, or removed from it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms import EMPTY, date_field
from consent.fields import ScansField
from consent.models import Document


class DocumentNewForm(forms.Form):
    kind = forms.ChoiceField(label=_("What kind of document?"), choices=[*EMPTY, *Document.Kind.choices])
    title = forms.CharField(
        label=_("Title"),
        max_length=150,
        help_text=_("So that you find it again, for example: summary for the nursery."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    dated_on = date_field(_("Date on the document"))
    scans = ScansField(
        label=_("The file, or photographs of its pages"),
        help_text=_("PDF, JPEG or PNG, at most 8 MB each. The name of the file is not kept."),
    )


class DocumentRemovalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it removed?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: it belongs to somebody else. At least 20 characters."),
    )
