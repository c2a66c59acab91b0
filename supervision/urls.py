"""Addresses of supervision."""

from django.urls import path

from supervision import media
from supervision.views import meetings, picks, portfolio, review, statements, submissions, trainees

urlpatterns = [
    path("cycles/<int:cycle_id>/submission/", submissions.submission_new, name="submission-new"),
    path("cycles/<int:cycle_id>/own-moments/", submissions.own_moments_new, name="own-moments-new"),
    path("supervision/", submissions.submissions, name="submissions"),
    path("supervision/record/", submissions.supervision_record, name="supervision-record"),
    path("supervision/<int:submission_id>/", review.submission, name="submission"),
    path("supervision/<int:submission_id>/remarks/", review.remarks, name="remarks"),
    path("supervision/<int:submission_id>/reading/", review.reading, name="reading"),
    path("supervision/<int:submission_id>/blind-pick/", picks.blind_pick, name="blind-pick"),
    path("supervision/<int:submission_id>/decision/", review.decision_new, name="decision-new"),
    path(
        "supervision/<int:submission_id>/footage/<uuid:footage_id>/film.mp4",
        media.submission_film,
        name="submission-film",
    ),
    path(
        "supervision/<int:submission_id>/footage/<uuid:footage_id>/strip.jpg",
        media.submission_strip,
        name="submission-strip",
    ),
    path(
        "supervision/<int:submission_id>/footage/<uuid:footage_id>/frames.json",
        media.submission_frames,
        name="submission-frames",
    ),
    path("supervision/picked/<int:picked_id>/removal/", picks.blind_pick_removal, name="blind-pick-removal"),
    path("supervision/remarks/<int:remark_id>/clip/", review.proposal_taking, name="proposal-taking"),
    path("supervision/clips/<int:clip_id>/suggestion/", review.suggestion, name="suggestion"),
    path("supervision/clips/<int:clip_id>/clip.mp4", media.submitted_film, name="submitted-film"),
    path("supervision/progress/", trainees.progress, name="progress"),
    path("supervision/statement/", statements.statement, name="statement"),
    path("supervision/trainees/", trainees.trainees, name="trainees"),
    path("supervision/trainees/<int:trainee_id>/", trainees.trainee, name="trainee"),
    path("supervision/trainees/<int:trainee_id>/pathway/", trainees.enrolment_new, name="enrolment-new"),
    path("supervision/trainees/<int:trainee_id>/portfolio.pdf", portfolio.portfolio, name="portfolio"),
    path(
        "supervision/trainees/<int:trainee_id>/portfolio.csv",
        portfolio.portfolio_table,
        name="portfolio-table",
    ),
    path("supervision/trainees/<int:trainee_id>/gate/", trainees.gate, name="gate"),
    path("supervision/trainees/<int:trainee_id>/assessor/", trainees.assessment_new, name="assessment-new"),
    path("supervision/meetings/", meetings.meeting_new, name="meeting-new"),
    path("supervision/meetings/<int:meeting_id>/", meetings.meeting, name="meeting"),
    path(
        "supervision/meetings/<int:meeting_id>/correction/",
        meetings.meeting_correction,
        name="meeting-correction",
    ),
    path("supervision/meetings/<int:meeting_id>/removal/", meetings.meeting_removal, name="meeting-removal"),
    path(
        "supervision/meetings/<int:meeting_id>/signature/",
        meetings.meeting_signature,
        name="meeting-signature",
    ),
    path("supervision/stage-meetings/<int:stage_meeting_id>/", meetings.stage_meeting, name="stage-meeting"),
]
