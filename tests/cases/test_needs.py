"""Interpreter and plans for a child's safety: coded, shown calmly, for the guider in charge."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases import actions, rules
from cases.models import Interpreting, Safeguarding
from clips.personal_data import sections


def refused(act, sentence):
    before = list(Interpreting.objects.values()), list(Safeguarding.objects.values()), Entry.objects.count()
    with pytest.raises(ValidationError, match=sentence):
        act()
    after = list(Interpreting.objects.values()), list(Safeguarding.objects.values()), Entry.objects.count()
    assert after == before


@pytest.mark.parametrize(
    ("need", "language", "fits"),
    [
        ("not_known", "", True),
        ("none", "", True),
        ("spoken", "pl", True),
        ("signed", "", True),
        ("spoken", "", False),
        ("spoken", "klingon", False),
        ("none", "pl", False),
        ("signed", "pl", False),
    ],
)
def test_a_language_is_named_where_an_interpreter_speaks_it(cast, family, need, language, fits):
    act = lambda: actions.note_interpreting(  # noqa: E731 - refused or done, by the row
        case=family.case, need=need, language=language, by=cast.guider
    )
    if fits:
        assert (act().need, Interpreting.objects.get().language) == (need, language)
    else:
        refused(act, "language")


def test_the_database_refuses_a_spoken_interpreter_without_a_language(family):
    with pytest.raises(IntegrityError), transaction.atomic():
        Interpreting.objects.create(case=family.case, need="spoken")
    assert Interpreting.objects.count() == 0


def test_the_newest_plan_stands_and_the_earlier_ones_stay(cast, family, trail):
    for plan, since in (("child_in_need", date(2026, 2, 1)), ("child_protection", date(2026, 3, 3))):
        actions.note_safeguarding(case=family.case, plan=plan, since=since, by=cast.guider)
    assert rules.current_safeguarding(family.case).plan == "child_protection"
    assert Safeguarding.objects.count() == 2
    assert trail()[-1] == ("case.safeguarding", {"plan": "child_protection", "since": "2026-03-03"})


def test_a_plan_that_stands_or_begins_tomorrow_is_refused(cast, family):
    facts = {"case": family.case, "by": cast.guider}
    today = timezone.localdate()
    actions.note_safeguarding(plan="none", since=today, **facts)
    refused(lambda: actions.note_safeguarding(plan="none", since=today, **facts), "stands already")
    refused(
        lambda: actions.note_safeguarding(plan="none", since=today + timedelta(days=1), **facts),
        "in the future",
    )


def test_only_the_guider_in_charge_notes_them(cast, family):
    for other in (cast.other_guider, cast.administrator):
        refused(
            lambda other=other: actions.note_safeguarding(
                case=family.case, plan="none", since=date(2026, 1, 1), by=other
            ),
            "guider in charge",
        )
        refused(
            lambda other=other: actions.note_interpreting(case=family.case, need="none", by=other),
            "guider in charge",
        )


def test_the_pages_keep_them_and_the_case_shows_them(cast, sign_in, family):
    client, args = sign_in(cast.guider), [family.case.pk]
    refusal = client.post(reverse("interpreting", args=args), {"need": "spoken"}).content.decode()
    assert "choose the language that the interpreter speaks" in refusal
    client.post(reverse("interpreting", args=args), {"need": "spoken", "language": "pl"})
    client.post(reverse("safeguarding", args=args), {"plan": "child_protection", "since": "2026-03-03"})
    page = client.get(reverse("case", args=args)).content.decode()
    assert "Interpreter needed: Polski" in page
    assert "Child protection plan, since 3 March 2026" in page
    assert "noted by Guider" in client.get(reverse("safeguarding", args=args)).content.decode()


def test_a_copy_of_what_is_kept_has_them_for_whom_the_work_is_for(cast, family):
    actions.note_interpreting(case=family.case, need="signed", by=cast.guider)
    actions.note_safeguarding(case=family.case, plan="child_in_need", since=date(2026, 2, 1), by=cast.guider)
    own, childs = (str(sections(family.case, person)) for person in (family.client, family.child))
    assert ("Sign language" in own, "Child in need plan" in own) == (True, True)
    assert ("Sign language" in childs, "Child in need plan" in childs) == (False, False)
