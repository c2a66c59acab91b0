"""The wording that people sign: samples to begin with, then one version after another."""

from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from audit.actions import record
from consent import wording
from consent.models import FormVersion
from consent.rules.forms import check_may_write, check_others_offered, check_wording, forms_offered
from consent.wording import Wording


@transaction.atomic
def ensure_form(organisation: Organisation) -> FormVersion:
    """The form that is shown first; the first time, the samples become version 1 of each."""
    offered = forms_offered(organisation)
    if not offered:
        _take_samples(organisation)
        offered = forms_offered(organisation)
    return offered[0]


@transaction.atomic
def save_form(
    *,
    organisation: Organisation,
    language: str,
    variant: str,
    wording: Wording,
    after: int,
    asks_again: bool,
    by: User,
) -> FormVersion | None:
    """A new version after the one that was looked at; None where nothing was changed."""
    check_may_write(by, organisation)
    check_wording(wording)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    line: dict[str, Any] = {"language": language, "variant": variant}
    newest = FormVersion.objects.filter(organisation=organisation, **line).newest().first()
    if newest and newest.wording == wording:
        return None
    if (newest.version if newest else 0) != after:
        raise ValidationError(
            _("Somebody else has saved another version meanwhile. Look at it first, then change it again.")
        )
    saved = FormVersion.objects.create(
        organisation=organisation,
        version=after + 1,
        leaflet_version=_leaflet_version(newest, wording),
        asks_again=asks_again,
        is_offered=newest.is_offered if newest else True,
        made_by=by,
        **line,
        **asdict(wording),
    )
    record(by=by, action="form.saved", subject=saved, version=saved.version, asks_again=asks_again, **line)
    return saved


@transaction.atomic
def settle_form(*, form: FormVersion, is_offered: bool, is_checked: bool, by: User) -> None:
    """Whether families can choose it, and whether somebody here has checked the sample."""
    check_may_write(by, form.organisation)
    Organisation.objects.select_for_update().get(pk=form.organisation_id)
    if not is_offered:
        check_others_offered(form)
    form.is_offered, form.is_sample = is_offered, form.is_sample and not is_checked
    form.save(update_fields=["is_offered", "is_sample"])
    record(by=by, action="form.settled", subject=form, is_offered=is_offered, is_checked=is_checked)


def _take_samples(organisation: Organisation) -> None:
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if FormVersion.objects.filter(organisation=organisation).exists():
        return
    FormVersion.objects.bulk_create(
        FormVersion(
            organisation=organisation,
            language=language,
            variant=variant,
            version=1,
            is_sample=True,
            **asdict(sample),
        )
        for (language, variant), sample in wording.samples().items()
    )
    record(by="system", action="form.samples", subject=organisation, forms=len(wording.samples()))


def _leaflet_version(before: FormVersion | None, wording: Wording) -> int:
    if before is None:
        return 1
    return before.leaflet_version + (before.leaflet != wording.leaflet)
