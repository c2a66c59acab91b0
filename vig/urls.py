"""All addresses. Each app has its own list; nothing else is reachable."""

from django.urls import include, path

from vig import views

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("cases.urls")),
    path("", include("consent.urls")),
    path("", include("sessions.urls")),
    path("", include("clips.urls")),
    path("", include("supervision.urls")),
    path("", include("reports.urls")),
    path("audit/", views.audit, name="audit"),
    path("health/", views.health, name="health"),
    path("healthz", views.alive, name="alive"),
]
