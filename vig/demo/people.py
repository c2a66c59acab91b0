"""The demonstration's organisation, its four people, and a supervisor from elsewhere. All invented."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.actions import close_account, found_organisation, invite, join, pair, pair_across
from accounts.models import Organisation, User

PASSWORD = "demonstration only"  # noqa: S105 - printed on the screen; demonstration mode answers on loopback only
SEED = "demonstration"


@dataclass(frozen=True)
class Cast:
    organisation: Organisation
    guider: User
    trainee: User
    supervisor: User
    administrator: User
    former: User
    outsider: User


def gather() -> Cast:
    organisation = found_organisation(name="Demonstration Clinic", by=SEED)

    def person(name: str, role: str, email: str = "") -> User:
        made = invite(
            email=f"{email or role}@demo.example", name=name, organisation=organisation, roles={role}, by=SEED
        )
        join(person=made, password=PASSWORD)
        return made

    trainee, administrator = person("Tory Trainee", "trainee"), person("Ash Administrator", "administrator")
    cast = Cast(
        organisation=organisation,
        guider=person("Gale Guider", "guider"),
        trainee=trainee,
        supervisor=person("Sandy Supervisor", "supervisor"),
        administrator=administrator,
        former=person("Flynn Former", "guider", "former"),
        outsider=_from_elsewhere(trainee, administrator),
    )
    pair(supervisor=cast.supervisor, trainee=cast.trainee, by=cast.administrator)
    close_account(person=cast.former, by=cast.administrator)
    return cast


def _from_elsewhere(trainee: User, administrator: User) -> User:
    made = pair_across(
        trainee=trainee,
        email="outside@demo.example",
        name="Orla Outside",
        house="Harbour Practice",
        last_day=timezone.localdate() + timedelta(days=60),
        by=administrator,
    )
    join(person=made.supervisor, password=PASSWORD)
    return made.supervisor
