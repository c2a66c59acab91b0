"""What an open player asks every few seconds: may this film still be shown?"""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from consent.models import Custody
from consent.rules import is_related, permits
from consent.scopes import Purpose


@requires(Permission.WORK_CASES, Permission.SUPERVISE)
@require_GET
def consent_permit(request: SignedInRequest, custody_id: int, purpose: str) -> HttpResponse:
    """`{"allowed": true}`, or 403 with the reasons. It opens nothing: every byte is asked for again."""
    if purpose not in Purpose.values:
        raise Http404
    custody = get_object_or_404(Custody.objects.select_related("case__guider"), pk=custody_id)
    if not is_related(request.user, Purpose(purpose), custody):
        raise Http404
    verdict = permits(user=request.user, purpose=Purpose(purpose), custody=custody)
    return JsonResponse(
        {"allowed": verdict.allowed, "reasons": verdict.reasons}, status=200 if verdict.allowed else 403
    )
