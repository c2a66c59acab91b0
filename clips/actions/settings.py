"""How one person likes the studio."""

from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from clips.keys import check_keys
from clips.models import StudioSettings


@transaction.atomic
def change_settings(*, by: User, **wanted: Any) -> StudioSettings:
    """One's own, any of the fields."""
    settings, _made = StudioSettings.objects.get_or_create(user=by)
    changed = {name: value for name, value in wanted.items() if getattr(settings, name) != value}
    for name, value in changed.items():
        setattr(settings, name, value)
    check_keys(settings.keys)
    settings.full_clean()
    settings.save()
    if changed:
        record(by=by, action="studio_settings.changed", subject=settings, fields=sorted(changed))
    return settings


@transaction.atomic
def reset_settings(*, by: User) -> None:
    """As everybody begins."""
    settings = StudioSettings.objects.filter(user=by).first()
    if settings:
        record(by=by, action="studio_settings.reset", subject=settings)
        settings.delete()
