"""Addresses of the pages of `reports`."""

from django.urls import path

from reports import views

urlpatterns = [
    path("cases/numbers/", views.own_numbers, name="own-numbers"),
    path("reports/", views.reports, name="reports"),
    path("reports/<slug:period>/", views.report, name="report"),
    path("reports/<slug:period>/progress/", views.draft_progress, name="report-progress"),
    path("reports/<slug:period>/release/", views.release, name="report-release"),
    path("reports/files/<int:report_file_id>/", views.report_file, name="report-file"),
    path("extracts/", views.extracts, name="extracts"),
    path("extracts/<int:extract_id>/release/", views.extract_release, name="extract-release"),
    path("extracts/<int:extract_id>/removal/", views.extract_removal, name="extract-removal"),
    path("extracts/<int:extract_id>/file/", views.extract_file, name="extract-file"),
]
