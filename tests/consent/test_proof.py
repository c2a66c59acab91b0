"""The certificate of destruction on paper."""

from django.urls import reverse

from cases.models import Participation
from consent.actions import destroy_film
from consent.models import Destruction
from tests import builders
from tests import consent_builders as build
from tests.papers import facts_of, layout_of, text_of


def test_the_certificate_holds_counts_and_fingerprints_and_names_nobody(cast, sign_in):
    case = builders.case(cast.trainee)
    parent = builders.person(case, name="Amina")
    child = builders.person(case, Participation.Role.CHILD, name="Zayn")
    custody, film = build.sealed_film(case, [parent, child], b"a film of nobody")
    destroyed = destroy_film(custody=custody, reason=Destruction.Reason.REMOVED, by=cast.trainee)
    page = sign_in(cast.trainee).get(reverse("destruction", args=[destroyed.pk]))
    address = reverse("destruction-certificate", args=[destroyed.pk])
    assert address in page.content.decode()

    response = sign_in(cast.trainee).get(address)

    assert response.headers["Content-Disposition"] == f'attachment; filename="certificate-{destroyed.pk}.pdf"'
    text = text_of(response.content)
    assert f"Case {case.number} Proof of destruction" in text
    for name, value in page.context["facts"]:
        assert name in text
        assert " ".join(value.split()) in text
    assert film.sha256 in layout_of(response.content)
    assert [name for name in ("Amina", "Zayn", cast.trainee.name) if name in text] == []
    assert b"/Subtype/Image" not in response.content
    assert facts_of(response.content)["Tagged"] == "yes"
