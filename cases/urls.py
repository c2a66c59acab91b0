"""Addresses of the pages of `cases`."""

from django.urls import path

from cases.views.calendar import calendar, calendar_feed, calendar_removal
from cases.views.case import case
from cases.views.caseload import caseload
from cases.views.circumstances import (
    legal_status_new,
    mistake_new,
    placement_ending,
    placement_new,
    relationship_new,
)
from cases.views.course import closure, reopening
from cases.views.follow_up import follow_up, follow_ups
from cases.views.hand_over import handover, handovers, overlap_ending
from cases.views.imports import (
    referral_import,
    referral_import_confirmation,
    referral_import_mending,
    referral_import_template,
)
from cases.views.loss import continuation, loss_mistake, loss_new
from cases.views.measures import (
    measure,
    measure_definition,
    measure_direction,
    measure_new,
    measure_scale_removal,
    measure_switch,
    measures,
    rating_scale,
)
from cases.views.needs import interpreting, safeguarding
from cases.views.note_drafts import (
    note_amendment_new,
    note_draft,
    note_draft_removal,
    note_new,
    note_signature,
)
from cases.views.notes import note, notes, notes_latest
from cases.views.oversight import board
from cases.views.pause import pause, resumption
from cases.views.people import (
    authority_ending,
    birth_new,
    departure_new,
    objection_new,
    participant,
    participant_new,
)
from cases.views.question import (
    helping_question,
    helping_question_hints,
    helping_question_lead,
    helping_question_new,
    helping_question_status,
    helping_question_wording,
)
from cases.views.rating import helping_question_rating_new, rating_new
from cases.views.referral import referral_new
from cases.views.scores import score_new, score_removal
from cases.views.triage import beginning, decision, first_contact, reconsideration, referrer
from cases.views.unassigned import assignment, unassigned, unassigned_new, unassigned_removal, uptake
from cases.views.visits import attendance, attendance_correction, visit_file, visit_new, visit_removal

urlpatterns = [
    path("cases/", caseload, name="caseload"),
    path("cases/new/", referral_new, name="referral-new"),
    path("cases/<int:case_id>/", case, name="case"),
    path("cases/<int:case_id>/decision/", decision, name="decision"),
    path("cases/<int:case_id>/beginning/", beginning, name="beginning"),
    path("cases/<int:case_id>/reconsideration/", reconsideration, name="reconsideration"),
    path("cases/<int:case_id>/first-contact/", first_contact, name="first-contact"),
    path("cases/<int:case_id>/interpreting/", interpreting, name="interpreting"),
    path("cases/<int:case_id>/safeguarding/", safeguarding, name="safeguarding"),
    path("cases/<int:case_id>/referrer/", referrer, name="referrer"),
    path("cases/<int:case_id>/pause/", pause, name="pause"),
    path("cases/<int:case_id>/resumption/", resumption, name="resumption"),
    path("cases/<int:case_id>/reopening/", reopening, name="reopening"),
    path(
        "cases/<int:case_id>/authorities/<int:authority_id>/end/", authority_ending, name="authority-ending"
    ),
    path("cases/<int:case_id>/people/new/", participant_new, name="participant-new"),
    path("cases/<int:case_id>/people/<int:person_id>/", participant, name="participant"),
    path("cases/<int:case_id>/people/<int:person_id>/objections/new/", objection_new, name="objection-new"),
    path("cases/<int:case_id>/people/<int:person_id>/departure/", departure_new, name="departure-new"),
    path("cases/<int:case_id>/people/<int:person_id>/birth/", birth_new, name="birth-new"),
    path(
        "cases/<int:case_id>/people/<int:person_id>/relationships/new/",
        relationship_new,
        name="relationship-new",
    ),
    path(
        "cases/<int:case_id>/people/<int:person_id>/legal-statuses/new/",
        legal_status_new,
        name="legal-status-new",
    ),
    path("cases/<int:case_id>/people/<int:person_id>/loss/", loss_new, name="loss-new"),
    path("cases/<int:case_id>/losses/<int:loss_id>/mistake/", loss_mistake, name="loss-mistake"),
    path("cases/<int:case_id>/continuation/", continuation, name="continuation"),
    path("cases/<int:case_id>/people/<int:person_id>/placements/new/", placement_new, name="placement-new"),
    path("cases/<int:case_id>/placements/<int:placement_id>/end/", placement_ending, name="placement-ending"),
    path("cases/<int:case_id>/mistakes/<str:fact>/<int:fact_id>/", mistake_new, name="mistake-new"),
    path("cases/<int:case_id>/helping-question/", helping_question, name="helping-question"),
    path("cases/<int:case_id>/ratings/new/", rating_new, name="rating-new"),
    path("cases/<int:case_id>/notes/", notes, name="notes"),
    path("cases/<int:case_id>/notes/latest/", notes_latest, name="notes-latest"),
    path("cases/<int:case_id>/notes/new/", note_new, name="note-new"),
    path("cases/<int:case_id>/notes/<int:note_id>/", note, name="note"),
    path(
        "cases/<int:case_id>/notes/<int:note_id>/amendments/new/",
        note_amendment_new,
        name="note-amendment-new",
    ),
    path("cases/<int:case_id>/notes/<uuid:draft_key>/draft/", note_draft, name="note-draft"),
    path("cases/<int:case_id>/notes/<uuid:draft_key>/signature/", note_signature, name="note-signature"),
    path(
        "cases/<int:case_id>/notes/<uuid:draft_key>/removal/", note_draft_removal, name="note-draft-removal"
    ),
    path("cases/<int:case_id>/measures/<int:measure_id>/scores/new/", score_new, name="score-new"),
    path("cases/<int:case_id>/scores/<int:score_id>/removal/", score_removal, name="score-removal"),
    path("oversight/measures/", measures, name="measures"),
    path("oversight/rating-scale/", rating_scale, name="rating-scale"),
    path("oversight/measures/new/", measure_new, name="measure-new"),
    path("oversight/measures/published/<slug:instrument>/", measure_definition, name="measure-definition"),
    path("oversight/measures/<int:measure_id>/", measure, name="measure"),
    path("oversight/measures/<int:measure_id>/switch/", measure_switch, name="measure-switch"),
    path(
        "oversight/measures/<int:measure_id>/scales/<int:scale_id>/direction/",
        measure_direction,
        name="measure-direction",
    ),
    path(
        "oversight/measures/<int:measure_id>/scales/<int:scale_id>/removal/",
        measure_scale_removal,
        name="measure-scale-removal",
    ),
    path("helping-question-hints/", helping_question_hints, name="helping-question-hints"),
    path("cases/<int:case_id>/helping-questions/new/", helping_question_new, name="helping-question-new"),
    path(
        "cases/<int:case_id>/helping-questions/<int:question_id>/wording/",
        helping_question_wording,
        name="helping-question-wording",
    ),
    path(
        "cases/<int:case_id>/helping-questions/<int:question_id>/status/",
        helping_question_status,
        name="helping-question-status",
    ),
    path(
        "cases/<int:case_id>/helping-questions/<int:question_id>/lead/",
        helping_question_lead,
        name="helping-question-lead",
    ),
    path(
        "cases/<int:case_id>/helping-questions/<int:question_id>/ratings/new/",
        helping_question_rating_new,
        name="helping-question-rating-new",
    ),
    path("cases/<int:case_id>/closure/", closure, name="closure"),
    path("cases/<int:case_id>/follow-ups/<int:follow_up_id>/", follow_up, name="follow-up"),
    path("follow-ups/", follow_ups, name="follow-ups"),
    path("referrals/", unassigned, name="unassigned"),
    path("referrals/new/", unassigned_new, name="unassigned-new"),
    path("referrals/import/", referral_import, name="referral-import"),
    path("referrals/import/template/", referral_import_template, name="referral-import-template"),
    path("referrals/import/confirmation/", referral_import_confirmation, name="referral-import-confirmation"),
    path("referrals/import/mending/", referral_import_mending, name="referral-import-mending"),
    path("referrals/<int:referral_id>/assignment/", assignment, name="assignment"),
    path("referrals/<int:referral_id>/removal/", unassigned_removal, name="unassigned-removal"),
    path("referrals/<int:referral_id>/uptake/", uptake, name="uptake"),
    path("cases/<int:case_id>/visits/new/", visit_new, name="visit-new"),
    path("visits/<int:visit_id>/attendance/", attendance, name="attendance"),
    path("visits/<int:visit_id>/attendance/correction/", attendance_correction, name="attendance-correction"),
    path("visits/<int:visit_id>/removal/", visit_removal, name="visit-removal"),
    path("visits/<int:visit_id>/visit.ics", visit_file, name="visit-file"),
    path("calendar/", calendar, name="calendar"),
    path("calendar/removal/", calendar_removal, name="calendar-removal"),
    path("calendar/<str:token>/visits.ics", calendar_feed, name="calendar-feed"),
    path("oversight/", board, name="board"),
    path("oversight/people/<int:person_id>/handovers/", handovers, name="handovers"),
    path("oversight/<int:case_id>/handover/", handover, name="handover"),
    path("oversight/<int:case_id>/overlap/end/", overlap_ending, name="overlap-ending"),
]
