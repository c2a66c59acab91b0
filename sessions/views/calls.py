"""Whether a meeting was by video call, said on the page of the meeting."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from sessions.actions import say_call
from sessions.forms import CallForm
from sessions.models import FilmedSession


@requires(Permission.WORK_CASES)
@require_POST
def meeting_call(request: SignedInRequest, filmed_session_id: int) -> HttpResponse:
    meetings = FilmedSession.objects.visible_to(request.user).select_related("cycle")
    meeting = get_object_or_404(meetings, pk=filmed_session_id)
    form = CallForm(request.POST, meeting=meeting)
    if not form.is_valid():
        messages.error(request, _("Choose one of these answers."))
    else:
        try:
            say_call(filmed_session=meeting, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, _("Kept."))
    is_shown = meeting.kind == FilmedSession.Kind.SHARED_REVIEW
    return redirect("review" if is_shown else "filming", meeting.pk)
