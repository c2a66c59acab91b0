"""The visits of the case of the access matrix."""

from cases.models import Case, Visit


def visits(case: Case) -> dict[str, object]:
    """One that lies ahead; no calendar has the address that is asked for."""
    visit = Visit.objects.create(case=case, day="2030-01-15", place="home", purpose="filming")
    return {"visit_id": visit.pk, "token": "an-address-that-opens-nothing"}
