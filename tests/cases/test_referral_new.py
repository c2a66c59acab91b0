"""A referral on one page: it opens a case, or keeps everything that was typed."""

from django.urls import reverse

from cases.models import Case
from tests.cases.typed import referral_typed

URL = "/cases/new/"


def test_it_opens_the_case_and_goes_there(cast, sign_in):
    response = sign_in(cast.guider).post(URL, referral_typed())
    case = Case.objects.get()
    assert response.url == reverse("case", args=[case.pk])
    roles = case.participations.order_by("pk").values_list("person__name", "role", "is_client")
    assert list(roles) == [("Ada", "parent", True), ("Bump", "unborn", False)]


def test_a_gap_left_by_a_removed_row_is_nobody(cast, sign_in):
    sign_in(cast.guider).post(URL, referral_typed(**{"people-3-name": "Cy", "people-3-role": "sibling"}))
    assert Case.objects.get().participations.count() == 3


def test_it_can_wait_for_a_decision(cast, sign_in):
    sign_in(cast.guider).post(URL, referral_typed(status="referred"))
    assert Case.objects.get().status == "referred"


def test_bad_input_keeps_everything_typed(cast, sign_in):
    page = (
        sign_in(cast.guider).post(URL, referral_typed(source="", **{"people-1-due_on": ""})).content.decode()
    )
    assert Case.objects.count() == 0
    for kept in ('value="Ada"', 'value="Polish"', 'value="Bump"', 'value="2026-03-04"'):
        assert kept in page
    assert "Please give the due date of a child who is not born yet." in page


def test_it_asks_who_the_work_is_for(cast, sign_in):
    page = sign_in(cast.guider).post(URL, referral_typed(**{"people-0-is_client": ""})).content.decode()
    assert "Please say who the work is for" in page
    assert Case.objects.count() == 0


def test_it_refuses_a_referral_from_the_future(cast, sign_in):
    page = sign_in(cast.guider).post(URL, referral_typed(referred_on="2199-01-01")).content.decode()
    assert "The day of the referral cannot be in the future." in page
    assert Case.objects.count() == 0


def test_the_page_offers_every_role_of_the_model(cast, sign_in):
    page = sign_in(cast.guider).get(URL).content.decode()
    for role in ("Foster carer", "Special guardian", "Pupil", "Patient or resident", "Unborn child"):
        assert role in page
