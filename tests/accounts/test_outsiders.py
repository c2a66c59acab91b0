"""Naming somebody of another organisation as a supervisor: who is let in, and who helps them later."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts import actions, rules
from accounts.models import Organisation, SupervisionPair, User
from audit.models import Entry
from tests import builders

NEW = {"email": "Nia@harbour.example", "name": "Nia Newhouse", "house": "Harbour Practice", "last_day": ""}


@pytest.fixture
def outsider(cast):
    return builders.user("supervisor", cast.stranger.organisation, "outsider")


def name(cast, sign_in, **sent):
    page = reverse("pair-across", args=[cast.trainee.pk])
    return sign_in(cast.administrator).post(page, {"name": "", "house": "", "last_day": ""} | sent)


def outside():
    return SupervisionPair.objects.current().across()


def test_who_is_new_joins_as_the_only_person_of_a_house_of_their_own(cast, sign_in):
    answer = name(cast, sign_in, **NEW)
    pair = outside().get()
    assert answer.headers["Location"] == reverse("person", args=[cast.trainee.pk])
    assert (pair.supervisor.email, pair.supervisor.organisation.name) == (
        "nia@harbour.example",
        "Harbour Practice",
    )
    assert (pair.supervisor.role_codes, pair.last_day) == ({"supervisor"}, None)
    actions_done = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert actions_done == ["organisation.founded", "person.invited", "pair.begun"]
    page = sign_in(cast.administrator).get(reverse("person", args=[cast.trainee.pk])).content.decode()
    assert "Harbour Practice" in page
    assert "/invitation/" in page
    sent = mail.outbox[0].body
    assert ("Rosehill" in sent, "/invitation/" in sent, cast.trainee.name in sent) == (True, True, False)
    assert "Nia" not in sign_in(cast.administrator).get(reverse("people")).content.decode()


def test_who_signs_in_already_keeps_account_and_house_until_their_last_day(cast, sign_in, outsider):
    tomorrow = timezone.localdate() + timedelta(days=1)
    name(cast, sign_in, email=outsider.email.upper(), name="Somebody", house="Anything", last_day=tomorrow)
    pair = outside().get()
    assert (pair.supervisor, pair.supervisor.name, pair.last_day) == (outsider, outsider.name, tomorrow)
    assert (Organisation.objects.count(), "/invitation/" in mail.outbox[0].body) == (2, False)
    end = reverse("pair-end", args=[cast.trainee.pk, pair.pk])
    assert sign_in(cast.administrator).post(end).status_code == 302
    assert not outside().exists()
    assert sign_in(cast.administrator).post(end).status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": ""}, "Write down their name and whom they work for."),
        ({"house": "elsewhere"}, "An organisation of this name is here already."),
        ({"email": "guider@rosehill.example"}, "They belong to your organisation."),
        ({"email": "stranger@elsewhere.example"}, "Choose someone who is a supervisor."),
        ({"last_day": "2020-01-01"}, "The last day has passed already."),
        ({"email": "nobody"}, "Enter a valid email address."),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_leaves_nothing(cast, sign_in, sent, said):
    answer = name(cast, sign_in, **NEW | sent)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not outside().exists()
    assert (Organisation.objects.count(), Entry.objects.count()) == (2, 0)


def test_only_the_house_of_the_trainee_names_an_outsider(cast, outsider):
    foreign = builders.user("administrator", outsider.organisation, "foreign")
    facts = {"email": outsider.email, "name": "", "house": "", "last_day": None}
    with pytest.raises(ValidationError, match="must belong to your organisation"):
        actions.pair_across(trainee=cast.trainee, by=foreign, **facts)
    assert not outside().exists()


def test_the_one_house_they_supervise_for_lets_an_invited_outsider_in_again(cast, sign_in):
    name(cast, sign_in, **NEW)
    pair = outside().get()
    actions.join(person=pair.supervisor, password="a long enough password")
    sign_in(pair.supervisor)
    page = reverse("pair-invitation", args=[cast.trainee.pk, pair.pk])
    assert sign_in(cast.administrator).get(page).status_code == 200
    assert sign_in(cast.administrator).post(page).status_code == 302
    person = User.objects.get(pk=pair.supervisor_id)
    assert not rules.has_joined(person)
    assert not Authenticator.objects.filter(user=person).exists()


def test_nobody_resets_an_account_that_a_second_house_relies_on(cast, sign_in):
    name(cast, sign_in, **NEW)
    pair = outside().get()
    actions.join(person=pair.supervisor, password="a long enough password")
    builders.pair(pair.supervisor, builders.user("trainee", cast.stranger.organisation, "second"))
    page = reverse("pair-invitation", args=[cast.trainee.pk, pair.pk])
    assert sign_in(cast.administrator).post(page).status_code == 400
    assert rules.has_joined(User.objects.get(pk=pair.supervisor_id))


def test_who_has_an_administrator_of_their_own_asks_there(cast, sign_in, outsider):
    builders.user("administrator", outsider.organisation, "foreign")
    name(cast, sign_in, email=outsider.email)
    page = reverse("pair-invitation", args=[cast.trainee.pk, outside().get().pk])
    assert sign_in(cast.administrator).post(page).status_code == 400
    assert rules.has_joined(User.objects.get(pk=outsider.pk))
