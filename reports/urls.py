"""Addresses of the pages of `reports`."""

from django.urls import path

from reports import views

urlpatterns = [
    path("cases/numbers/", views.own_numbers, name="own-numbers"),
    path("reports/", views.reports, name="reports"),
    path("reports/<int:year>/<int:quarter>/", views.report, name="report"),
    path("reports/snapshots/<uuid:snapshot_id>.csv", views.snapshot, name="snapshot"),
]
