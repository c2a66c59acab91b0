"""May this report leave the house?"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reports.quarters import Quarter


def check_quarter_is_over(quarter: Quarter) -> None:
    """Numbers that still move would let two reports be subtracted from each other."""
    if not quarter.is_over:
        raise ValidationError(
            _("%(quarter)s is not over yet. Its report can be made from %(day)s.")
            % {"quarter": quarter, "day": f"{quarter.next.first_day:%d.%m.%Y}"}
        )
