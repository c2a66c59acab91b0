"""The scale of the service: for new questions, and for no question that is asked already."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Organisation
from cases import actions
from tests import builders

WORDS = {"own_words": "More", "agreed_wording": "How do we have more?"}


def test_an_administrator_chooses_the_scale_of_new_questions(cast, sign_in, family, trail):
    before = builders.helping_question(family.case)
    answer = sign_in(cast.administrator).post(reverse("rating-scale"), {"lowest": "1"})
    assert (answer.status_code, trail()) == (302, [("rating.scale_chosen", {"lowest": 1})])
    family.case.organisation.refresh_from_db()
    after = actions.add_question(case=family.case, by=cast.guider, **WORDS)
    assert (before.scale, after.scale) == ((0, 10), (1, 10))
    page = sign_in(cast.guider).get(reverse("helping-question-new", args=[family.case.pk]))
    assert page.context["form"]["lowest"].value() == 1


def test_a_question_can_have_its_own_scale(cast, family):
    actions.choose_scale(lowest=1, by=cast.administrator)
    family.case.organisation.refresh_from_db()
    made = actions.add_question(case=family.case, by=cast.guider, lowest=0, **WORDS)
    assert made.scale == (0, 10)


@pytest.mark.parametrize("lowest", ["2", "", "none"])
def test_a_scale_that_is_none_changes_nothing(cast, sign_in, lowest):
    sign_in(cast.administrator).post(reverse("rating-scale"), {"lowest": lowest})
    assert set(Organisation.objects.values_list("ratings_from", flat=True)) == {0}


def test_only_an_administrator_chooses_and_the_database_knows_two_scales(cast):
    with pytest.raises(ValidationError, match="administrator"):
        actions.choose_scale(lowest=1, by=cast.guider)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.update(ratings_from=2)
    assert set(Organisation.objects.values_list("ratings_from", flat=True)) == {0}
