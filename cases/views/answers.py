"""JSON in and out: reading what a page sent, telling refusals in words."""

import json
from http import HTTPStatus
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

Checked = TypeVar("Checked", bound=forms.BaseForm)


def sent(request: HttpRequest, form: type[Checked]) -> Checked:
    """The form filled with the JSON body, and checked."""
    try:
        body = json.loads(request.body or b"{}")
    except (ValueError, RecursionError) as unreadable:
        raise ValidationError(_("This could not be read. Load the page again.")) from unreadable
    filled = form(body if isinstance(body, dict) else {})
    if not filled.is_valid():
        raise ValidationError([words for errors in filled.errors.values() for words in errors])
    return filled


def refusal(status: HTTPStatus, reasons: list[str], **more: Any) -> JsonResponse:
    return JsonResponse({"reasons": reasons} | more, status=status)
