"""A request for a whole page, or for something inside one: where each is sent, and where it comes back to."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def is_part(request: HttpRequest) -> bool:
    """Asked by htmx, a script or a player, for something inside a page."""
    return "HX-Request" in request.headers or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"


def send_to(address: str, request: HttpRequest) -> HttpResponse:
    """Redirect a page; tell what is inside a page 401, so that no sign-in page lands inside another."""
    if is_part(request):
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return redirect(address)


def page_of(request: HttpRequest) -> str:
    """The page to come back to: this one, or the one that a form, a button or a part stands on."""
    if request.method in SAFE_METHODS and not is_part(request):
        return request.get_full_path()
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        return reverse("home")
    return urlsplit(came_from)._replace(scheme="", netloc="").geturl()
