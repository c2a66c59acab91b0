"""A device that uploads to a real web server over real connections, and whose connection can break."""

from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from time import monotonic, sleep
from urllib.parse import urlsplit

from django.test import Client
from django.urls import reverse

from sessions.models import Upload
from tests.faults.killing import PATIENCE
from tests.sessions.conftest import TUS

TOKEN = "t" * 32
PIECE = 64 * 1024


@dataclass
class Device:
    """Signed in as `client` is; sends to `address`."""

    client: Client
    upload: Upload
    content: bytes
    address: str = ""
    seen: list[int] = field(default_factory=list)

    def offset(self) -> int:
        """How far the server says it is; -1 when it does not answer."""
        status, headers = self._ask("HEAD", {})
        return int(headers["Upload-Offset"]) if status == 200 else -1

    def go_on(self) -> None:
        """As a client does: ask how far, send the rest, and try again whatever the answer."""
        until = monotonic() + PATIENCE
        while (start := self.offset()) != len(self.content):
            assert monotonic() < until, f"The film never arrived; answers were {self.seen}."
            if start >= 0:
                self.send(start, len(self.content))
            sleep(0.05)

    def send(self, start: int, end: int, *, stop_at: int | None = None) -> int:
        """The status of one PATCH with the bytes [start, end); breaks off at `stop_at`."""
        headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(start)}
        status, _headers = self._ask("PATCH", headers, self.content[start:end], stop_at)
        self.seen.append(status)
        return status

    def _ask(
        self, method: str, headers: dict[str, str], body: bytes = b"", stop_at: int | None = None
    ) -> tuple[int, dict[str, str]]:
        cookies = {name: morsel.value for name, morsel in self.client.cookies.items()} | {"csrftoken": TOKEN}
        together = "; ".join(f"{name}={value}" for name, value in cookies.items())
        sent = TUS | headers | {"Cookie": together, "X-CSRFToken": TOKEN, "Content-Length": str(len(body))}
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        try:
            connection.putrequest(method, reverse("upload", args=[self.upload.pk]))
            for name, value in sent.items():
                connection.putheader(name, value)
            connection.endheaders()
            for at in range(0, len(body) if stop_at is None else stop_at, PIECE):
                connection.send(body[at : at + PIECE])
            if stop_at is not None:
                return 0, {}
            answer = connection.getresponse()
            answer.read()
            return answer.status, dict(answer.getheaders())
        except (OSError, HTTPException):
            return 0, {}
        finally:
            connection.close()
