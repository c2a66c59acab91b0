"""Addresses of the pages of `sessions`."""

from django.urls import path

from sessions.views import cycles, filming, media, uploads

urlpatterns = [
    path("cases/<int:case_id>/cycles/", cycles.cycles, name="cycles"),
    path("cycles/<int:cycle_id>/filming/", cycles.filming_new, name="filming-new"),
    path("cycles/<int:cycle_id>/abandonment/", cycles.cycle_abandonment, name="cycle-abandonment"),
    path("filming/<int:filmed_session_id>/", filming.filming, name="filming"),
    path("filming/<int:filmed_session_id>/uploads/", uploads.upload_new, name="upload-new"),
    path("uploads/<uuid:upload_id>/", uploads.upload, name="upload"),
    path("footage/<uuid:footage_id>/progress/", filming.footage_progress, name="footage-progress"),
    path("footage/<uuid:footage_id>/attempt/", filming.footage_attempt, name="footage-attempt"),
    path("footage/<uuid:footage_id>/people/", filming.footage_people, name="footage-people"),
    path("footage/<uuid:footage_id>/removal/", filming.footage_removal, name="footage-removal"),
    path("footage/<uuid:footage_id>/film.mp4", media.footage_film, name="footage-film"),
    path("footage/<uuid:footage_id>/strip.jpg", media.footage_strip, name="footage-strip"),
    path("footage/<uuid:footage_id>/waveform.json", media.footage_waveform, name="footage-waveform"),
    path("footage/<uuid:footage_id>/frames.json", media.footage_frames, name="footage-frames"),
]
