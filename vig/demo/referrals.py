"""Referrals at each crossroad: one waits for its turn, one is passed on, one has nobody yet."""

from datetime import timedelta

from django.utils import timezone

from cases.actions import decide, record_first_contact, write_down, write_referrer
from cases.rules import ReferrerFacts
from vig.demo.casework import begin
from vig.demo.people import Cast
from vig.demo.stories import person


def tell_all(cast: Cast) -> None:
    today = timezone.localdate()
    waiting = begin(
        cast.guider,
        person("Aspen", "parent", client=True),
        person("Fern", "child", days_old=320),
        source="childrens_centre",
        reason="attachment",
        days_ago=33,
        status="waiting",
    )
    record_first_contact(case=waiting.case, first_contact_on=today - timedelta(days=26), by=cast.guider)
    asked = "They would like more calm moments together, and found our leaflet at the playgroup."
    facts = ReferrerFacts(referrer="The playgroup’s team", referrer_organisation="Meadow", asked_for=asked)
    write_referrer(case=waiting.case, facts=facts, by=cast.guider)
    passed_on = begin(
        cast.guider,
        person("Briar", "parent", client=True),
        person("Moss", "child", days_old=150),
        source="gp",
        reason="perinatal",
        days_ago=12,
        status="referred",
    )
    decide(
        case=passed_on.case,
        verb="redirect",
        reason="other_first",
        redirected_to="perinatal",
        by=cast.guider,
    )
    write_down(
        referred_on=today - timedelta(days=8), source="midwife", reason="premature", by=cast.administrator
    )
