"""Whatever people do to a story in whatever order: nobody gets past the gates, and nobody gets stuck.

HISTORIES, SEED and STEPS say how many, which and how long; SHRINK=0 shows a failing one as it was found;
FAULTS=1 puts every fault back, in its shortest history and at random. A failing history prints its seed and,
in words, what people did.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.flows.histories.faults import FAULT
from tests.flows.histories.house import world
from tests.flows.histories.machine import Histories, Stage, stage
from tests.flows.histories.oracle import Found
from tests.flows.histories.shortest import SHORTEST, STUCK, Act, tell

pytestmark = pytest.mark.django_db
IN_THE_SUITE = 84  # a minute of CPU tells so many; `make histories N=10000` tells more
HOW_MANY = int(os.environ.get("HISTORIES", IN_THE_SUITE))
SEED = int(os.environ.get("SEED", "1"))
STEPS = int(os.environ.get("STEPS", "14"))  # acts a history, before honest people take over
PHASES = (Phase.generate, Phase.shrink) if os.environ.get("SHRINK", "1") == "1" else (Phase.generate,)
EVERY_FAULT = os.environ.get("FAULTS") == "1"
SAMPLE = 12  # faults that the suite puts back, always the same; `make faults` puts all of them back
PUT_BACK = sorted(FAULT) if EVERY_FAULT else sorted(Random(SAMPLE).sample(sorted(FAULT), SAMPLE))
PARTS = 3  # so that several processes share them


def told(count: int, phases: tuple[Phase, ...] = PHASES) -> settings:
    return settings(
        max_examples=count,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )


@pytest.fixture(scope="module")
def begun(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage]:
    """Made once: every history goes back to it."""
    with django_db_blocker.unblock(), transaction.atomic(), world() as here:
        yield stage(here)
        transaction.set_rollback(True)


@pytest.mark.postgres
@pytest.mark.parametrize("part", range(PARTS))
def test_it_keeps_every_promise_in_every_history(begun: Stage, part: int) -> None:
    machine = seed(SEED * 10 + part)(type("Part", (Histories,), {"stage": begun}))
    began = time.process_time()
    try:
        run_state_machine_as_test(machine, settings=told(HOW_MANY // PARTS))
    finally:
        spent = time.process_time() - began
        print(
            f"SEED={SEED}, part {part}: {machine.count} histories, {machine.done} acts,"
            f" {machine.published} publications in {spent:.0f} seconds of CPU",
            flush=True,
        )


@pytest.mark.parametrize("slug", PUT_BACK)
def test_it_shows_the_fault_in_its_shortest_history(begun: Stage, slug: str) -> None:
    with FAULT[slug].back() as back:
        with pytest.raises(Found):
            tell(begun, *SHORTEST[slug])
        assert not back.dead


@pytest.mark.parametrize("history", [*SHORTEST.values(), *STUCK.values()], ids=[*SHORTEST, *STUCK])
def test_it_tells_those_histories_of_the_product_as_it_is(
    begun: Stage, history: tuple[str, tuple[Act, ...]]
) -> None:
    tell(begun, *history)


if EVERY_FAULT:  # make faults

    @pytest.mark.parametrize("slug", FAULT)
    def test_it_finds_the_fault_at_random(begun: Stage, slug: str) -> None:
        machine = seed(SEED)(type("Faulty", (Histories,), {"stage": begun}))
        with FAULT[slug].back() as back, pytest.raises(Found) as found:
            run_state_machine_as_test(machine, settings=told(300, phases=(Phase.generate,)))
        assert not back.dead
        said = str(found.value).splitlines()[0][:150]
        print(f"{slug}: found after {machine.count} histories: {said}", flush=True)
