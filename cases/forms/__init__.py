"""What the pages of casework ask for."""

from cases.forms.course import ClosureForm
from cases.forms.fields import EMPTY, attempt, client_of, date_field, on_scale, people_of, scale_field
from cases.forms.follow_up import FollowUpForm
from cases.forms.hand_over import HandOverForm, HandOversForm
from cases.forms.imports import ImportForm, PreviewForm
from cases.forms.measures import (
    DirectionForm,
    LicenceForm,
    MeasureForm,
    RatingScaleForm,
    ScaleForm,
    ScoreForm,
)
from cases.forms.needs import InterpretingForm, SafeguardingForm
from cases.forms.notes import AutosaveForm, NoteForm
from cases.forms.pause import PauseForm
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
from cases.forms.visits import (
    AttendanceForm,
    MoveForm,
    VisitForm,
    as_before,
    plan_from,
    time_field,
    times_of,
    where_field,
)

__all__ = [
    "EMPTY",
    "AssignmentForm",
    "AttendanceForm",
    "AuthorityEndForm",
    "AutosaveForm",
    "BirthForm",
    "ClosureForm",
    "CorrectionForm",
    "DecisionForm",
    "DirectionForm",
    "FirstContactForm",
    "FollowUpForm",
    "HandOverForm",
    "HandOversForm",
    "ImportForm",
    "InterpretingForm",
    "LicenceForm",
    "MeasureForm",
    "MoveForm",
    "NoteForm",
    "ObjectionForm",
    "ParticipantForm",
    "PauseForm",
    "PersonForm",
    "PreviewForm",
    "QuestionForm",
    "QuestionStatusForm",
    "RatingForm",
    "RatingScaleForm",
    "ReferralFactsForm",
    "ReferralForm",
    "ReferrerForm",
    "SafeguardingForm",
    "ScaleForm",
    "ScoreForm",
    "VisitForm",
    "as_before",
    "attempt",
    "client_of",
    "date_field",
    "on_scale",
    "people_of",
    "plan_from",
    "scale_field",
    "time_field",
    "times_of",
    "where_field",
]
