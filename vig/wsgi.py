"""The WSGI door for gunicorn. Never ASGI: Django would read whole films into memory."""

import os
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vig.settings")


def loopback_only(application: Any) -> Any:
    """The demonstration has open accounts: however it was bound, it answers this machine alone."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if ip_address(environ["REMOTE_ADDR"]).is_loopback:
            answered: Iterable[bytes] = application(environ, start_response)
            return answered
        start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"The demonstration answers only on the machine it runs on."]

    return answer


application = get_wsgi_application()
if settings.DEMO:
    application = loopback_only(application)
