"""Twins with two carers: one film shows two dyads, and each carer sees their own moments in it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases.models import Participation
from clips.actions import choose, tick, untick
from clips.models import PrincipleTick
from clips.seen import seen_in
from consent.models import Withdrawal
from consent.rules import permits
from consent.scopes import Purpose, Scope
from tests import builders, consent_builders
from tests.clips.conftest import add_clip, add_film

EVERYBODY = ["Juniper", "Olive", "Robin", "Wren"]


@pytest.fixture
def twins(studio):
    """Beside Juniper and Robin of the studio: Olive and Wren, in one film with them."""
    olive = builders.person(studio.case, name="Olive")
    Participation.objects.filter(person=olive).update(is_client=True)
    wren = builders.person(studio.case, "child", "Wren")
    for person in (olive, wren):
        consent_builders.answers(studio.case, person, film="given", shared_review="given")
    studio.people = {person.name: person for person in (studio.parent, olive, studio.child, wren)}
    studio.film = add_film(studio.cycle, *studio.people.values())
    studio.clips = [add_clip(studio.film, start, start + 250, title=f"At {start}") for start in (0, 300)]
    return studio


def answer(twins, purpose=Purpose.SHARED_REVIEW):
    return permits(user=twins.guider, purpose=purpose, custody=twins.film.custody)


def test_clips_of_one_film_are_ticked_for_each_dyad(twins):
    first, second = twins.clips
    for clip, name in ((first, "Juniper"), (first, "Robin"), (second, "Olive"), (second, "Wren")):
        tick(clip=clip, principle="attentive", subject=twins.people[name], by=twins.guider)
        choose(clip=clip, by=twins.guider)
    rows = PrincipleTick.objects.order_by("pk").values_list("clip__title", "subject__name")
    assert list(rows) == [
        ("At 0", "Juniper"),
        ("At 0", "Robin"),
        ("At 300", "Olive"),
        ("At 300", "Wren"),
    ]
    assert twins.cycle.selection.chosen.count() == 2


def test_both_carers_are_ticked_in_one_clip_and_one_is_taken_back(twins):
    clip = twins.clips[0]
    for name in ("Juniper", "Olive"):
        tick(clip=clip, principle="receive", subject=twins.people[name], by=twins.guider)
    untick(clip=clip, principle="receive", subject=twins.people["Juniper"], by=twins.guider)
    assert [tick.subject.name for tick in clip.ticks.all()] == ["Olive"]
    assert "Olive" in str(seen_in(clip))


def test_the_studio_offers_everybody_in_the_film(twins, sign_in):
    page = sign_in(twins.guider).get(reverse("studio", args=[twins.film.pk])).content.decode()
    assert [name in page for name in EVERYBODY] == [True] * 4


def test_who_is_not_in_the_other_film_is_not_ticked_there(twins):
    clip = add_clip(twins.footage)
    with pytest.raises(ValidationError, match="not in the film"):
        tick(clip=clip, principle="receive", subject=twins.people["Olive"], by=twins.guider)
    assert PrincipleTick.objects.count() == 0


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize("scope", [Scope.FILM, Scope.SHARED_REVIEW])
def test_the_consent_of_all_four_counts(twins, name, scope):
    assert answer(twins).allowed
    Withdrawal.objects.create(
        case=twins.case, person=twins.people[name], scope=scope, recorded_by=twins.guider
    )
    refusal = answer(twins)
    assert (refusal.allowed, [name in reason for reason in refusal.reasons]) == (False, [True])
