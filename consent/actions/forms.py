"""The wording that people sign."""

from django.db import transaction

from accounts.models import Organisation
from audit.actions import record
from consent import wording
from consent.models import FormVersion


@transaction.atomic
def ensure_form(organisation: Organisation) -> FormVersion:
    """The organisation's newest form; the first time, the sample form becomes version 1."""
    newest = FormVersion.objects.filter(organisation=organisation).order_by("-version").first()
    if newest is not None:
        return newest
    form, is_new = FormVersion.objects.get_or_create(
        organisation=organisation,
        language=wording.LANGUAGE,
        version=1,
        defaults={
            "title": wording.TITLE,
            "introduction": wording.INTRODUCTION,
            "purposes": wording.PURPOSES,
        },
    )
    if is_new:
        record(by="system", action="form.created", subject=form, version=form.version)
    return form
