"""Pages of the installation: health, the audit trail, and a form that came too late."""

from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, public, requires
from accounts.roles import Permission
from audit.rules import first_broken_entry
from vig.health import checks, film_of, openings_in
from vig.trail import page_of
from vig.trail_form import TrailForm
from vig.trail_rows import openings_of, rows_of


@public
@require_GET
def alive(_request: HttpRequest) -> HttpResponse:
    """For a load balancer: the process answers and reaches its database. Says nothing else."""
    connection.ensure_connection()
    return HttpResponse("ok", content_type="text/plain")


@requires(Permission.SEE_HEALTH)
@require_GET
def health(request: SignedInRequest) -> HttpResponse:
    shown = [*checks(), film_of(request.user.organisation), openings_in(request.user.organisation)]
    return render(request, "vig/health.html", {"checks": shown})


@requires(Permission.READ_AUDIT)
@require_http_methods(["GET", "POST"])
def audit(request: SignedInRequest) -> HttpResponse:
    if request.method == "POST":
        _verify(request)
        return redirect("audit")
    form = TrailForm(request.user, request.GET)
    found = form.entries()
    entries, older = page_of(found, request.GET.get("before", ""))
    shown = {
        "form": form,
        "rows": rows_of(entries, request.user),
        "openings": openings_of(found, request.user) if form.is_about_one_thing else [],
        "older": older,
        "is_newest": "before" not in request.GET,
    }
    return render(request, "vig/audit.html", shown)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django names it
    """The form was open too long or in another browser: say so and keep the reason to the log."""
    return render(request, "403_csrf.html", status=403)


def _verify(request: HttpRequest) -> None:
    broken = first_broken_entry()
    if broken is None:
        messages.success(request, _("The audit trail is whole: no entry was changed or removed."))
    elif broken == 0:
        messages.error(request, _("Entries are missing at the end of the audit trail."))
    else:
        messages.error(request, _("The audit trail is broken at entry %(number)d.") % {"number": broken})
