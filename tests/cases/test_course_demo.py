"""The demonstration holds somebody to ask again, and a case with two guiders in it."""

from cases.models import Case, FollowUp, HandOver
from vig.demo import endings


def test_somebody_is_to_be_asked_again(cast):
    endings.to_ask_again(cast.guider)
    assert list(FollowUp.objects.due().values_list("months", flat=True)) == [3]


def test_two_guiders_work_in_a_case_side_by_side(cast):
    endings.handed_over(cast)
    assert HandOver.objects.running().count() == 1
    for user in (cast.guider, cast.trainee):
        assert Case.objects.visible_to(user).count() == 1
