"""Keeps one template alive: start, readiness, back-off, giving up for now.

A template is started when the pool first needs a worker. If it dies, or forks fail, the next
attempt comes later each time, so that a host in trouble is not beaten with requests; after
MAX_ATTEMPTS in a row the runs that wait are told, and the next run starts the count again. A wall
that can't be put up is told at once: trying again would not help.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from stockade_policies import Policy
from stockade_policies.errors import JailError, StockadeError, TemplateError
from stockade_policies.walls import Wall
from stockade_worker import wire

from .spawner import Spawner, TemplateProcess
from .telemetry import Telemetry
from .template import TemplateLink, WorkerSource

MAX_ATTEMPTS = 6
BACKOFF_SECONDS = 0.05
LONGEST_BACKOFF_SECONDS = 2.0

_log = logging.getLogger("stockade")


class KeeperEvents(WorkerSource, Protocol):
    """What the owner is told, beside what the template says of its workers. Called on the loop."""

    def on_serving(self) -> None: ...
    def on_lost(self) -> None: ...
    def on_given_up(self, error: StockadeError) -> None: ...


class Keeper:
    """See the module's note. Requires: every call on the loop."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        policy: Policy,
        start_seconds: float,
        spawner: Spawner,
        telemetry: Telemetry,
        events: KeeperEvents,
    ) -> None:
        self._loop = loop
        self._policy = policy
        self._start_seconds = start_seconds
        self._spawner = spawner
        self._telemetry = telemetry
        self._events = events
        self._link: TemplateLink | None = None
        self._is_starting = False
        self._is_closed = False
        self._failures = 0
        self._retry: asyncio.TimerHandle | None = None
        self._start_timer: asyncio.TimerHandle | None = None

    @property
    def base_bytes(self) -> int:
        """Address space of the template, and so of a worker before its job."""
        return self._link.base_bytes if self._link else 0

    @property
    def proofs(self) -> wire.Proofs:
        """What the template has tried on itself, and how each wall has stopped that."""
        return self._link.proofs if self._link else {}

    def serving(self) -> TemplateLink | None:
        """Return the template if it takes requests now; otherwise see to it that one will."""
        if self._is_closed or self._retry is not None:
            return None
        if self._link is None:
            self._start()
            return None
        return self._link if self._link.is_serving else None

    def note_success(self) -> None:
        """Forget earlier failures: a worker has come through."""
        self._failures = 0

    def note_failure(self, error: StockadeError) -> None:
        """Pause; after too many failures in a row, give up for now."""
        self._failures += 1
        if self._failures >= MAX_ATTEMPTS:
            self._failures = 0
            self._events.on_given_up(error)
        elif self._retry is None and not self._is_closed:
            delay = min(BACKOFF_SECONDS * 2**self._failures, LONGEST_BACKOFF_SECONDS)
            self._retry = self._loop.call_later(delay, self._on_retry)

    def close(self) -> None:
        """End the template, and every worker with it."""
        self._is_closed = True
        if self._retry is not None:
            self._retry.cancel()
        self._close_link()

    # -- what the template says of itself ----------------------------------------------------------

    def on_ready(self, ready: wire.Ready) -> None:
        """Take the template into service, and say what its policy does without."""
        waived = [wall.value for wall in Wall if wall in self._policy.waive]
        if waived:
            _log.warning("policy %s does without: %s", self._policy.name, ", ".join(waived))
        self._telemetry.note_self_attack(ready.self_attack_ms)
        if self._start_timer is not None:
            self._start_timer.cancel()
        self._events.on_serving()

    def on_jail_failed(self, failed: wire.JailFailed) -> None:
        """Give up: this host cannot hold a wall."""
        self._close_link()
        self._events.on_given_up(jail_error(failed))

    def on_template_gone(self, reason: str) -> None:
        """Start another one, later each time."""
        self._telemetry.note_template_death()
        self._close_link()
        # Before the owner hears of it: a lost run would ask for a worker at once.
        self.note_failure(TemplateError(f"the template ended: {reason}"))
        self._events.on_lost()

    # -- inside ------------------------------------------------------------------------------------

    def _start(self) -> None:
        if not self._is_starting:
            self._is_starting = True
            loop = self._loop
            self._spawner.start(lambda started: _call_on(loop, lambda: self._on_started(started)))

    def _on_started(self, started: TemplateProcess | OSError) -> None:
        self._is_starting = False
        if isinstance(started, OSError):
            self.note_failure(TemplateError(f"cannot start the interpreter: {started}"))
        elif self._is_closed:
            self._spawner.collect(started)
        else:
            self._link = TemplateLink(self._loop, started, self._policy, self, self._events)
            self._start_timer = self._loop.call_later(self._start_seconds, self._on_late)

    def _on_late(self) -> None:
        self.on_template_gone(f"not ready after {self._start_seconds:g} s")

    def _on_retry(self) -> None:
        self._retry = None
        self._events.on_serving()

    def _close_link(self) -> None:
        if self._start_timer is not None:
            self._start_timer.cancel()
        link, self._link = self._link, None
        if link is not None:
            self._spawner.collect(link.close())


def jail_error(failed: wire.JailFailed) -> JailError:
    """Return the exception that a template's or worker's message stands for."""
    return JailError(failed.step, failed.errno or None, failed.reason, failed.hint)


def _call_on(loop: asyncio.AbstractEventLoop, action: Callable[[], None]) -> None:
    """Call `action` on the loop from another thread; a loop that has closed no longer needs it."""
    try:
        loop.call_soon_threadsafe(action)
    except RuntimeError:
        return
