"""All workers together: the pool's own ceiling holds when each of them is just below its own."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import Future

import psutil

from stockade import Limit, LimitKind, Outcome, Policy, PoolLimits, RunResult, Supervisor
from stockade.sampler import (
    FILL_BYTES_PER_SECOND,
    LONGEST_SECONDS,
    LOOP_SHARE,
    SHORTEST_SECONDS,
    next_interval,
)

MIB = 1 << 20
HEAP_BYTES = 32 * MIB
WORKERS = 3
ROOMY = 1 << 30
POLICY = Policy.production(
    name="full",
    heap_bytes=HEAP_BYTES,
    cpu_seconds=30,
    wall_seconds=100,
    rss_bytes=64 * MIB,
    tracing=False,
    tracer_bytes=0,
)
MARGIN_BYTES = 24 * MIB
"""What may come on top while the sampler's loop is late and a killed worker goes: these programs
grow by 32 MB a second each, so it stands for a quarter of a second."""

# Fills `share` of its heap in small steps, says so, and stays. The guest's clock is virtual, so it
# counts: some 40 ns a turn.
FILLER = """
const hoard = [];
const spin = (ms) => { for (let left = ms * 25_000; left > 0; left--); };
const step = 64 * 1024;
while (hoard.length * step < heap * share) {
  hoard.push(new Uint8Array(step - 64).fill(1));
  spin(2);
}
console.log("full");
spin(stay);
hoard.length;
"""


class Crowd:
    """Fillers in a pool, and the most that their workers held together, as this process saw it."""

    def __init__(self, supervisor: Supervisor) -> None:
        self.supervisor = supervisor
        self.futures: list[Future[RunResult]] = []
        self.most_bytes = 0

    def add(self, *, share: float = 0.99, stay: int = 1500) -> threading.Event:
        """Start a filler; the event is set when it is full."""
        full = threading.Event()
        args = {"heap": HEAP_BYTES, "share": share, "stay": stay}
        self.futures.append(
            self.supervisor.submit(FILLER, args=args, on_console=lambda _: full.set())
        )
        return full

    def results(self) -> list[RunResult]:
        while not all(future.done() for future in self.futures):
            self.most_bytes = max(self.most_bytes, sum(map(resident, workers())))
            with contextlib.suppress(TimeoutError):
                self.futures[-1].exception(timeout=0.005)
        return [future.result() for future in self.futures]


def workers() -> list[psutil.Process]:
    """Return the processes of the jail that are there now: starter, template, worker."""
    found = [psutil.Process()]
    for _ in range(3):
        found = [child for process in found for child in children(process)]
    return found


def children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children()
    except psutil.Error:
        return []


def resident(process: psutil.Process) -> int:
    try:
        rss_bytes: int = process.memory_info().rss
    except psutil.Error:
        return 0
    return rss_bytes


def steps(share: float = 0.99) -> int:
    """Return the value of a filler that was let be."""
    return -(-int(HEAP_BYTES * share) // (64 * 1024))


def pool(rss_bytes: int) -> PoolLimits:
    return PoolLimits(workers=WORKERS, spares=0, rss_bytes=rss_bytes)


def killed_by_the_pool(results: list[RunResult]) -> list[Limit]:
    limits = [result.limit for result in results if result.limit is not None]
    assert all(limit.kind is LimitKind.MEMORY for limit in limits), limits
    assert all(limit.enforced_by == "psutil (pool)" for limit in limits), limits
    return limits


def test_workers_just_below_their_own_ceilings_do_not_pass_the_pools() -> None:
    ceiling = 120 * MIB  # three full workers hold 32 + 13 each
    with Supervisor(POLICY, pool=pool(ceiling)) as supervisor:
        crowd = Crowd(supervisor)
        for _ in range(WORKERS):
            crowd.add()
        results = crowd.results()
    (limit,) = killed_by_the_pool(results)
    assert limit.limit == ceiling
    assert limit.seen is not None
    assert ceiling < limit.seen <= ceiling + MARGIN_BYTES
    assert crowd.most_bytes <= ceiling + MARGIN_BYTES
    completed = [result.value for result in results if result.outcome is Outcome.COMPLETED]
    assert completed == [steps()] * 2


def test_the_largest_is_killed_and_the_others_are_right() -> None:
    with Supervisor(POLICY, pool=pool(96 * MIB)) as supervisor:
        crowd = Crowd(supervisor)
        assert crowd.add(share=0.99, stay=20_000).wait(30)
        for _ in range(2):
            crowd.add(share=0.5, stay=500)
        largest, *others = crowd.results()
    assert killed_by_the_pool([largest])
    assert [result.value for result in others] == [steps(0.5)] * 2


def test_the_same_workers_all_complete_without_the_pools_ceiling() -> None:
    with Supervisor(POLICY, pool=pool(ROOMY)) as supervisor:
        crowd = Crowd(supervisor)
        for _ in range(WORKERS):
            crowd.add()
        results = crowd.results()
    assert [result.value for result in results] == [steps()] * WORKERS
    assert crowd.most_bytes > 120 * MIB + MARGIN_BYTES / 4  # or the others had nothing to stop


def test_no_wait_is_longer_than_it_takes_to_fill_what_is_left() -> None:
    left = 32 * MIB / FILL_BYTES_PER_SECOND
    assert next_interval(1.0, cost_seconds=0.0, safe_seconds=left) == left
    assert next_interval(1.0, cost_seconds=0.0, safe_seconds=0.0) == SHORTEST_SECONDS
    assert next_interval(1.0, cost_seconds=0.0, safe_seconds=9.0) == LONGEST_SECONDS


def test_a_large_pool_is_not_looked_at_all_the_time() -> None:
    cost = 0.1
    assert next_interval(1.0, cost_seconds=cost, safe_seconds=0.0) == cost / LOOP_SHARE
