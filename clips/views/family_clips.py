"""Clips to take home: which, what leaves, and the download."""

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from accounts.step_up import asks_again
from cases.forms import attempt
from cases.views.loading import own_case
from clips.actions.keepsakes import hand_over
from clips.family_clips import FamilyClips, archive, family_clips, names_of
from clips.keepsake_forms import HandOverForm
from clips.keepsake_rules import Item, earlier
from clips.models import TakenHome
from consent.views.signing import sent

CLIPS = TakenHome.Kind.CLIPS


@requires(Permission.WORK_CASES)
@require_GET
def clips_for_family(request: SignedInRequest, case_id: int) -> HttpResponse:
    case = own_case(request, case_id)
    context = {
        "case": case,
        "found": family_clips(case, request.user),
        "taken_home": case.taken_home.filter(kind=CLIPS)
        .select_related("handed_by")
        .prefetch_related("items"),
    }
    return render(request, "clips/family_clips.html", context)


@requires(Permission.WORK_CASES)
@asks_again()
@require_http_methods(["GET", "POST"])
def family_clips_taken_home(request: SignedInRequest, case_id: int) -> HttpResponseBase:
    case = own_case(request, case_id)
    items = _chosen(request, family_clips(case, request.user))
    if not items:
        return redirect("family-clips", case.pk)
    before = earlier(case, items, CLIPS)
    form = HandOverForm(sent(request), again=before is not None)
    made: list[TakenHome] = []
    if request.method == "POST" and attempt(
        form,
        lambda data: made.append(
            hand_over(case=case, kind=CLIPS, items=items, reason=data.get("reason", ""), by=request.user)
        ),
    ):
        response = StreamingHttpResponse(archive(request, made[0], items), content_type="application/zip")
        response.headers["Content-Disposition"] = 'attachment; filename="clips.zip"'
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
    context = {
        "case": case,
        "rows": list(zip(names_of(items), items, strict=True)),
        "size": sum(item.file.size for item in items),
        "form": form,
        "before": before,
    }
    return render(request, "clips/family_clips_taken_home.html", context)


def _chosen(request: SignedInRequest, found: FamilyClips) -> list[Item]:
    sent_ids = (request.POST if request.method == "POST" else request.GET).getlist("clip")
    return found.chosen([int(each) for each in sent_ids if each.isdecimal() and len(each) < 10])
