"""A copy is made of everything that is kept about a person."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from cases.models import Case, Person
from cases.rules import check_in_charge
from clips.copy_rules import Candidate, Ground, candidates, check_review
from clips.models import CopiedClip, PersonalCopy


@transaction.atomic
def make_copy(
    *, case: Case, person: Person, chosen: dict[int, str], review: str, by: User
) -> tuple[PersonalCopy, list[Candidate]]:
    """`chosen`: the clips that show somebody else too and were reviewed, each with its ground."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    check_in_charge(by, case)
    found = candidates(case, person, by)
    check_review(chosen, found.shared, review)
    included = [each for each in found.clips if not each.others or each.clip.pk in chosen]
    copy = PersonalCopy.objects.create(case=case, person=person, review=review.strip(), made_by=by)
    CopiedClip.objects.bulk_create(
        CopiedClip(copy=copy, clip=each.clip, ground=chosen.get(each.clip.pk, Ground.ALONE))
        for each in included
    )
    record(
        by=by,
        action="copy.made",
        subject=copy,
        case=case,
        person=person.pk,
        clips=len(included),
        left_out=len(found.clips) - len(included),
        closed=found.closed,
    )
    return copy, included
