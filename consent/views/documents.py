"""The documents of a case: listed, added, opened, removed."""

import logging

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.forms import attempt
from cases.views.loading import own_case
from consent.actions import add_document, open_sheet, remove_document
from consent.document_forms import DocumentNewForm, DocumentRemovalForm
from consent.models import Document, Sheet
from consent.rules.papers import ENDINGS
from consent.views.papers import never_run
from consent.views.signing import sent
from vault.reading import Unreadable

logger = logging.getLogger(__name__)
LATEST = 4


@requires(Permission.WORK_CASES)
@require_GET
def documents(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    kept = case.documents.select_related("added_by", "removed_by").prefetch_related("sheets")
    context = {
        "case": case,
        "documents": kept.filter(removed_at=None),
        "removed": kept.exclude(removed_at=None),
    }
    return render(request, "consent/documents.html", context)


@requires(Permission.WORK_CASES)
@require_GET
def documents_latest(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    kept = case.documents.filter(removed_at=None)
    context = {"case": case, "documents": kept[:LATEST], "number": kept.count()}
    return render(request, "consent/documents_latest.html", context)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def document_new(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    form = DocumentNewForm(sent(request), request.FILES or None)
    if request.method == "POST" and attempt(
        form, lambda data: add_document(case=case, by=request.user, **data)
    ):
        messages.success(request, _("The document is sealed and kept with the case."))
        return redirect("documents", case.pk)
    return render(request, "consent/document_new.html", {"case": case, "form": form})


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def document_removal(request: SignedInRequest, document_id: int) -> HttpResponse:
    own = Document.objects.visible_to(request.user).filter(removed_at=None).select_related("case")
    document = get_object_or_404(own, pk=document_id)
    form = DocumentRemovalForm(sent(request))
    if request.method == "POST" and attempt(
        form, lambda data: remove_document(document=document, by=request.user, **data)
    ):
        messages.success(request, _("The document is removed. What it was and why it went stays written."))
        return redirect("documents", document.case_id)
    number = document.sheets.count()
    gone = ngettext("“%(title)s”, %(count)d file", "“%(title)s”, %(count)d files", number)
    context = {
        "case": document.case,
        "form": form,
        "gone": [gone % {"title": document.title, "count": number}],
        "stays": [_("Its title, kind and date, who added it, who removed it and why.")],
    }
    return render(request, "consent/document_removal.html", context)


@requires(Permission.WORK_CASES)
@require_GET
def document_sheet(request: SignedInRequest, sheet_id: int) -> HttpResponse:
    own = Sheet.objects.filter(document__in=Document.objects.visible_to(request.user)).exclude(note=None)
    sheet = get_object_or_404(own.select_related("note", "document__case"), pk=sheet_id)
    try:
        content = open_sheet(sheet=sheet, by=request.user)
    except Unreadable:
        logger.exception("A document could not be read: sheet %s", sheet.pk)
        sentence = _("This document cannot be read at the moment. Nothing is lost; please try again later.")
        return HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8")
    content_type = sheet.note.content_type if sheet.note else ""
    name = f"document-{sheet.document_id}-{sheet.position}.{ENDINGS[content_type]}"
    return never_run(content, content_type, name)
