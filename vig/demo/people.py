"""The demonstration's organisation and the four people who sign in to it. All invented."""

from dataclasses import dataclass

from accounts.actions import close_account, found_organisation, invite, join, pair
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


def gather() -> Cast:
    organisation = found_organisation(name="Demonstration Clinic", by=SEED)

    def person(name: str, role: str, email: str = "") -> User:
        made = invite(
            email=f"{email or role}@demo.example", name=name, organisation=organisation, roles={role}, by=SEED
        )
        join(person=made, password=PASSWORD)
        return made

    cast = Cast(
        organisation=organisation,
        guider=person("Gale Guider", "guider"),
        trainee=person("Tory Trainee", "trainee"),
        supervisor=person("Sandy Supervisor", "supervisor"),
        administrator=person("Ash Administrator", "administrator"),
        former=person("Flynn Former", "guider", "former"),
    )
    pair(supervisor=cast.supervisor, trainee=cast.trainee, by=cast.administrator)
    close_account(person=cast.former, by=cast.administrator)
    return cast
