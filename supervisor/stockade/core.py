"""What both faces of the supervisor share: pools by policy, slots, sampling, closing.

Everything here runs on one event loop: the caller's own under `AsyncSupervisor`, a private one in a
thread under `Supervisor`.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import resource
import weakref
from dataclasses import dataclass
from functools import partial

from opentelemetry import metrics, trace

from stockade_policies import Policy, PoolLimits
from stockade_policies.errors import InputError, JailError, PolicyError, PoolClosed
from stockade_policies.walls import Wall
from stockade_worker import wire

from . import sampler
from .job import Job
from .pool import Pool, PoolPorts, Slots
from .results import Limit, LimitKind, Outcome, RunResult
from .rules import check_rules
from .run import OnConsole, OnEvent, Run
from .spawner import TEMPLATE, Program, Spawner
from .telemetry import Telemetry
from .template import close_all
from .turns import Turns
from .verdict import never_ran

FDS_PER_WORKER = 3
FDS_PER_POOL = 4
SPARE_FDS = 16
"""Descriptors left to the embedding program when the pool's need is compared with RLIMIT_NOFILE."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """How a supervisor stands now: runs that wait, runs in a worker, sealed spares."""

    waiting: int
    running: int
    spares: int


class Core:
    """Runs jobs. Requires: every call on `loop`, except `spawner`'s own.

    Raises `PolicyError` when the pool needs more descriptors than RLIMIT_NOFILE allows.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        policy: Policy,
        limits: PoolLimits,
        tracer_provider: trace.TracerProvider | None,
        meter_provider: metrics.MeterProvider | None,
        program: Program = TEMPLATE,
    ) -> None:
        check_descriptors(limits)
        self._loop = loop
        self._policy = policy
        self._limits = limits
        self._cpus = min(limits.workers, os.cpu_count() or 1)
        self._telemetry = Telemetry(tracer_provider, meter_provider)
        self._slots = Slots(limits.workers)
        self._spawner = Spawner(program)
        self._turns = Turns(loop)
        self._descriptors: set[int] = set()
        # A supervisor that is dropped without close() must leave neither process nor descriptor.
        self._finalizer = weakref.finalize(self, _let_go, self._spawner, self._descriptors)
        self._pools: dict[Policy, Pool] = {}
        self._numbers = itertools.count(1)
        self._is_closed = False
        self._idle: asyncio.Event = asyncio.Event()
        self._live: set[asyncio.Future[RunResult]] = set()
        self._sampling: asyncio.Handle | None = None
        self._interval = sampler.FIRST_SECONDS

    def stats(self) -> Stats:
        """Return how many runs wait and run, and how many spares there are, over all policies."""
        pools = list(self._pools.values())  # the asking thread need not be the loop's
        return Stats(
            waiting=sum(pool.waiting for pool in pools),
            running=sum(len(pool.running()) for pool in pools),
            spares=sum(pool.spares for pool in pools),
        )

    def proofs(self, policy: Policy | None = None) -> wire.Proofs:
        """Return what a policy's template has tried on itself; empty while it does not serve."""
        pool = self._pools.get(policy or self._policy)
        return pool.proofs if pool else {}

    def warm(self) -> None:
        """Start the default policy's template and spares now, so that the first job finds them."""
        self._pool_of(self._policy).refill()

    def submit(
        self,
        job: Job,
        policy: Policy | None,
        future: asyncio.Future[RunResult],
        on_console: OnConsole | None = None,
        on_event: OnEvent | None = None,
    ) -> None:
        """Run `job`. Its result, or an error of ours, goes to `future`; cancelling that withdraws.

        Raises `PoolClosed`, `InputError` or `PolicyError` at once.
        """
        if self._is_closed:
            raise PoolClosed
        base = policy or self._policy
        check_types(base, self._limits)
        for name, listener in (("on_console", on_console), ("on_event", on_event)):
            if listener is not None and not callable(listener):
                raise InputError(name, listener, "callable")
        self._require_proc(base)
        effective = job.policy_of(base)
        source = job.source_bytes()
        run = Run(
            job=job,
            policy=effective,
            message=job.message(effective, source),
            future=future,
            on_console=on_console,
            on_event=on_event,
        )
        if self._refuse(run, len(source)):
            return
        self._live.add(future)
        pool = self._pool_of(base)
        future.add_done_callback(partial(self._on_done, pool, run))
        pool.submit(run)
        self._sample_later()

    async def close(self) -> None:
        """Drain for `drain_seconds`, then withdraw what is left, and collect every process."""
        self._is_closed = True
        await self._wait_idle(self._limits.drain_seconds)
        for pool in self._pools.values():
            pool.withdraw_all("the supervisor was closed")
        await self._wait_idle(sampler.LONGEST_SECONDS)
        for pool in self._pools.values():
            pool.close()
        await self._turns.wait_done()  # answers that came, and are still looked at
        self._pools.clear()
        if self._sampling is not None:
            self._sampling.cancel()
        self._finalizer()
        await asyncio.to_thread(self._spawner.join)

    def _require_proc(self, policy: Policy) -> None:
        """The ceilings wall reads /proc; without it nothing is run unless the policy says so."""
        if Wall.CEILINGS not in policy.waive and not os.path.exists("/proc/self/stat"):
            raise JailError(
                Wall.CEILINGS,
                None,
                "/proc is not mounted, so memory and CPU of workers can't be watched",
                'mount it (mount -t proc proc /proc), or waive the wall "ceilings" in the policy',
            )

    def _refuse(self, run: Run, source_bytes: int) -> bool:
        """Resolve a run that is not to be started, and say so."""
        allowed = run.policy.ceilings.source_bytes
        waiting = sum(pool.waiting for pool in self._pools.values())
        if source_bytes > allowed:
            limit = Limit(
                kind=LimitKind.SOURCE_SIZE,
                limit=allowed,
                seen=source_bytes,
                unit="bytes",
                enforced_by="supervisor",
            )
            result = never_ran(run, outcome=Outcome.LIMIT, limit=limit)
        elif waiting >= self._limits.queue_length + self._slots.free:
            result = never_ran(
                run,
                outcome=Outcome.REJECTED,
                cause=f"queue full: {waiting} runs wait, and queue_length is "
                f"{self._limits.queue_length}; try again later",
            )
        else:
            return False
        self._telemetry.note_run(run, result)
        run.future.set_result(result)
        return True

    def _pool_of(self, policy: Policy) -> Pool:
        pool = self._pools.get(policy)
        if pool is None:
            ports = PoolPorts(
                loop=self._loop,
                spawner=self._spawner,
                telemetry=self._telemetry,
                slots=self._slots,
                descriptors=self._descriptors,
                turns=self._turns,
                on_slot_free=self._on_slot_free,
                next_number=lambda: next(self._numbers),
            )
            pool = self._pools[policy] = Pool(policy, self._limits, ports)
        return pool

    def _on_slot_free(self) -> None:
        """Offer the slot to every pool; the one that was served last comes last next time."""
        for policy, pool in list(self._pools.items()):
            if self._slots.free <= 0:
                return
            if pool.waiting:
                self._pools[policy] = self._pools.pop(policy)
                pool.dispatch()

    def _on_done(self, pool: Pool, run: Run, future: asyncio.Future[RunResult]) -> None:
        self._live.discard(future)
        if future.cancelled():
            pool.withdraw(run, "the caller withdrew it")
        if not self._live:
            self._idle.set()

    async def _wait_idle(self, seconds: float) -> None:
        self._idle.clear()
        if self._live:
            try:
                await asyncio.wait_for(self._idle.wait(), seconds)
            except TimeoutError:
                return

    def _sample_later(self) -> None:
        if self._sampling is None:
            self._interval = sampler.FIRST_SECONDS
            self._sampling = self._loop.call_later(self._interval, self._sample)

    def _sample(self) -> None:
        watched = [
            run
            for policy, pool in self._pools.items()
            if Wall.CEILINGS not in policy.waive
            for run in pool.running()
        ]
        self._sample_slice(
            sampler.Round(runs=watched, pool_rss_bytes=self._limits.rss_bytes, cpus=self._cpus)
        )

    def _sample_slice(self, look: sampler.Round) -> None:
        self._sampling = None
        try:
            for finding in look.step():
                for pool in self._pools.values():
                    pool.kill(finding.run, finding.limit)
            if look.is_done:
                for pool in list(self._pools.values()):
                    pool.end_late()
        finally:  # whatever goes wrong in one round, there is a next
            self._sample_on(look)

    def _sample_on(self, look: sampler.Round) -> None:
        if not look.is_done:
            self._sampling = self._loop.call_soon(self._sample_slice, look)
        elif self._live:
            self._interval = sampler.next_interval(
                self._interval,
                cost_seconds=look.cost_seconds,
                safe_seconds=look.safe_seconds(self._lowest_rss_bytes()),
            )
            self._sampling = self._loop.call_later(self._interval, self._sample)

    def _lowest_rss_bytes(self) -> int:
        return min((policy.ceilings.rss_bytes for policy in self._pools), default=0)


def _let_go(spawner: Spawner, descriptors: set[int]) -> None:
    spawner.stop()
    close_all(descriptors)
    descriptors.clear()


def check_types(policy: object, limits: object) -> None:
    """Refuse a policy or a pool that is none: a name or a dict, say; and rules that are none.

    Raises `InputError` or `PolicyError`.
    """
    if not isinstance(policy, Policy):
        raise InputError("policy", policy, "a Policy: a preset, or Policy.load(path)")
    if not isinstance(limits, PoolLimits):
        raise InputError("pool", limits, "PoolLimits")
    check_rules(policy)


def check_descriptors(limits: PoolLimits) -> None:
    """Raise `PolicyError` unless RLIMIT_NOFILE has room for the pool's descriptors."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = (limits.workers + limits.spares) * FDS_PER_WORKER + FDS_PER_POOL + SPARE_FDS
    if soft != resource.RLIM_INFINITY and needed > soft:
        fitting = max(0, (soft - FDS_PER_POOL - SPARE_FDS) // FDS_PER_WORKER)
        raise PolicyError(
            "workers + spares",
            limits.workers + limits.spares,
            f"at most {fitting} under RLIMIT_NOFILE {soft} (raise it with ulimit -n)",
        )
