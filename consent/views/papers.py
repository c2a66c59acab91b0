"""Who may decide for somebody, the document it rests on, and sealed papers opened again."""

import logging
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from cases.actions import record_authority
from cases.forms import attempt
from cases.models import Authority, Case, Person
from cases.views.loading import own_case
from consent.actions import keep_document, open_paper
from consent.forms import AuthorityForm, DocumentForm
from consent.models import Paper
from consent.rules.papers import ENDINGS
from consent.views.signing import person_of, sent
from vault.reading import Unreadable

logger = logging.getLogger(__name__)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def authority_new(request: SignedInRequest, case_id: int, person_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    over = person_of(case, person_id)
    form = AuthorityForm(sent(request), request.FILES or None, case=case, over=over)
    if request.method == "POST" and attempt(form, lambda data: _record(case, over, request.user, **data)):
        messages.success(request, _("Recorded. Now they can be asked for consent."))
        return redirect("consent-new", case.pk, over.pk)
    return render(request, "consent/authority_new.html", {"case": case, "person": over, "form": form})


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def authority_papers(request: SignedInRequest, case_id: int, authority_id: int) -> HttpResponse:
    """The document an authority rests on: what is sealed already, and more of it."""
    case = own_case(request, case_id)
    people = case.participations.values("person_id")
    resting = Authority.objects.filter(over__in=people, holder__in=people).select_related("holder", "over")
    authority = get_object_or_404(resting, pk=authority_id)
    form = DocumentForm(sent(request), request.FILES or None)
    if request.method == "POST" and attempt(
        form, lambda data: keep_document(case=case, authority=authority, by=request.user, **data)
    ):
        messages.success(request, _("The document is sealed and kept with the case."))
        return redirect("consent-new", case.pk, authority.over_id)
    papers = Paper.objects.visible_to(request.user).filter(authority=authority).select_related("note")
    context = {"case": case, "authority": authority, "form": form, "papers": papers.order_by("pk")}
    return render(request, "consent/authority_papers.html", context)


@requires(Permission.WORK_CASES)
@require_GET
def paper(request: SignedInRequest, paper_id: int) -> HttpResponse:
    kept = get_object_or_404(
        Paper.objects.visible_to(request.user).select_related("note", "case"), pk=paper_id
    )
    try:
        content = open_paper(paper=kept, by=request.user)
    except Unreadable:
        logger.exception("A paper could not be read: %s", kept.pk)
        sentence = _("This paper cannot be read at the moment. The answers that were signed still count.")
        return HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8")
    content_type = kept.note.content_type
    return never_run(content, content_type, f"paper-{kept.pk}.{ENDINGS[content_type]}")


def never_run(content: bytes, content_type: str, name: str) -> HttpResponse:
    """As a download: whatever is in it, no page of ours runs it. `name` names nobody."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)


@transaction.atomic
def _record(case: Case, over: Person, by: User, *, scans: list[bytes], **data: Any) -> None:
    authority = record_authority(case=case, over=over, by=by, **data)
    if scans:
        keep_document(case=case, authority=authority, scans=scans, by=by)
