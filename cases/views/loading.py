"""How every page of a case begins: the case, if this person may see it."""

from django.shortcuts import get_object_or_404

from accounts.access import SignedInRequest
from cases.models import Case, Participation


def own_case(request: SignedInRequest, case_id: int) -> Case:
    return get_object_or_404(Case.objects.visible_to(request.user).select_related("guider"), pk=case_id)


def own_part(request: SignedInRequest, case_id: int, person_id: int) -> Participation:
    case = own_case(request, case_id)
    parts = case.participations.filter(person_id=person_id, until=None).select_related("person", "case")
    return get_object_or_404(parts.order_by("-is_client")[:1])
