"""How every page of a case begins: the case, if this person may see it."""

from django.shortcuts import get_object_or_404

from accounts.access import SignedInRequest
from cases.models import Case


def own_case(request: SignedInRequest, case_id: int) -> Case:
    return get_object_or_404(Case.objects.visible_to(request.user).select_related("guider"), pk=case_id)
