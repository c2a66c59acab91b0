"""Error pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or in another browser: say so, keep it generic (`reason` is for developers)."""
    return render(request, "403_csrf.html", status=403)
