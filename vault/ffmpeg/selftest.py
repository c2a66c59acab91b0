"""Which tier protects this machine: chosen once for each process, by trying to break out of it."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from vault.ffmpeg import probe, sandbox
from vault.ffmpeg.programs import prober, program
from vault.ffmpeg.sandbox import MEMORY, Allowance, Tier, Unavailable
from vault.ffmpeg.seccomp import UnknownArchitecture

TRIAL = Allowance(cpu=30, wall=60, written=1_000_000)
HELD = f"{probe.NAME}: nothing"


class NotProtected(Exception):
    """No film may be opened here: production demands a tier, and none holds."""


@dataclass(frozen=True)
class Findings:
    tier: Tier
    # Why each better tier is not used, for the administrator.
    refused: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        """Production opens no film without a sandbox."""
        return self.tier != Tier.NONE or not settings.SANDBOX_REQUIRED

    @property
    def words(self) -> str:
        told = {
            Tier.BUBBLEWRAP: _("Films are opened in a sandbox (bubblewrap)."),
            Tier.LIMITS: _("Films are opened in a sandbox without namespaces (limits)."),
            Tier.NONE: _("Films are opened without a sandbox."),
        }
        return " ".join([told[self.tier], *self.refused])


def protection() -> Findings:
    return _found(settings.SANDBOX)


def demand() -> Tier:
    """The tier to run in; refuses where it is not enough."""
    found = protection()
    if not found.is_enough:
        raise NotProtected(found.words)
    return found.tier


@cache
def _found(wanted: str) -> Findings:
    tiers = [Tier(wanted)] if wanted else [Tier.BUBBLEWRAP, Tier.LIMITS]
    refused: list[str] = []
    for tier in tiers:
        weakness = _weakness(tier)
        if not weakness:
            return Findings(tier, tuple(refused))
        refused.append(f"{tier}: {weakness}")
    return Findings(Tier.NONE, tuple(refused))


def _weakness(tier: Tier) -> str:
    """Why the tier cannot be used here; empty when it holds and the film tools work in it."""
    if tier == Tier.NONE:
        return ""
    try:
        with tempfile.NamedTemporaryFile(dir=settings.DATA_DIR, prefix="canary-") as canary:
            canary.write(b"nobody may read this")
            canary.flush()
            said = _said(tier, _attack(tier, canary.name), [sys.base_prefix])
        if said != HELD:
            return _("not safe here (%(said)s).") % {"said": said}
        for tool in (program(), prober()):
            _said(tier, [tool, "-version"])
    except Unavailable as error:
        return f"{error}."
    except UnknownArchitecture as error:
        return _("not known for this processor (%(name)s).") % {"name": error}
    except subprocess.SubprocessError as error:
        return _("does not work here (%(error)s).") % {"error": _last_words(error)}
    return ""


def _attack(tier: Tier, canary: str) -> list[str]:
    wanted = [canary, str(MEMORY + 1024**3)]
    if tier == Tier.LIMITS:
        return [probe.NAME, *wanted]
    python = os.path.realpath(sandbox.PYTHON)
    return [python, "-I", "-S", "-c", Path(probe.__file__).read_text(encoding="utf-8"), *wanted]


def _said(tier: Tier, argv: list[str], readable: list[str] | None = None) -> str:
    with sandbox.inside(tier, argv, TRIAL, readable or []) as (command, handed):
        done = subprocess.run(  # noqa: S603 - our own argument list
            command,
            pass_fds=handed,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=True,
            timeout=TRIAL.wall,
            env=sandbox.ENVIRONMENT,
            cwd="/",
        )
    return done.stdout.strip()


def _last_words(error: subprocess.SubprocessError) -> str:
    lines = str(getattr(error, "stderr", "") or error).strip().splitlines()
    return lines[-1][:200] if lines else ""
