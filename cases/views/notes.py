"""The notes of a case: looked through, searched, read with what they said before."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import rules
from cases.views.loading import own_case

PER_PAGE = 20
LATEST = 3


# A search is posted, because what people are said to have done has no place in an address.
@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def notes(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    asked = request.POST if request.method == "POST" else request.GET
    words = asked.get("words", "").strip()[:200] if request.method == "POST" else ""
    found = rules.notes_with(case, words).annotate(told=Count("note__versions"))
    context = {
        "case": case,
        "words": words,
        "page": Paginator(found, PER_PAGE).get_page(asked.get("page")),
        "drafts": rules.drafts_of(request.user, case).select_related("amends"),
    }
    part = "#found" if request.headers.get("HX-Request") else ""
    return render(request, f"cases/notes.html{part}", context)


@requires(Permission.WORK_CASES)
@require_GET
def notes_latest(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    found = rules.notes_with(case, "").annotate(told=Count("note__versions"))
    context = {
        "case": case,
        "latest": found[:LATEST],
        "number": case.notes.count(),
        "drafts": rules.drafts_of(request.user, case).select_related("amends"),
    }
    return render(request, "cases/notes_latest.html", context)


@requires(Permission.WORK_CASES)
@require_GET
def note(request: SignedInRequest, case_id: int, note_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    shown = get_object_or_404(case.notes, pk=note_id)
    *earlier, standing = shown.versions.select_related("signed_by")
    context = {"case": case, "note": shown, "standing": standing, "earlier": earlier[::-1]}
    return render(request, "cases/note.html", context)
