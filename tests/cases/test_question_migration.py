"""Wordings that were replaced before questions had a status."""

from datetime import date
from importlib import import_module

from django.apps import apps

from cases.models import HelpingQuestion
from tests import builders


def test_a_replaced_wording_ended_on_the_day_on_which_the_next_was_agreed(family):
    before, after = builders.helping_question(family.case), builders.helping_question(family.case)
    wrong = date(2020, 1, 1)
    HelpingQuestion.objects.filter(pk=after.pk).update(agreed_on=date(2026, 3, 1))
    HelpingQuestion.objects.filter(pk=before.pk).update(status="changed", ended_on=wrong, replaced_by=after)
    import_module("cases.migrations.0006_several_questions").date_the_changed(apps, None)
    kept = HelpingQuestion.objects.order_by("pk").values_list("status", "ended_on")
    assert list(kept) == [("changed", date(2026, 3, 1)), ("active", None)]
