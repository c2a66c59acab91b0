"""The verbs of supervision."""

from supervision.actions.decisions import decide
from supervision.actions.remarks import remark
from supervision.actions.submissions import submit

__all__ = ["decide", "remark", "submit"]
