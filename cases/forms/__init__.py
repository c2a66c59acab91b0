"""What the pages of casework ask for."""

from cases.forms.course import ClosureForm, HandOverForm
from cases.forms.fields import EMPTY, attempt, client_of, date_field, people_of, scale_field
from cases.forms.people import (
    AuthorityEndForm,
    BirthForm,
    CorrectionForm,
    ObjectionForm,
    ParticipantForm,
    PersonForm,
)
from cases.forms.question import QuestionForm, RatingForm
from cases.forms.referral import ReferralForm
from cases.forms.triage import DecisionForm, FirstContactForm, ReferrerForm

__all__ = [
    "EMPTY",
    "AuthorityEndForm",
    "BirthForm",
    "ClosureForm",
    "CorrectionForm",
    "DecisionForm",
    "FirstContactForm",
    "HandOverForm",
    "ObjectionForm",
    "ParticipantForm",
    "PersonForm",
    "QuestionForm",
    "RatingForm",
    "ReferralForm",
    "ReferrerForm",
    "attempt",
    "client_of",
    "date_field",
    "people_of",
    "scale_field",
]
