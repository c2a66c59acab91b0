"""Addresses of the pages of `clips`."""

from django.urls import path

from clips.views import clips, moments, selection, studio

urlpatterns = [
    path("footage/<uuid:footage_id>/studio/", studio.studio, name="studio"),
    path("footage/<uuid:footage_id>/moments/", moments.moments, name="moments"),
    path("moments/<int:moment_id>/", moments.moment, name="moment"),
    path("footage/<uuid:footage_id>/clips/", clips.clips, name="clips"),
    path("clips/<int:clip_id>/", clips.clip, name="clip"),
    path(
        "clips/<int:clip_id>/ticks/<slug:principle>/<int:person_id>/", clips.clip_tick, name="clip-tick"
    ),
    path("clips/<int:clip_id>/choice/", clips.clip_choice, name="clip-choice"),
    path("clips/<int:clip_id>/clip.mp4", clips.clip_film, name="clip-film"),
    path("cycles/<int:cycle_id>/selection/", selection.selection, name="selection"),
    path("cycles/<int:cycle_id>/selection/order/", selection.selection_order, name="selection-order"),
]
