"""Addresses of the pages of `sessions`."""

from django.urls import path

from sessions.views import calls, cycles, filming, filmings, footage, media, news, uploads, visits

urlpatterns = [
    path("cases/<int:case_id>/cycles/", cycles.cycles, name="cycles"),
    path("cycles/<int:cycle_id>/filming/", cycles.filming_new, name="filming-new"),
    path("cycles/<int:cycle_id>/abandonment/", cycles.cycle_abandonment, name="cycle-abandonment"),
    path("filming/<int:filmed_session_id>/", filming.filming, name="filming"),
    path("filming/<int:filmed_session_id>/nothing-usable/", filmings.nothing_usable, name="nothing-usable"),
    path("filming/<int:filmed_session_id>/taking-up/", filmings.taking_up, name="filming-taking-up"),
    path("filming/<int:filmed_session_id>/call/", calls.meeting_call, name="meeting-call"),
    path("filming/<int:filmed_session_id>/uploads/", uploads.upload_new, name="upload-new"),
    path("filming/<int:filmed_session_id>/known-films/", filming.known, name="known-films"),
    path("visits/<int:visit_id>/filming/", visits.visit_filming, name="visit-filming"),
    path("visits/<int:visit_id>/move/", visits.visit_move, name="visit-move"),
    path("uploads/<uuid:upload_id>/", uploads.upload, name="upload"),
    path("footage/<uuid:footage_id>/progress/", footage.footage_progress, name="footage-progress"),
    path("footage/<uuid:footage_id>/attempt/", footage.footage_attempt, name="footage-attempt"),
    path("footage/<uuid:footage_id>/people/", footage.footage_people, name="footage-people"),
    path("footage/<uuid:footage_id>/removal/", footage.footage_removal, name="footage-removal"),
    path("footage/<uuid:footage_id>/phone-copy/", footage.phone_copy, name="phone-copy"),
    path("footage/<uuid:footage_id>/news/", news.news_end, name="film-news-end"),
    path("film-news/", news.news, name="film-news"),
    path("footage/<uuid:footage_id>/film.mp4", media.footage_film, name="footage-film"),
    path("footage/<uuid:footage_id>/strip.jpg", media.footage_strip, name="footage-strip"),
    path("footage/<uuid:footage_id>/waveform.json", media.footage_waveform, name="footage-waveform"),
    path("footage/<uuid:footage_id>/frames.json", media.footage_frames, name="footage-frames"),
]
