"""Films damaged at random: every frame can be shown afterwards, or a sentence of ours says why not.

`ATTUNE_FUZZ_ROUNDS` raises the number of damaged films of each kind and `ATTUNE_FUZZ_SEED` begins elsewhere;
what a seed does to a film is always the same. `--log-cli-level=INFO` shows the outcome of each.
"""

import logging
import os
import random
import resource
import time
from types import SimpleNamespace
from uuid import uuid4

import pytest

from tests.vault import refusals
from tests.vault.mutations import mutant, parts_of
from tests.vault.outcomes import FINE, outcome_of
from tests.vault.small_films import KINDS, small_film
from tests.vault_builders import received_recording, work_off

ROUNDS = int(os.environ.get("ATTUNE_FUZZ_ROUNDS", "5"))
SEED = int(os.environ.get("ATTUNE_FUZZ_SEED", "0"))
MEMORY = 2 * 1024**3

log = logging.getLogger(__name__)
pytestmark = [
    pytest.mark.django_db(databases=["default", "keystore"]),
    pytest.mark.timeout(60 + 60 * ROUNDS),
]


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize("kind", KINDS)
def test_no_damage_ends_in_anything_but_a_film_or_a_sentence(
    kind: str, cast: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    film = small_film(kind)
    parts = parts_of(film)
    wrong = {}
    for seed in range(SEED, SEED + ROUNDS):
        caplog.clear()
        started = time.monotonic()
        chance = random.Random(f"{kind} {seed}")  # noqa: S311 - repeatable, not secret
        recording = received_recording(uuid4(), mutant(film, parts, chance), by=cast.guider)
        work_off()
        outcome = outcome_of(recording)
        unexpected = [entry.exc_text or entry.getMessage() for entry in caplog.records if entry.exc_info]
        fault = unexpected or ([] if outcome in FINE or refusals.known(outcome) else [outcome])
        log.info("%s %d: %.1f s, %s", kind, seed, time.monotonic() - started, fault or outcome)
        if fault:
            wrong[seed] = fault
    assert wrong == {}
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 <= MEMORY
