"""Addresses of supervision."""

from django.urls import path

from supervision import media
from supervision.views import review, submissions

urlpatterns = [
    path("cycles/<int:cycle_id>/submission/", submissions.submission_new, name="submission-new"),
    path("supervision/", submissions.submissions, name="submissions"),
    path("supervision/<int:submission_id>/", review.submission, name="submission"),
    path("supervision/<int:submission_id>/remarks/", review.remarks, name="remarks"),
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
    path("supervision/clips/<int:clip_id>/clip.mp4", media.submitted_film, name="submitted-film"),
]
