"""The keepsake of a case: chosen together, looked at, handed over once."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.paper import download
from accounts.roles import Permission
from accounts.step_up import asks_again
from cases.forms import attempt
from cases.models import Case
from cases.views.loading import own_case
from clips.actions.keepsakes import (
    answer_keepsake,
    choose_first_picture,
    choose_picture,
    hand_over,
    write_keepsake,
)
from clips.keepsake_forms import PaperForm, WordsForm
from clips.keepsake_paper import keepsake_paper
from clips.keepsake_rules import (
    PAPERS,
    Item,
    check_complete,
    check_once,
    check_open,
    closed_films,
    earlier,
    file_of,
    offer_of,
    own_words,
)
from clips.models import Keepsake, KeepsakePicture
from clips.views.refusals import told
from clips.views.scope import clips_of, pictures_of, stills_of
from consent.media import Refused, stream
from consent.scopes import Purpose
from consent.views.signing import sent
from vault.rules import UNFINISHED


@requires(Permission.WORK_CASES)
@require_GET
def keepsake(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    return _page(request, case, WordsForm(initial={"words": _words_of(case)}))


@requires(Permission.WORK_CASES)
@require_GET
def keepsake_state(request: SignedInRequest, case_id: int) -> HttpResponse:
    """The part of the case's own page."""
    case = own_case(request, case_id)
    taken = case.taken_home.select_related("handed_by").prefetch_related("items")
    context = {"case": case, "keepsake": _keepsake_of(case), "taken_home": taken}
    return render(request, "clips/keepsake_state.html", context)


@requires(Permission.WORK_CASES)
@require_POST
def keepsake_answer(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    with told(request):
        answer_keepsake(case=case, answer=request.POST.get("answer", ""), by=request.user)
    return redirect("keepsake", case.pk)


@requires(Permission.WORK_CASES)
@require_POST
def keepsake_pictures(request: SignedInRequest, case_id: int) -> HttpResponse:
    """A still is chosen, or the first picture of a clip."""
    case = own_case(request, case_id)
    with told(request):
        if "clip" in request.POST:
            clip = get_object_or_404(clips_of(request.user), pk=_number(request.POST["clip"]))
            choose_first_picture(case=case, clip=clip, by=request.user)
        else:
            still = get_object_or_404(stills_of(request.user), pk=_number(request.POST.get("still", "")))
            choose_picture(case=case, still=still, by=request.user)
    return redirect("keepsake", case.pk)


@requires(Permission.WORK_CASES)
@require_POST
def keepsake_words(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    form = WordsForm(request.POST)
    if attempt(form, lambda data: write_keepsake(case=case, words=data["words"], by=request.user)):
        return redirect("keepsake", case.pk)
    return _page(request, case, form, status=422)


@requires(Permission.WORK_CASES)
@asks_again()
@require_http_methods(["GET", "POST"])
def keepsake_taken_home(request: SignedInRequest, case_id: int) -> HttpResponse:
    """What will leave; then the paper itself, once it has been written down that it does."""
    case = own_case(request, case_id)
    pictures = list(pictures_of(request.user).filter(keepsake__case=case))
    before = earlier(case, [], PAPERS[0])
    form = PaperForm(sent(request), again=before is not None)
    papers: list[bytes] = []
    if request.method == "POST" and attempt(
        form, lambda data: papers.append(_handed_over(request, case, pictures, data))
    ):
        return download(papers[0], name="keepsake.pdf")
    context = {
        "case": case,
        "keepsake": _keepsake_of(case),
        "pictures": pictures,
        "form": form,
        "before": before,
    }
    return render(request, "clips/keepsake_taken_home.html", context)


def _handed_over(
    request: SignedInRequest, case: Case, pictures: list[KeepsakePicture], data: dict[str, Any]
) -> bytes:
    """Read, printed in memory, then asked once more and written down, in this order."""
    check_open([each.still.footage.custody for each in pictures], Purpose.KEEPSAKE, request.user)
    check_complete(pictures)
    items = [Item(each.still.footage.custody, file) for each in pictures if (file := file_of(each))]
    check_once(case, items, data["kind"], data.get("reason", ""))
    try:
        contents = [
            b"".join(stream(request, custody=item.custody, file=item.file, purpose=Purpose.KEEPSAKE))
            for item in items
        ]
    except Refused as refusal:
        raise ValidationError(
            _("A consent has changed just now. Please look at the page again.")
        ) from refusal
    paper = keepsake_paper(case.keepsake, data["kind"], list(zip(pictures, contents, strict=True)))
    hand_over(
        case=case,
        kind=data["kind"],
        items=items,
        reason=data.get("reason", ""),
        sha256=hashlib.sha256(paper).hexdigest(),
        by=request.user,
    )
    return paper


def _page(request: SignedInRequest, case: Case, form: WordsForm, status: int = 200) -> HttpResponse:
    pictures = list(pictures_of(request.user).filter(keepsake__case=case))
    films = (picture.still.footage.custody for picture in pictures)
    closed = closed_films(films, Purpose.KEEPSAKE, request.user, case)
    context = {
        "case": case,
        "keepsake": _keepsake_of(case),
        "rows": [(each, closed.get(each.still.footage.custody_id), file_of(each)) for each in pictures],
        "waiting": any(each.picture and each.picture.state in UNFINISHED for each in pictures),
        "offer": offer_of(case, request.user),
        "own_words": own_words(case),
        "form": form,
        "before": earlier(case, [], PAPERS[0]),
    }
    return render(request, "clips/keepsake.html", context, status=status)


def _keepsake_of(case: Case) -> Keepsake | None:
    return Keepsake.objects.filter(case=case).first()


def _words_of(case: Case) -> str:
    found = _keepsake_of(case)
    return found.words if found else ""


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
