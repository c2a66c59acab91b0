"""Films of cycles that were let go while their clips were with a supervisor are closed to the supervisor."""

from typing import Any

from django.db import migrations
from django.utils import timezone


def close_films(apps: Any, _editor: Any) -> None:
    grants = apps.get_model("consent", "Grant").objects.filter(purpose="supervision", ended_at=None)
    ended = grants.filter(custody__footage__filmed_session__cycle__state="abandoned")
    grants.filter(pk__in=list(ended.values_list("pk", flat=True))).update(ended_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("vig_sessions", "0005_by_video_call"), ("consent", "0005_taking_home")]

    operations = [migrations.RunPython(close_films, migrations.RunPython.noop)]
