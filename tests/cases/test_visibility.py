"""Who may see which case."""

from cases.models import Case
from tests import builders


def test_a_guider_sees_only_the_cases_they_are_in_charge_of(cast):
    own = builders.case(cast.guider)
    builders.case(cast.other_guider)
    builders.case(cast.stranger)
    assert list(Case.objects.visible_to(cast.guider)) == [own]
    assert list(Case.objects.visible_to(cast.administrator)) == []
    assert list(Case.objects.visible_to(cast.supervisor)) == []
