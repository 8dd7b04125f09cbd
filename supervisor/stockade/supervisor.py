"""The supervisor for programs without an event loop: the same names, thread-safe."""

from __future__ import annotations

import asyncio
import concurrent.futures
import itertools
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from types import TracebackType
from typing import Self, Unpack

from opentelemetry import metrics, trace

from stockade_policies import Policy, PoolLimits
from stockade_policies.errors import PoolClosed
from stockade_worker.wire import Proofs

from . import explore
from .backlog import Backlog, StreamItem
from .core import Core, Stats, check_descriptors, check_types
from .explore import Branch, Exploration, Explored, OnBranch
from .job import Job, JobOptions
from .results import RunResult
from .run import OnConsole, OnEvent, RunOptions, StreamOptions


class Supervisor:
    """Runs untrusted JavaScript, each piece in a jailed process of its own.

    The same arguments and methods as `AsyncSupervisor`; may be called from any thread. The work is
    done on an event loop in a thread of its own.

        with Supervisor() as supervisor:
            result = supervisor.run("6 * 7")
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
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._core: Core | None = None
        self._thread: threading.Thread | None = None
        self._is_closed = False

    def __enter__(self) -> Self:
        loop, core = self._started()
        loop.call_soon_threadsafe(core.warm)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def run(self, source: str | bytes, **options: Unpack[RunOptions]) -> RunResult:
        """Run one piece of code and return how it ended; options as in `submit`."""
        future = self.submit(source, **options)
        try:
            return future.result()
        except BaseException:  # KeyboardInterrupt above all: nobody waits for the run any more
            future.cancel()
            raise

    def submit(
        self,
        source: str | bytes,
        *,
        policy: Policy | None = None,
        on_console: OnConsole | None = None,
        on_event: OnEvent | None = None,
        **options: Unpack[JobOptions],
    ) -> concurrent.futures.Future[RunResult]:
        """Start a run and return its future; cancelling the future withdraws the run.

        Fields of the job are described in `Job`. `on_console` is called on the supervisor's thread
        with each console entry as it arrives, `on_event` with each event of the trace. Raises
        `InputError` or `PoolClosed` at once; the future can end with `InputError`, `PolicyError`,
        `JailError` or `TemplateError`.
        """
        job = Job(source=source, **options)
        loop, core = self._started()
        outer: concurrent.futures.Future[RunResult] = concurrent.futures.Future()

        def begin() -> None:
            inner: asyncio.Future[RunResult] = loop.create_future()
            try:
                core.submit(job, policy, inner, on_console, on_event)
            except BaseException as error:  # it belongs to the caller, on another thread
                outer.set_exception(error)
                return
            _tie(loop, inner, outer)

        loop.call_soon_threadsafe(begin)
        return outer

    def map(
        self, sources: Iterable[str | bytes], **options: Unpack[RunOptions]
    ) -> Iterator[RunResult]:
        """Run many sources and yield the results in their order.

        Sources are taken from the iterable as workers come free, so it may be endless.
        """
        ahead: deque[concurrent.futures.Future[RunResult]] = deque()
        try:
            for source in sources:
                ahead.append(self.submit(source, **options))
                if len(ahead) > self._limits.workers:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            for future in ahead:
                future.cancel()

    def stream(
        self, source: str | bytes, **options: Unpack[StreamOptions]
    ) -> Generator[StreamItem, None, None]:
        """Run one piece of code, and yield what it does while it goes on; its result comes last.

        That is console entries and the events of its trace, in order. A slow reader does not slow
        the run: it gets no more than the latest of an event that tells of a growing number. To
        close the iterator withdraws the run. Starts, and raises what `run` does, with the first
        item.
        """
        ready = threading.Event()
        backlog = Backlog(ready.set)
        future = self.submit(source, on_console=backlog.put, on_event=backlog.put, **options)
        future.add_done_callback(lambda _: ready.set())
        try:
            while not future.done():
                ready.wait()
                ready.clear()
                yield from backlog.take()
            yield from backlog.take()
            yield future.result()
        finally:
            future.cancel()

    def explore(
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
        waiting = deque(explore.jobs(source, policy or self._policy, branches, options))
        running: dict[concurrent.futures.Future[RunResult], tuple[int, Branch]] = {}
        ended: dict[int, Explored] = {}
        numbers = itertools.count()
        try:
            while waiting or running:
                while waiting and len(running) < self._limits.workers:
                    branch, own, more = waiting.popleft()
                    running[self.submit(source, policy=own, **more)] = next(numbers), branch
                done, _ = concurrent.futures.wait(running, return_when="FIRST_COMPLETED")
                for future in done:
                    number, branch = running.pop(future)
                    ended[number] = Explored(branch=branch, result=future.result())
                    if on_branch is not None:
                        on_branch(ended[number])
        finally:
            for future in running:
                future.cancel()
        return explore.merged([ended[number] for number in sorted(ended)])

    def stats(self) -> Stats:
        """Return how many runs wait and run now, and how many spares there are."""
        core = self._core
        return core.stats() if core else Stats(waiting=0, running=0, spares=0)

    def proofs(self, policy: Policy | None = None) -> Proofs:
        """Return what the template of a policy has tried on itself before it served.

        For each attempt the walls that must stop it, each with its answer: "SIGSYS", an errno's
        name, or "waived". Empty while that template does not serve; default: the own policy's.
        """
        core = self._core
        return core.proofs(policy) if core else {}

    def close(self) -> None:
        """Stop taking jobs, drain, then kill; return when every process has been collected."""
        with self._lock:
            self._is_closed = True
            loop, core, thread = self._loop, self._core, self._thread
            self._loop = self._core = self._thread = None
        if loop is None or core is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(core.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    def _started(self) -> tuple[asyncio.AbstractEventLoop, Core]:
        with self._lock:
            if self._is_closed:
                raise PoolClosed
            if self._loop is None or self._core is None:
                check_descriptors(self._limits)
                self._loop = asyncio.new_event_loop()
                self._core = Core(self._loop, self._policy, self._limits, *self._providers)
                self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
                self._thread.name = "stockade-supervisor"
                self._thread.start()
            return self._loop, self._core


def _tie(
    loop: asyncio.AbstractEventLoop,
    inner: asyncio.Future[RunResult],
    outer: concurrent.futures.Future[RunResult],
) -> None:
    """Let `outer` end as `inner` does, and a cancellation of `outer` reach `inner`."""

    def forward(_: object) -> None:
        if outer.done() or inner.cancelled():
            return
        error = inner.exception()
        if error is not None:
            outer.set_exception(error)
        else:
            outer.set_result(inner.result())

    def withdraw(_: object) -> None:
        if outer.cancelled():
            loop.call_soon_threadsafe(inner.cancel)

    inner.add_done_callback(forward)
    outer.add_done_callback(withdraw)
