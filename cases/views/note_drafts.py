"""A note is written: kept while it is typed, then signed, or discarded."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases import actions, rules
from cases.forms import AutosaveForm, NoteForm, attempt
from cases.models import Case, NoteDraft, NoteVersion
from cases.rules import DraftConflict
from cases.views.answers import refusal, sent
from cases.views.loading import own_case


@requires(Permission.WORK_CASES)
@require_GET
def note_new(request: SignedInRequest, case_id: int) -> HttpResponse:
    """Under an address of its own, so that loading the page again finds what was typed."""
    return redirect("note-draft", own_case(request, case_id).pk, uuid4())


@requires(Permission.WORK_CASES)
@require_GET
def note_amendment_new(request: SignedInRequest, case_id: int, note_id: int) -> HttpResponse:
    """Goes on with the amendment that is being written already, if there is one."""
    case = own_case(request, case_id)
    standing = get_object_or_404(rules.notes_with(case, ""), note=note_id)
    begun = rules.drafts_of(request.user, case).filter(amends=standing).first()
    address = reverse("note-draft", args=[case.pk, begun.key if begun else uuid4()])
    return redirect(f"{address}?amends={standing.pk}")


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "PUT", "POST"])
def note_draft(request: SignedInRequest, case_id: int, draft_key: UUID) -> HttpResponse:
    case = own_case(request, case_id)
    draft = _draft(request, case, draft_key)
    if request.method == "PUT":
        return _autosave(request, case, draft_key, draft)
    signed = NoteVersion.objects.filter(key=draft_key, note__case=case).first()
    if signed:
        return redirect("note", case.pk, signed.note_id)
    amends = _amended(case, draft, request.POST.get("amends") or request.GET.get("amends"))
    begun = draft or amends
    initial: dict[str, Any] = rules.facts_of(begun).__dict__ if begun else {}
    initial |= {"version": draft.version} if draft else {"version": 0, "reason": ""}
    form = NoteForm(request.POST or None, initial=initial, is_amendment=amends is not None)
    if request.method == "POST" and _act(form, actions.keep_draft, request, case, draft_key, amends):
        messages.success(request, _("The draft is kept. Only you can read it until you sign it."))
        return redirect("notes", case.pk)
    return _page(request, case, form, draft_key, amends)


@requires(Permission.WORK_CASES)
@require_POST
def note_signature(request: SignedInRequest, case_id: int, draft_key: UUID) -> HttpResponse:
    case = own_case(request, case_id)
    amends = _amended(case, _draft(request, case, draft_key), request.POST.get("amends"))
    form = NoteForm(request.POST, is_amendment=amends is not None)
    signed = _act(form, actions.sign_note, request, case, draft_key, amends)
    if signed:
        messages.success(request, _("Signed. These words stay; you can amend them at any time."))
        return redirect("note", case.pk, signed.note_id)
    return _page(request, case, form, draft_key, amends)


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def note_draft_removal(request: SignedInRequest, case_id: int, draft_key: UUID) -> HttpResponse:
    case = own_case(request, case_id)
    draft = _draft(request, case, draft_key)
    if draft is None:
        raise Http404
    if request.method == "POST":
        actions.discard_draft(draft=draft, by=request.user)
        messages.success(request, _("The draft is discarded."))
        return redirect("notes", case.pk)
    number = len(draft.words.split())
    gone = ngettext("%(count)d word that you typed", "%(count)d words that you typed", number)
    context = {"case": case, "draft": draft, "gone": [gone % {"count": number}]}
    return render(request, "cases/note_draft_removal.html", context)


def _draft(request: SignedInRequest, case: Case, key: UUID) -> NoteDraft | None:
    """Nothing where it is not begun. Somebody else's, or one of another case, is not there."""
    draft = NoteDraft.objects.select_related("amends__note", "case").filter(key=key).first()
    if draft and (draft.case_id != case.pk or draft.written_by_id != request.user.pk):
        raise Http404
    return draft


def _amended(case: Case, draft: NoteDraft | None, pk: object) -> NoteVersion | None:
    if draft:
        return draft.amends
    if not pk:
        return None
    versions = NoteVersion.objects.filter(note__case=case).select_related("note")
    return get_object_or_404(versions, pk=str(pk)) if str(pk).isdecimal() else None


def _autosave(request: SignedInRequest, case: Case, key: UUID, draft: NoteDraft | None) -> HttpResponse:
    try:
        form = sent(request, AutosaveForm)
        kept = actions.keep_draft(
            case=case,
            key=key,
            facts=form.facts(draft),
            version=form.cleaned_data["version"],
            amends=_amended(case, draft, form.cleaned_data["amends"]),
            by=request.user,
        )
    except DraftConflict as conflict:
        return refusal(HTTPStatus.CONFLICT, [str(conflict)], current=_told(conflict.current))
    except ValidationError as invalid:
        return refusal(HTTPStatus.BAD_REQUEST, invalid.messages)
    return JsonResponse({"version": kept.version})


def _told(draft: NoteDraft) -> dict[str, Any]:
    return {
        "kind": draft.kind,
        "about_on": draft.about_on.isoformat(),
        "words": draft.words,
        "reason": draft.reason,
        "version": draft.version,
    }


def _act(
    form: NoteForm, act: Any, request: SignedInRequest, case: Case, key: UUID, amends: NoteVersion | None
) -> Any:
    """What the action gives; nothing where the form now says why it was refused."""
    done: list[Any] = []
    given: dict[str, Any] = {"case": case, "key": key, "amends": amends, "by": request.user}
    try:
        attempt(form, lambda data: done.append(act(facts=form.facts(), version=data["version"], **given)))
    except DraftConflict as conflict:
        form.show_conflict(conflict)
    return done[0] if done else None


def _page(
    request: SignedInRequest, case: Case, form: NoteForm, key: UUID, amends: NoteVersion | None
) -> HttpResponse:
    context = {"case": case, "form": form, "key": key, "amends": amends}
    return render(request, "cases/note_draft.html", context)
