"""Ids of what is written down about the people of a case, for the access matrix."""

from cases.models import Case, Participation, Person, Placement, Relationship


def circumstances(case: Case, child: Person, carer: Person) -> dict[str, object]:
    placement = Placement.objects.create(case=case, person=child, since="2026-01-05")
    placement.carers.add(carer)
    fact = Relationship.objects.create(case=case, person=carer, kind="foster_carer", other=child)
    lost = Participation.objects.create(
        case=case,
        person=Person.objects.create(name="Expected"),
        role=Participation.Role.UNBORN,
        until="2026-05-05",
        ended_as=Participation.Ending.PREGNANCY_ENDED,
    )
    return {"loss_id": lost.pk, "placement_id": placement.pk, "fact": "relationship", "fact_id": fact.pk}
