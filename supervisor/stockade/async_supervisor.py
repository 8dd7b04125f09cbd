"""The supervisor for asyncio programs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Sequence
from types import TracebackType
from typing import Self, Unpack

from opentelemetry import metrics, trace

from stockade_policies import Policy, PoolLimits
from stockade_policies.errors import PoolClosed
from stockade_worker.wire import Proofs

from . import explore
from .backlog import Backlog, StreamItem
from .core import Core, Stats, check_types
from .explore import Branch, Exploration, Explored, OnBranch
from .job import Job, JobOptions
from .results import RunResult
from .run import OnConsole, OnEvent, RunOptions, StreamOptions


class AsyncSupervisor:
    """Runs untrusted JavaScript, each piece in a jailed process of its own; for asyncio.

    policy  what runs may use, unless a call names another; default `Policy.production()`.
    pool    how many workers, spares and waiting jobs.
    tracer_provider, meter_provider  OpenTelemetry; default the process-wide ones.

    Use it as an async context manager, on the loop that made it:

        async with AsyncSupervisor() as supervisor:
            result = await supervisor.run("6 * 7")
    """

    def __init__(
        self,
        policy: Policy | None = None,
        *,
        pool: PoolLimits | None = None,
        tracer_provider: trace.TracerProvider | None = None,
        meter_provider: metrics.MeterProvider | None = None,
    ) -> None:
        self._policy = policy or Policy.production()
        self._limits = pool or PoolLimits()
        check_types(self._policy, self._limits)
        self._providers = (tracer_provider, meter_provider)
        self._core: Core | None = None
        self._is_closed = False

    async def __aenter__(self) -> Self:
        self._started().warm()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def run(self, source: str | bytes, **options: Unpack[RunOptions]) -> RunResult:
        """Run one piece of code and return how it ended; options as in `submit`."""
        return await self.submit(source, **options)

    def submit(
        self,
        source: str | bytes,
        *,
        policy: Policy | None = None,
        on_console: OnConsole | None = None,
        on_event: OnEvent | None = None,
        **options: Unpack[JobOptions],
    ) -> asyncio.Future[RunResult]:
        """Start a run and return its future; cancelling the future withdraws the run.

        Fields of the job are described in `Job`. `on_console` is called on the loop with each
        console entry as it arrives, `on_event` with each event of the trace. Raises `InputError`,
        `PolicyError` or `PoolClosed` at once; the future can end with `JailError` or
        `TemplateError`.
        """
        job = Job(source=source, **options)
        core = self._started()
        future: asyncio.Future[RunResult] = asyncio.get_running_loop().create_future()
        core.submit(job, policy, future, on_console, on_event)
        return future

    async def map(
        self, sources: Iterable[str | bytes], **options: Unpack[RunOptions]
    ) -> AsyncIterator[RunResult]:
        """Run many sources and yield the results in their order.

        Sources are taken from the iterable as workers come free, so it may be endless.
        """
        ahead: list[asyncio.Future[RunResult]] = []
        try:
            for source in sources:
                ahead.append(self.submit(source, **options))
                if len(ahead) > self._limits.workers:
                    yield await ahead.pop(0)
            while ahead:
                yield await ahead.pop(0)
        finally:
            for future in ahead:
                future.cancel()

    async def stream(
        self, source: str | bytes, **options: Unpack[StreamOptions]
    ) -> AsyncGenerator[StreamItem, None]:
        """Run one piece of code, and yield what it does while it goes on; its result comes last.

        That is console entries and the events of its trace, in order. A slow reader does not slow
        the run: it gets no more than the latest of an event that tells of a growing number. To
        close the iterator withdraws the run. Starts, and raises what `submit` does, with the first
        item.
        """
        ready = asyncio.Event()
        backlog = Backlog(ready.set)
        future = self.submit(source, on_console=backlog.put, on_event=backlog.put, **options)
        future.add_done_callback(lambda _: ready.set())
        try:
            while not future.done():
                await ready.wait()
                ready.clear()
                for item in backlog.take():
                    yield item
            for item in backlog.take():
                yield item
            yield await future
        finally:
            future.cancel()

    async def explore(
        self,
        source: str | bytes,
        *,
        branches: Sequence[Branch] | None = None,
        policy: Policy | None = None,
        on_branch: OnBranch | None = None,
        **options: Unpack[JobOptions],
    ) -> Exploration:
        """Run one piece of code in several worlds, and return what it did in each of them.

        branches   the worlds; default: `default_branches(source)`.
        policy     instead of the supervisor's own; each persona has a template of its own.
        on_branch  called with each branch as it ends.

        The rest is as in `submit`, but for `persona`. Raises what `run` does.
        """
        plan = explore.jobs(source, policy or self._policy, branches, options)
        free = asyncio.Semaphore(self._limits.workers)

        async def explored(branch: Branch, own: Policy, more: JobOptions) -> Explored:
            async with free:
                one = Explored(branch=branch, result=await self.submit(source, policy=own, **more))
            if on_branch is not None:
                on_branch(one)
            return one

        tasks = [asyncio.ensure_future(explored(*one)) for one in plan]
        try:
            runs = await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)  # or they would still be waiting
        return await asyncio.to_thread(explore.merged, runs)  # of long traces it takes its time

    def stats(self) -> Stats:
        """Return how many runs wait and run now, and how many spares there are."""
        return self._core.stats() if self._core else Stats(waiting=0, running=0, spares=0)

    def proofs(self, policy: Policy | None = None) -> Proofs:
        """Return what the template of a policy has tried on itself before it served.

        For each attempt the walls that must stop it, each with its answer: "SIGSYS", an errno's
        name, or "waived". Empty while that template does not serve; default: the own policy's.
        """
        return self._core.proofs(policy) if self._core else {}

    async def close(self) -> None:
        """Stop taking jobs, drain, then kill; return when every process has been collected."""
        self._is_closed = True
        core, self._core = self._core, None
        if core is not None:
            await core.close()

    def _started(self) -> Core:
        if self._is_closed:
            raise PoolClosed
        if self._core is None:
            loop = asyncio.get_running_loop()
            self._core = Core(loop, self._policy, self._limits, *self._providers)
        return self._core
