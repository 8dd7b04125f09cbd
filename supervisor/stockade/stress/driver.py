"""Drives a stress run: submits what the plan says, strikes, watches, and keeps the books.

Everything happens on one event loop, the supervisor's own: the driver is the embedding program.
A few jobs more are in flight than there are workers, so that some always wait.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from stockade.async_supervisor import AsyncSupervisor
from stockade.results import ConsoleEntry, RunResult
from stockade_policies import PoolLimits
from stockade_policies.errors import JailError, StockadeError, TemplateError

from . import memory, processes
from .census import Watch
from .chaos import Chaos
from .counters import Counters
from .honest import POLICY
from .ledger import Ledger
from .plan import Cancel, Planned, plan
from .settings import Settings
from .tasks import Task

TICK_SECONDS = 0.25
HANG_SECONDS = 90.0
"""No job takes nearly so long: the slowest has 20 s, and a template may be down for some."""
SETTLE_SECONDS = 5.0
START_SECONDS = 30.0
"""For a template: a busy host is not to be taken for a template that died by itself."""
QUEUED = 4
"""Jobs in flight beyond the workers."""


OnProgress = Callable[["Driver"], None]


class Driver:
    """One run; its state can be looked at while it goes on."""

    def __init__(
        self, settings: Settings, corpus: Sequence[Task], on_progress: OnProgress | None = None
    ) -> None:
        self.settings = settings
        self.corpus = corpus
        self.chaos = Chaos(settings.workers)
        self.ledger = Ledger(self.chaos)
        self.watch = Watch()
        self.trend = memory.Trend()
        self.templates = memory.Templates()
        self.is_interrupted = False
        self.runs_counted = 0
        self.template_deaths = 0
        self.seconds = 0.0
        self.error: StockadeError | None = None
        self._on_progress = on_progress
        self._strangers = [
            process.pid for process in processes.scan().values() if process.parent == os.getpid()
        ]
        self._started = 0.0
        self._moved = asyncio.Event()
        self._is_hung = False
        self._has_run = False

    async def run(self) -> None:
        """Run to the end, to an interrupt, or until something hangs. Raises only what is fatal."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._on_trouble)
        self._started = loop.time()
        counters = Counters()
        supervisor = AsyncSupervisor(POLICY, pool=self._limits(), meter_provider=counters.provider)
        ticking = asyncio.create_task(self._tick(supervisor))
        try:
            await self._feed(supervisor)
        except asyncio.CancelledError:
            self.is_interrupted = True
            asyncio.current_task().uncancel()  # type: ignore[union-attr]  # we are in a task
        finally:
            ticking.cancel()
            (ticked,) = await asyncio.gather(ticking, return_exceptions=True)
            if isinstance(ticked, Exception):  # nobody has watched since
                self.ledger.fail("idle", f"the watch broke: {ticked!r}")
            self.ledger.is_withdrawing = self.is_interrupted or self.error is not None
            await self._check_idle(supervisor)
            await supervisor.close()
            await self._wait(lambda: not self.ledger.open, SETTLE_SECONDS)
            self.ledger.note_missing("no outcome")
            await self._count(counters)
            counters.close()
            self.seconds = loop.time() - self._started

    @property
    def share(self) -> float:
        """How much of the run is done, 0 to 1."""
        jobs, seconds = self.settings.jobs, self.settings.seconds
        by_jobs = self.ledger.ended / jobs if jobs else 0.0
        by_time = (time.monotonic() - self._started) / seconds if seconds else 0.0
        return min(1.0, max(by_jobs, by_time))

    # -- inside ------------------------------------------------------------------------------------

    def _limits(self) -> PoolLimits:
        # No sample is to be ended for what its neighbours hold: its header could not know.
        policies = {POLICY, *(task.policy for task in self.corpus)}
        largest = max(policy.ceilings.rss_bytes for policy in policies)
        workers = self.settings.workers
        return PoolLimits(
            workers=workers,
            spares=1,
            rss_bytes=(workers + 1) * largest,
            start_seconds=START_SECONDS,
        )

    async def _feed(self, supervisor: AsyncSupervisor) -> None:
        jobs = plan(self.settings.seed, self.settings.mix, self.corpus)
        most = self.settings.workers + QUEUED - 1
        for planned in islice(jobs, self.settings.jobs):
            if self._is_time_up() or not await self._wait_open(most):
                break
            if planned.strike is not None:
                family = processes.family(processes.scan(), self._strangers)
                self.watch.note(family)
                self.chaos.strike(planned.strike, planned.pick, family, time.monotonic())
            self._submit(supervisor, planned)
        await self._wait_open(0)

    async def _wait_open(self, most: int) -> bool:
        """Wait until no more than that are in flight; False if there is no use in going on."""
        while self.ledger.open > most and not self._is_hung and self.error is None:
            self._moved.clear()
            await self._moved.wait()
        return not self._is_hung and self.error is None

    def _is_time_up(self) -> bool:
        seconds = self.settings.seconds
        return seconds is not None and time.monotonic() - self._started >= seconds

    def _submit(self, supervisor: AsyncSupervisor, planned: Planned) -> None:
        task = planned.task

        def hang_up(_: ConsoleEntry) -> None:
            future.cancel()

        now = time.monotonic()
        future = supervisor.submit(
            task.source,
            policy=task.policy,
            kind=task.kind,
            args=task.args,
            overrides=task.overrides,
            tenant=planned.tenant,
            on_console=hang_up if planned.cancel is Cancel.WHEN_HEARD else None,
        )
        self.ledger.note_submitted(planned, now)
        future.add_done_callback(lambda future: self._on_done(planned, future))
        if planned.cancel is Cancel.AT_ONCE:
            future.cancel()
        elif planned.cancel is Cancel.LATER:
            asyncio.get_running_loop().call_later(planned.cancel_seconds, future.cancel)

    def _on_done(self, planned: Planned, future: asyncio.Future[RunResult]) -> None:
        self._moved.set()
        if future.cancelled():
            self.ledger.note_ended(planned, None, time.monotonic())
        else:
            error = future.exception()
            self.ledger.note_ended(planned, error or future.result(), time.monotonic())
            # Without walls there is nothing to be stressed; the same if no job was ever run.
            self._has_run |= error is None
            fatal = JailError if self._has_run else (JailError, TemplateError)
            if isinstance(error, fatal):
                self.error = error

    def _on_trouble(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Take down what was raised in a callback, where nobody waits for it."""
        self.ledger.fail("one outcome", f"{context['message']}: {context.get('exception')!r}")

    async def _tick(self, supervisor: AsyncSupervisor) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            now = time.monotonic()
            self._look(supervisor)
            oldest = self.ledger.oldest(now)
            self.chaos.forget(oldest)
            if now - oldest > HANG_SECONDS and not self._is_hung:
                self._is_hung = True
                self.ledger.note_missing(f"no outcome after {HANG_SECONDS:g} s")
                self._moved.set()
            if self._on_progress is not None:
                self._on_progress(self)

    def _look(self, supervisor: AsyncSupervisor) -> None:
        """Sample memory, and remember whom to look for afterwards."""
        family = processes.family(processes.scan(), self._strangers)
        self.watch.note(family)
        rss_bytes = processes.rss_of(os.getpid())
        if rss_bytes is not None and self.share >= memory.WARMUP_SHARE:
            self.trend.note(self.ledger.ended, rss_bytes)
        for template in family.templates:
            rss_bytes = processes.rss_of(template.pid)
            if rss_bytes:
                self.templates.note(template.pid, template.started, rss_bytes)
        running = supervisor.stats().running
        if running > self.settings.workers:
            self.ledger.fail("idle", f"{running} runs at once, {self.settings.workers} allowed")

    async def _check_idle(self, supervisor: AsyncSupervisor) -> None:
        """A run that was withdrawn may still be dying; one that goes on has been forgotten."""
        if self.ledger.open:
            return
        await self._wait(lambda: _is_idle(supervisor), SETTLE_SECONDS)
        if not _is_idle(supervisor):
            what = f"every job has its outcome, and there is {supervisor.stats()}"
            self.ledger.fail("idle", what)

    async def _count(self, counters: Counters) -> None:
        """Read the supervisor's own counters, when those of the last runs are in."""

        def has_all() -> bool:
            self.runs_counted = counters.value("stockade.runs")
            return self.runs_counted >= self.ledger.submitted

        await self._wait(has_all, SETTLE_SECONDS)
        self.template_deaths = counters.value("stockade.template.deaths")

    @staticmethod
    async def _wait(condition: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not condition() and time.monotonic() < deadline:  # noqa: ASYNC110 - no event for it
            await asyncio.sleep(0.01)


def _is_idle(supervisor: AsyncSupervisor) -> bool:
    stats = supervisor.stats()
    return not stats.waiting and not stats.running
