"""The asyncio face: many runs, cancelling, closing."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Callable

import psutil
import pytest

from stockade import AsyncSupervisor, Outcome, Policy, PoolClosed, PoolLimits, RunResult

SMALL = PoolLimits(workers=2, spares=1)
ENDLESS = "for (;;);"


async def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for `condition`, and fail if it takes too long."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.005)


def descendants() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


async def test_many_runs_at_once_each_get_their_own_answer() -> None:
    async with AsyncSupervisor(pool=SMALL) as supervisor:
        results = await asyncio.gather(*(supervisor.run(f"{n} * 2") for n in range(40)))
    assert [result.value for result in results] == [n * 2 for n in range(40)]


async def test_no_run_sees_what_another_left() -> None:
    async with AsyncSupervisor(pool=SMALL) as supervisor:
        for _ in range(5):
            source = "globalThis.seen = (globalThis.seen ?? 0) + 1; Array.prototype.x = 1; seen"
            assert (await supervisor.run(source)).value == 1


async def test_a_spare_is_warm_and_without_one_the_start_is_cold() -> None:
    async with AsyncSupervisor(pool=SMALL) as supervisor:
        await supervisor.run("1")
        await asyncio.sleep(0.3)
        result = await supervisor.run("1")
        assert result.worker is not None
        assert result.worker.start == "warm"
    async with AsyncSupervisor(pool=PoolLimits(workers=1, spares=0)) as supervisor:
        result = await supervisor.run("1")
        assert result.worker is not None
        assert result.worker.start == "cold"


async def test_map_keeps_the_order_and_takes_an_endless_source() -> None:
    def numbers() -> object:
        n = 0
        while True:
            yield str(n)
            n += 1

    async with AsyncSupervisor(pool=SMALL) as supervisor:
        seen = []
        async for result in supervisor.map(numbers()):  # type: ignore[arg-type]  # a generator
            seen.append(result.value)
            if len(seen) == 20:
                break
    assert seen == list(range(20))


async def test_one_supervisor_serves_several_policies() -> None:
    strict = Policy.production(name="strict", cpu_seconds=0.1)
    async with AsyncSupervisor(Policy.research(), pool=SMALL) as supervisor:
        loose, tight = await asyncio.gather(
            supervisor.run("1 + 1"), supervisor.run(ENDLESS, policy=strict)
        )
    assert loose.value == 2
    assert tight.limit is not None
    assert tight.limit.limit == 0.1


async def test_a_full_queue_rejects_and_says_why() -> None:
    limits = PoolLimits(workers=1, spares=0, queue_length=2)
    policy = Policy.production(cpu_seconds=0.3)
    async with AsyncSupervisor(policy, pool=limits) as supervisor:
        running = supervisor.submit(ENDLESS)
        await until(lambda: bool(supervisor.stats().running))
        waiting = [supervisor.submit("1") for _ in range(2)]
        refused = await supervisor.run("2")
        assert refused.outcome is Outcome.REJECTED
        assert refused.cause is not None
        assert "queue full: 2 runs wait" in refused.cause
        results = await asyncio.gather(running, *waiting)
    assert [result.outcome for result in results] == ["limit", "completed", "completed"]


async def test_the_queue_is_bounded_before_the_first_worker_is_up() -> None:
    async with AsyncSupervisor(pool=PoolLimits(workers=1, spares=0, queue_length=2)) as supervisor:
        results = await asyncio.gather(*(supervisor.run("1") for _ in range(10)))
    outcomes = [result.outcome for result in results]
    assert outcomes == [Outcome.COMPLETED] * 3 + [Outcome.REJECTED] * 7


async def test_cancelling_a_run_that_waits_frees_its_place() -> None:
    async with AsyncSupervisor(pool=PoolLimits(workers=1, spares=0)) as supervisor:
        first = supervisor.submit(ENDLESS)
        second = supervisor.submit("2")
        second.cancel()
        await until(lambda: supervisor.stats().waiting + supervisor.stats().running == 1)
        first.cancel()
        await until(lambda: supervisor.stats().running == 0)
        assert (await supervisor.run("3")).value == 3


@pytest.mark.parametrize("delay", [0.0, 0.001, 0.05, 0.2, 0.4])
async def test_cancelling_at_any_stage_ends_the_worker(delay: float) -> None:
    async with AsyncSupervisor(pool=PoolLimits(workers=1, spares=0)) as supervisor:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(supervisor.run(ENDLESS), delay)
        await until(lambda: supervisor.stats().running + supervisor.stats().waiting == 0)
        assert (await supervisor.run("1")).value == 1


async def test_a_storm_of_cancellations_leaves_one_outcome_each() -> None:
    async with AsyncSupervisor(pool=SMALL) as supervisor:
        futures = [supervisor.submit(f"{n}") for n in range(100)]
        for n, future in enumerate(futures):
            if n % 3 == 0:
                asyncio.get_running_loop().call_later(n / 2000, future.cancel)
        ended = await asyncio.gather(*futures, return_exceptions=True)
        await until(lambda: supervisor.stats().running + supervisor.stats().waiting == 0)
    for n, result in enumerate(ended):
        if isinstance(result, RunResult):
            assert result.value == n
        else:
            assert isinstance(result, asyncio.CancelledError)
            assert n % 3 == 0


async def test_closing_lets_runs_end() -> None:
    supervisor = AsyncSupervisor(pool=SMALL)
    future = supervisor.submit("for (let i = 0; i < 3e6; i++); 'ended'")
    await supervisor.close()
    assert (await future).value == "ended"


async def test_closing_kills_what_does_not_end_in_time() -> None:
    supervisor = AsyncSupervisor(pool=PoolLimits(workers=1, spares=0, drain_seconds=0.1))
    running, waiting = supervisor.submit(ENDLESS), supervisor.submit("1")
    await supervisor.close()
    for future in (running, waiting):
        result = await future
        assert (result.outcome, result.cause) == ("cancelled", "the supervisor was closed")
    assert descendants() == []


async def test_a_closed_supervisor_says_so() -> None:
    supervisor = AsyncSupervisor(pool=SMALL)
    assert (await supervisor.run("1")).value == 1
    await supervisor.close()
    await supervisor.close()
    with pytest.raises(PoolClosed):
        await supervisor.run("1")


async def test_a_supervisor_that_never_ran_anything_closes_at_once() -> None:
    async with AsyncSupervisor(pool=SMALL):
        pass
    await AsyncSupervisor().close()


def test_a_loop_that_is_closed_while_runs_go_on_leaves_no_process() -> None:
    async def abandon() -> None:
        supervisor = AsyncSupervisor(pool=SMALL)
        await supervisor.run("1")
        supervisor.submit(ENDLESS)
        await asyncio.sleep(0.05)

    asyncio.run(abandon())
    gc.collect()
    _, alive = psutil.wait_procs(descendants(), timeout=2)
    assert alive == []


async def test_a_blocked_loop_still_gets_the_whole_result() -> None:
    async with AsyncSupervisor(pool=SMALL) as supervisor:
        future = supervisor.submit("console.log('x'.repeat(50000)); 'y'.repeat(500000)")
        deadline = asyncio.get_running_loop().time() + 0.5
        while asyncio.get_running_loop().time() < deadline:
            os.getpid()  # the loop runs nothing meanwhile
        result = await future
    assert len(str(result.value)) == 500_000
