"""Error pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django names it
    """The form was open too long or in another browser: say so and keep the reason to the log."""
    return render(request, "403_csrf.html", status=403)
