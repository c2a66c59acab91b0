"""A throw-away installation with one case, its guider, and a film like a phone's."""

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SECONDS = int(os.environ.get("BENCH_SECONDS", "120"))
PIECE_SECONDS = 10
MEGABITS = 15


@contextmanager
def installation() -> Iterator[Path]:
    """Databases, keys and folders of their own; Django is ready inside.

    Nobody waits for what bubblewrap starts, so its CPU time could not be counted: the next tier is used.
    """
    with tempfile.TemporaryDirectory(prefix="attune-bench-") as name:
        os.environ |= {
            "ATTUNE_MODE": "demo",
            "ATTUNE_DATA_DIR": name,
            "ATTUNE_STATIC_ROOT": f"{name}/static",
            "ATTUNE_SECRET_KEY": secrets.token_urlsafe(48),
            "ATTUNE_LOG_LEVEL": "ERROR",
            "ATTUNE_SANDBOX": "limits",
            "DJANGO_SETTINGS_MODULE": "vig.settings",
        }
        for command in (
            ["migrate", "--verbosity=0"],
            ["migrate", "vault", "--database=keystore", "--verbosity=0"],
            ["create_master_key"],
            ["collectstatic", "--noinput", "--verbosity=0"],
        ):
            manage = [sys.executable, "manage.py", *command]
            subprocess.run(manage, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        import django

        django.setup()
        yield Path(name)


@dataclass(frozen=True)
class Scene:
    guider: Any
    case: Any
    people: list[Any]
    cycle: Any
    filming: Any
    cookie: str


def scene() -> Scene:
    from django.conf import settings
    from django.test import Client

    from sessions.models import Cycle, FilmedSession
    from tests import builders, consent_builders

    guider = builders.user("guider", builders.organisation("Bench"))
    case = builders.case(guider)
    people = [builders.person(case), builders.person(case, "child")]
    for person in people:
        consent_builders.answers(case, person, film="given", shared_review="given")
    cycle = Cycle.objects.create(case=case, number=1)
    filming = FilmedSession.objects.create(cycle=cycle, kind=FilmedSession.Kind.FILMING)
    client = Client(SERVER_NAME="localhost")
    client.force_login(guider)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    return Scene(guider, case, people, cycle, filming, cookie)


def phone_film(folder: Path, *, hdr: bool = False, seconds: int = SECONDS) -> Path:
    """1080p, 30 pictures a second, 15 Mbit/s, with sound; a short piece drawn and repeated."""
    piece, film = folder / "piece.mp4", folder / f"{'hdr' if hdr else 'phone'}-{seconds}.mp4"
    if film.exists():
        return film
    tags = "bt2020nc:bt2020:arib-std-b67" if hdr else "bt709:bt709:bt709"
    space, primaries, transfer = tags.split(":")
    x265 = ["libx265", "-preset", "ultrafast", "-x265-params", "log-level=error"]
    codec = x265 if hdr else ["libx264", "-preset", "veryfast", "-sc_threshold", "0"]
    graph = f"testsrc2=s=1920x1080:r=30:d={PIECE_SECONDS},noise=alls=24:allf=t,format="
    draw = [
        *("ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi"),
        *("-i", graph + ("yuv420p10le" if hdr else "yuv420p")),
        *("-f", "lavfi", "-i", f"sine=440:r=48000:d={PIECE_SECONDS}", "-c:v", *codec),
        *("-b:v", f"{MEGABITS}M", "-maxrate", f"{MEGABITS}M", "-bufsize", "4M"),
        *("-bf", "0", "-g", "30", "-c:a", "aac"),
        *("-colorspace", space, "-color_primaries", primaries, "-color_trc", transfer, str(piece)),
    ]
    subprocess.run(draw, check=True)
    repeats = max(seconds // PIECE_SECONDS - 1, 0)
    again = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-stream_loop", str(repeats), "-i", str(piece)]
    subprocess.run([*again, "-c", "copy", str(film)], check=True)
    piece.unlink()
    return film
