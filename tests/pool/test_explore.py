"""A sample in several worlds, through both faces of the supervisor."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from stockade import (
    AsyncSupervisor,
    Branch,
    Explored,
    InputError,
    Policy,
    PoolLimits,
    Supervisor,
)

POLICY = Policy.research()
POOL = PoolLimits(workers=2, spares=0, queue_length=0, rss_bytes=2 * POLICY.ceilings.rss_bytes)
BRANCHES = [
    Branch(persona="bare"),
    Branch(persona="bare", answers={"http": "error"}),
    Branch(persona="wsh"),
    Branch(persona="bare", answers={"files": "absent"}),
]
SOURCE = "eval('6 * 7')"


def test_every_branch_is_run_and_kept_in_order(outlives_tests: None) -> None:
    told: list[Explored] = []
    with Supervisor(POLICY, pool=POOL) as supervisor:
        found = supervisor.explore(SOURCE, branches=BRANCHES, on_branch=told.append)
    assert [run.branch for run in found.runs] == BRANCHES
    assert {run.result.outcome for run in found.runs} == {"completed"}
    assert sorted(map(id, told)) == sorted(map(id, found.runs))
    (made,) = found.behaviour.generations
    assert (made.item.text, made.branches) == ("6 * 7", (0, 1, 2, 3))


@pytest.mark.asyncio
async def test_and_so_it_is_with_asyncio(outlives_tests: None) -> None:
    told: list[Explored] = []
    async with AsyncSupervisor(POLICY, pool=POOL) as supervisor:
        found = await supervisor.explore(SOURCE, branches=BRANCHES, on_branch=told.append)
    assert [run.branch for run in found.runs] == BRANCHES
    assert len(told) == len(found.runs)
    assert [one.branches for one in found.behaviour.generations] == [(0, 1, 2, 3)]


def test_options_of_a_run_are_those_of_each(outlives_tests: None) -> None:
    with Supervisor(POLICY, pool=POOL) as supervisor:
        found = supervisor.explore("n + 1", branches=BRANCHES[:2], args={"n": 1})
    assert [run.result.value for run in found.runs] == [2, 2]


def test_what_makes_no_sense_starts_nothing() -> None:
    supervisor = Supervisor(POLICY, pool=POOL)
    with pytest.raises(InputError):
        supervisor.explore(SOURCE, branches=[])
    assert supervisor.stats().running == 0
    supervisor.close()


@pytest.mark.asyncio
async def test_to_cancel_an_exploration_withdraws_its_runs(outlives_tests: None) -> None:
    async with AsyncSupervisor(POLICY, pool=POOL) as supervisor:
        task = asyncio.ensure_future(supervisor.explore("for (;;);", branches=BRANCHES))
        while supervisor.stats().running < 2:  # noqa: ASYNC110  # what is waited for has no event
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        while supervisor.stats().running:  # noqa: ASYNC110  # likewise
            await asyncio.sleep(0.01)
        assert supervisor.stats().waiting == 0


@pytest.mark.asyncio
async def test_an_error_of_a_listener_ends_the_exploration(outlives_tests: None) -> None:
    def fail(_: Explored) -> None:
        raise ZeroDivisionError

    async with AsyncSupervisor(POLICY, pool=replace(POOL, queue_length=1)) as supervisor:
        with pytest.raises(ZeroDivisionError):
            await supervisor.explore(SOURCE, branches=BRANCHES, on_branch=fail)
        assert (await supervisor.run("1")).value == 1
