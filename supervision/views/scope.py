"""Which submissions somebody reaches at all."""

from accounts.access import SignedInRequest
from supervision.models import Submission, Submissions


def visible(request: SignedInRequest) -> Submissions:
    reached = Submission.objects.visible_to(request.user).select_related(
        "submitted_by__organisation",
        "supervisor__organisation",
        "selection__cycle__case",
        "decision__decided_by",
    )
    return reached.prefetch_related("selection__cycle__case__participations__person")
