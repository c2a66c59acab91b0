from typing import Any

from django.db import migrations, models


def keep_the_keys(apps: Any, schema_editor: Any) -> None:
    """Going back would forget which key opens which file."""
    files = apps.get_model("vault", "SealedFile").objects.using(schema_editor.connection.alias)
    if files.filter(key__isnull=False).exists():
        raise RuntimeError(
            "Films have been sealed with a key for each file: this migration cannot be undone."
        )


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="sealedfile",
            name="discarded_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="sealedfile",
            name="key",
            field=models.UUIDField(null=True, unique=True),
        ),
        migrations.AddField(
            model_name="sealedfile",
            name="key_destroyed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="sealedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("discarded_at", None), ("complete", False), _connector="OR"),
                name="discarded_file_is_not_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="sealedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("key_destroyed_at", None), ("discarded_at__isnull", False), _connector="OR"
                ),
                name="only_a_discarded_file_loses_its_key",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, keep_the_keys),
    ]
