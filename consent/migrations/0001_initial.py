import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("cases", "0001_initial"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Custody",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="custodies", to="cases.case"
                    ),
                ),
                (
                    "recording",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="custody",
                        to="vault.recording",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FormVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("language", models.CharField(default="en", max_length=10)),
                ("title", models.CharField(max_length=200)),
                ("introduction", models.TextField()),
                ("purposes", models.JSONField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consent_forms",
                        to="accounts.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConsentRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("own", "For themselves"),
                            ("parental_responsibility", "With parental responsibility"),
                            ("delegated", "With delegated authority"),
                            ("court_order", "By court order"),
                        ],
                        max_length=24,
                        verbose_name="signs",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("screen", "Signed on screen"),
                            ("paper", "Signed on paper"),
                            ("spoken", "Spoken and recorded"),
                        ],
                        default="screen",
                        max_length=8,
                    ),
                ),
                ("signed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "authority",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consent_records",
                        to="cases.authority",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consent_records",
                        to="cases.case",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consent_records",
                        to="cases.person",
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vault.sealednote",
                    ),
                ),
                (
                    "signer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents_signed",
                        to="cases.person",
                    ),
                ),
                (
                    "witness",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents_witnessed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="consent.formversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("preparation", "Preparing clips"),
                            ("shared_review", "Shared review"),
                            ("supervision", "Supervision"),
                        ],
                        max_length=16,
                    ),
                ),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "custody",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to="consent.custody",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants_given",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScopeDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("film", "Being filmed"),
                            ("shared_review", "Watching clips together in a shared review"),
                            ("film_the_review", "Filming the shared review"),
                            ("supervision", "Showing film to the guider's supervisor"),
                            ("group_supervision", "Showing clips in group supervision"),
                            ("accreditation", "Showing clips to an external supervisor"),
                            ("keepsake", "Still pictures to keep"),
                            ("clips_to_family", "Clips for the family"),
                            ("share_with_professional", "Sharing with a named professional"),
                            ("teaching_internal", "Teaching inside the service"),
                            ("teaching_external", "Teaching outside the service"),
                            ("research", "Research"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("given", "Yes"), ("refused", "No"), ("not_asked", "Not asked")],
                        max_length=10,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="consent.consentrecord",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("film", "Being filmed"),
                            ("shared_review", "Watching clips together in a shared review"),
                            ("film_the_review", "Filming the shared review"),
                            ("supervision", "Showing film to the guider's supervisor"),
                            ("group_supervision", "Showing clips in group supervision"),
                            ("accreditation", "Showing clips to an external supervisor"),
                            ("keepsake", "Still pictures to keep"),
                            ("clips_to_family", "Clips for the family"),
                            ("share_with_professional", "Sharing with a named professional"),
                            ("teaching_internal", "Teaching inside the service"),
                            ("teaching_external", "Teaching outside the service"),
                            ("research", "Research"),
                        ],
                        max_length=24,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="cases.case",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="cases.person",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals_recorded",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Destruction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("withdrawal", "Consent withdrawn"),
                            ("quarantine", "Consent never completed"),
                            ("retention", "Promised period ended"),
                            ("removed", "Removed by the guider"),
                        ],
                        max_length=12,
                    ),
                ),
                ("files", models.PositiveIntegerField()),
                ("bytes", models.PositiveBigIntegerField()),
                ("hashes", models.JSONField()),
                ("decided_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("key_destroyed_at", models.DateTimeField(null=True)),
                ("bytes_destroyed_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="destructions",
                        to="cases.case",
                    ),
                ),
                (
                    "recording",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="destruction",
                        to="vault.recording",
                    ),
                ),
                (
                    "withdrawal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="destructions",
                        to="consent.withdrawal",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Appearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appearances",
                        to="cases.person",
                    ),
                ),
                (
                    "custody",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appearances",
                        to="consent.custody",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("custody", "person"), name="a_person_appears_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="formversion",
            constraint=models.UniqueConstraint(
                fields=("organisation", "language", "version"), name="form_version_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="consentrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("authority", None), ("ground", "own"), ("signer", models.F("person"))),
                    models.Q(models.Q(("ground", "own"), _negated=True), ("authority__isnull", False)),
                    _connector="OR",
                ),
                name="signing_for_another_needs_an_authority",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("custody", "user", "purpose"),
                name="one_open_grant_of_a_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="scopedecision",
            constraint=models.UniqueConstraint(
                fields=("record", "scope"), name="one_answer_for_a_scope_in_a_record"
            ),
        ),
    ]
