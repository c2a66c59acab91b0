from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0006_picks"),
    ]

    operations = [
        migrations.AddField(
            model_name="submittedclip",
            name="suggested_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
