"""What the pages of casework ask for."""

from cases.forms.course import ClosureForm, HandOverForm
from cases.forms.fields import EMPTY, attempt, client_of, date_field, on_scale, people_of, scale_field
from cases.forms.needs import InterpretingForm, SafeguardingForm
from cases.forms.notes import AutosaveForm, NoteForm
from cases.forms.people import (
    AuthorityEndForm,
    BirthForm,
    CorrectionForm,
    ObjectionForm,
    ParticipantForm,
    PersonForm,
)
from cases.forms.question import QuestionForm, QuestionStatusForm, RatingForm
from cases.forms.referral import ReferralFactsForm, ReferralForm
from cases.forms.triage import DecisionForm, FirstContactForm, ReferrerForm
from cases.forms.unassigned import AssignmentForm

__all__ = [
    "EMPTY",
    "AssignmentForm",
    "AuthorityEndForm",
    "AutosaveForm",
    "BirthForm",
    "ClosureForm",
    "CorrectionForm",
    "DecisionForm",
    "FirstContactForm",
    "HandOverForm",
    "InterpretingForm",
    "NoteForm",
    "ObjectionForm",
    "ParticipantForm",
    "PersonForm",
    "QuestionForm",
    "QuestionStatusForm",
    "RatingForm",
    "ReferralFactsForm",
    "ReferralForm",
    "ReferrerForm",
    "SafeguardingForm",
    "attempt",
    "client_of",
    "date_field",
    "on_scale",
    "people_of",
    "scale_field",
]
