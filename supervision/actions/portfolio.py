"""Hand a portfolio out."""

from django.db import transaction

from accounts.models import User
from audit.actions import record
from supervision.portfolio import as_csv, as_pdf, portfolio_of

FORMS = {"pdf": as_pdf, "csv": as_csv}


@transaction.atomic
def export_portfolio(*, trainee: User, form: str, by: User) -> bytes:
    """Made anew each time, never stored; each export is written down."""
    content = FORMS[form](portfolio_of(trainee))
    record(by=by, action="portfolio.exported", subject=trainee, form=form)
    return content
