"""Addresses of the pages of `clips`."""

from django.urls import path

from clips.views import clips, early_marks, marks, moments, presentation, reviews, selection, settings, studio

urlpatterns = [
    path("footage/<uuid:footage_id>/studio/", studio.studio, name="studio"),
    path("studio-settings/", settings.studio_settings, name="studio-settings"),
    path("studio-settings/single-keys/", settings.single_keys, name="single-keys"),
    path("footage/<uuid:footage_id>/marks/", marks.marks, name="marks"),
    path("footage/<uuid:footage_id>/marks/undo/", marks.marks_undo, name="marks-undo"),
    path("footage/<uuid:footage_id>/marks/redo/", marks.marks_redo, name="marks-redo"),
    path("studio-settings/keys.json", early_marks.studio_keys, name="studio-keys"),
    path("uploads/<uuid:upload_id>/marks/", early_marks.early_marks, name="early-marks"),
    path("early-marks/<int:mark_id>/", early_marks.early_mark, name="early-mark"),
    path("footage/<uuid:footage_id>/moments/", moments.moments, name="moments"),
    path("moments/<int:moment_id>/", moments.moment, name="moment"),
    path("footage/<uuid:footage_id>/clips/", clips.clips, name="clips"),
    path("clips/<int:clip_id>/", clips.clip, name="clip"),
    path("clips/<int:clip_id>/ticks/<str:principle>/<int:person_id>/", clips.clip_tick, name="clip-tick"),
    path("clips/<int:clip_id>/choice/", clips.clip_choice, name="clip-choice"),
    path("clips/<int:clip_id>/clip.mp4", clips.clip_film, name="clip-film"),
    path("cycles/<int:cycle_id>/selection/", selection.selection, name="selection"),
    path("cycles/<int:cycle_id>/selection/order/", selection.selection_order, name="selection-order"),
    path("cycles/<int:cycle_id>/review/", reviews.review_new, name="review-new"),
    path("reviews/<int:review_id>/", reviews.review, name="review"),
    path("reviews/<int:review_id>/points/", reviews.points, name="review-points"),
    path("reviews/<int:review_id>/ratings/", reviews.review_ratings, name="review-ratings"),
    path("reviews/<int:review_id>/end/", reviews.review_end, name="review-end"),
    path("reviews/<int:review_id>/presentation/", presentation.presentation, name="presentation"),
    path("shown/<int:shown_id>/reflections/", reviews.reflections, name="reflections"),
    path("reflections/<int:reflection_id>/removal/", reviews.reflection_removal, name="reflection-removal"),
    path("points/<int:point_id>/removal/", reviews.point_removal, name="point-removal"),
    path("shown/<int:shown_id>/clip.mp4", presentation.shown_film, name="shown-film"),
    path("shown/<int:shown_id>/frames.json", presentation.shown_frames, name="shown-frames"),
]
