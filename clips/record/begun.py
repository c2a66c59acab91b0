"""How a case began: the referral, who is in charge, the people and who decides for whom."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.actions import label
from audit.models import Entry
from cases.models import Authority, Case, Interpreting, Referral
from clips import written
from clips.personal_lines import Line, day_of, line

# Written down in the trail each time, because the case itself holds only what stands now.
COURSE = {
    "case.opened": gettext_lazy("Opened"),
    "case.accepted": gettext_lazy("Taken on"),
    "case.enlisted": gettext_lazy("On the waiting list"),
    "case.begun": gettext_lazy("Begun"),
    "case.declined": gettext_lazy("Declined"),
    "case.redirected": gettext_lazy("Passed on to another service"),
    "case.reconsidered": gettext_lazy("Looked at again"),
    "case.activated": gettext_lazy("Helping question agreed"),
    "case.closed": gettext_lazy("Closed"),
    "case.reopened": gettext_lazy("Opened again"),
}


def referral(case: Case) -> list[Line]:
    facts = line(
        (_("Case"), case.number),
        (_("Service"), case.organisation.name),
        (_("Referred on"), day_of(case.referred_on)),
        (_("Referred by"), case.get_source_display()),
        (_("Reason for referral"), case.get_reason_display()),
        (_("First contact"), day_of(case.first_contact_on)),
        (_("Decided on"), day_of(case.decided_on)),
        (_("Decided"), case.get_decision_reason_display()),
        (_("Passed on to"), case.get_redirected_to_display()),
        (_("Guider now"), case.guider.name),
    )
    asked = Referral.objects.filter(case=case)
    return [facts, *(_asked(each) for each in asked)]


def _asked(referral: Referral) -> Line:
    return line(
        (_("Who asked"), referral.referrer),
        (_("Their organisation"), referral.referrer_organisation),
        (_("What was asked for"), referral.asked_for),
    )


def needs(case: Case) -> list[Line]:
    interpreting = Interpreting.objects.filter(case=case)
    return [
        *(
            line((_("Interpreter"), each.get_need_display()), (_("Language"), each.language_name))
            for each in interpreting
        ),
        *(
            line((_("Safeguarding"), each.get_plan_display()), (_("Since"), day_of(each.since)))
            for each in case.safeguardings.all()
        ),
    ]


def course(case: Case) -> list[Line]:
    entries = list(Entry.objects.filter(case=label(case), action__in=COURSE).order_by("pk"))
    people = {label(user): user.name for user in User.objects.filter(organisation=case.organisation_id)}
    return [
        line(
            (str(COURSE[entry.action]), entry.at),
            (_("By"), people.get(entry.actor, _("Attune"))),
        )
        for entry in entries
    ]


def people(case: Case) -> list[Line]:
    parts = case.participations.select_related("person").order_by("-is_client", "pk")
    return [
        line(
            (_("Name"), part.person.name),
            (_("Date of birth"), day_of(part.person.born_on)),
            (_("Due date"), day_of(part.person.due_on)),
            (_("Language"), part.person.language),
            (_("The work is for"), _("this person’s reflection") if part.is_client else ""),
        )
        + written.of_part(part)
        for part in parts
    ]


def relationships(case: Case) -> list[Line]:
    told = case.relationships.select_related("person", "other").order_by("pk")
    return [written.of_relationship(each) for each in told]


def orders_and_placements(case: Case) -> list[Line]:
    statuses = case.legal_statuses.select_related("person").order_by("since", "pk")
    placements = case.placements.select_related("person").prefetch_related("carers")
    return [
        *(line((_("Who"), each.person.name)) + written.of_legal_status(each) for each in statuses),
        *(written.of_placement(each) for each in placements.order_by("since", "pk")),
    ]


def authorities(case: Case) -> list[Line]:
    found = Authority.objects.filter(over__participations__case=case).distinct()
    return [written.of_authority(each) for each in found.select_related("holder", "over").order_by("pk")]


def corrections(case: Case) -> list[Line]:
    corrected = case.corrections.select_related("person", "corrected_by").order_by("corrected_at", "pk")
    objected = case.objections.select_related("person", "noted_by").order_by("noted_at", "pk")
    return [
        *(
            line((_("About"), each.person.name))
            + written.of_correction(each)
            + line((_("By"), each.corrected_by.name))
            for each in corrected
        ),
        *(
            written.of_objection(each, _("%(name)s said") % {"name": each.person.name})
            + line((_("Noted by"), each.noted_by.name))
            for each in objected
        ),
    ]
