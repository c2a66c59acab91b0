"""One picture to keep: which part of it, how bright, in which place, and its bytes."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.forms import attempt
from clips.actions.keepsakes import finish_picture, move_picture_up, take_out_picture
from clips.keepsake_forms import PictureForm
from clips.keepsake_rules import closed_films, file_of, made_by, own_words
from clips.views.refusals import told
from clips.views.scope import pictures_of, stills_of
from consent.media import serve
from consent.scopes import Purpose
from vault.models import SealedFile
from vault.pictures import BEND, TINT


@requires(Permission.WORK_CASES)
@require_http_methods(["GET", "POST"])
def keepsake_picture(request: SignedInRequest, picture_id: int) -> HttpResponse:
    picture = get_object_or_404(pictures_of(request.user), pk=picture_id)
    case, custody = picture.keepsake.case, picture.still.footage.custody
    initial = PictureForm.initial_of(picture)
    form = PictureForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and attempt(
        form,
        lambda data: finish_picture(
            picture=picture, finish=form.finish(), words=data["words"], by=request.user
        ),
    ):
        return redirect("keepsake", case.pk)
    context = {
        "case": case,
        "picture": picture,
        "form": form,
        "closed": closed_films([custody], Purpose.KEEPSAKE, request.user, case).get(custody.pk),
        "own_words": own_words(case),
        "bend": BEND,
        "tint": TINT,
    }
    return render(request, "clips/keepsake_picture.html", context, status=422 if form.errors else 200)


@requires(Permission.WORK_CASES)
@require_POST
def keepsake_picture_place(request: SignedInRequest, picture_id: int) -> HttpResponse:
    picture = get_object_or_404(pictures_of(request.user), pk=picture_id)
    with told(request):
        move_picture_up(picture=picture, by=request.user)
    return redirect("keepsake", picture.keepsake.case_id)


@requires(Permission.WORK_CASES)
@require_POST
def keepsake_picture_removal(request: SignedInRequest, picture_id: int) -> HttpResponse:
    picture = get_object_or_404(pictures_of(request.user), pk=picture_id)
    with told(request):
        take_out_picture(picture=picture, by=request.user)
    return redirect("keepsake", picture.keepsake.case_id)


@requires(Permission.WORK_CASES)
@require_safe
def keepsake_picture_file(request: SignedInRequest, picture_id: int) -> HttpResponse:
    """As it is finished."""
    picture = get_object_or_404(pictures_of(request.user), pk=picture_id)
    custody = picture.still.footage.custody
    return serve(request, custody=custody, file=file_of(picture), purpose=Purpose.KEEPSAKE)


@requires(Permission.WORK_CASES)
@require_safe
def still_to_keep(request: SignedInRequest, still_id: int) -> HttpResponse:
    """The whole still, to choose it and to choose a part of it."""
    still = get_object_or_404(stills_of(request.user), pk=still_id)
    file = made_by(still.picture, SealedFile.Role.STILL)
    return serve(request, custody=still.footage.custody, file=file, purpose=Purpose.KEEPSAKE)
