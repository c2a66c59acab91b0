"""Published outcome measures as definitions: name, range, direction, reliable change, licence. Never items.

Ranges and reliable change are those that national statistics use; where none was found there is none.
What is not here (goal sheets with their own licence, scales that nobody checked) a service adds itself.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from cases.models import Measure, MeasureScale

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

GOOD = MeasureScale.Direction.GOOD
DIFFICULT = MeasureScale.Direction.DIFFICULT
UNCONFIRMED = MeasureScale.Direction.UNCONFIRMED
PRE_POST = Measure.When.PRE_POST
SESSION = Measure.When.SESSION
OBSERVED = Measure.When.OBSERVED

OWNER = _("Its owner asks for a licence, a registration or a permission.")
UNCHECKED = _("What its owner asks for could not be found out. Please check before you use it.")
OBSERVERS = _("For trained observers. What its owner asks for is for the service to check.")
CORE = _("CC BY-NC-ND 4.0: no change of the content, copyright line visible, not for profit.")


@dataclass(frozen=True)
class Scale:
    lowest: Decimal
    highest: Decimal
    direction: MeasureScale.Direction
    threshold: Decimal | None = None
    name: str = ""

    def get_direction_display(self) -> "StrPromise | str":
        return self.direction.label


@dataclass(frozen=True)
class Instrument:
    """Without scales: the service enters them from its own manual. `rare`: listed apart, further down."""

    code: str
    name: str
    licence: "StrPromise"
    scales: tuple[Scale, ...] = ()
    when: Measure.When = PRE_POST
    needs_licence: bool = True
    rare: bool = False


def scale(
    lowest: str, highest: str, direction: MeasureScale.Direction, threshold: str = "", name: str = ""
) -> Scale:
    change = Decimal(threshold) if threshold else None
    return Scale(Decimal(lowest), Decimal(highest), direction, change, name)


def free(
    code: str, name: str, licence: "StrPromise", *scales: Scale, when: Measure.When = PRE_POST
) -> Instrument:
    return Instrument(code, name, licence, scales, when, needs_licence=False)


MORS = (scale("0", "35", GOOD, name="Warmth"), scale("0", "35", DIFFICULT, name="Invasion"))
NO_PERMISSION = _("No permission is needed to reproduce, translate or display it.")

INSTRUMENTS = (
    free("phq9", "PHQ-9", NO_PERMISSION, scale("0", "27", DIFFICULT, "6")),
    free("gad7", "GAD-7", NO_PERMISSION, scale("0", "21", DIFFICULT, "4")),
    free(
        "pbq",
        "PBQ (Postpartum Bonding Questionnaire)",
        _("Free of charge, says its author; a screen only."),
        scale("0", "125", DIFFICULT),
    ),
    free(
        "maas",
        "MAAS (Maternal Antenatal Attachment Scale)",
        _("CC BY 3.0 AU: name its author, J. Condon."),
        scale("19", "95", GOOD),
        when=Measure.When.ANTENATAL,
    ),
    free("core10", "CORE-10", CORE, scale("0", "40", DIFFICULT, "5")),
    free("core_om", "CORE-OM", CORE),
    Instrument("wemwbs", "WEMWBS", OWNER, (scale("14", "70", GOOD, "9"),)),
    Instrument("swemwbs", "SWEMWBS (short form)", OWNER, (scale("7", "35", GOOD, "3"),)),
    Instrument("mors_sf", "MORS-SF", OWNER, MORS),
    Instrument("mors_child", "MORS-Child", OWNER, MORS),
    Instrument("bpses", "BPSES (parental self-efficacy)", UNCHECKED, (scale("5", "25", UNCONFIRMED),)),
    Instrument("epds", "EPDS", OWNER, (scale("0", "30", DIFFICULT),)),
    Instrument(
        "hads",
        "HADS",
        OWNER,
        (scale("0", "21", DIFFICULT, name="Anxiety"), scale("0", "21", DIFFICULT, name="Depression")),
    ),
    Instrument(
        "sdq",
        "SDQ (parent version)",
        OWNER,
        (
            scale("0", "40", DIFFICULT, name="Total"),
            scale("0", "10", DIFFICULT, "4", name="Conduct"),
            scale("0", "10", DIFFICULT, "4", name="Emotional"),
            scale("0", "10", DIFFICULT, "4", name="Hyperactivity"),
            scale("0", "10", DIFFICULT, "3", name="Impact"),
        ),
    ),
    Instrument(
        "psi4sf",
        "PSI-4-SF",
        OWNER,
        (
            scale("36", "180", DIFFICULT, name="Total"),
            *(scale("12", "60", DIFFICULT, name=name) for name in ("PD", "P-CDI", "DC")),
        ),
    ),
    Instrument("ors", "ORS", OWNER, (scale("0", "40", GOOD, "6.6"),), SESSION),
    Instrument("srs", "SRS", OWNER, (scale("0", "40", GOOD),), SESSION),
    Instrument("cors", "CORS", OWNER, (scale("0", "40", GOOD, "10"),), SESSION),
    Instrument("kips", "KIPS", OWNER, when=OBSERVED, rare=True),
    Instrument("care_index", "CARE-Index", OBSERVERS, when=OBSERVED, rare=True),
    Instrument("piios", "PIIOS", OBSERVERS, when=OBSERVED, rare=True),
    Instrument("bmis", "BMIS", OBSERVERS, when=OBSERVED, rare=True),
    Instrument("nichd", "NICHD", OBSERVERS, when=OBSERVED, rare=True),
    Instrument("adbb", "ADBB", OBSERVERS, when=OBSERVED, rare=True),
)
BY_CODE = {instrument.code: instrument for instrument in INSTRUMENTS}
