"""What every template knows."""

from django.conf import settings
from django.http import HttpRequest


def product(_request: HttpRequest) -> dict[str, object]:
    return {"product": "Attune", "demo": settings.DEMO}
