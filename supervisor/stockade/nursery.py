"""The workers of one pool that have no run yet: asked for, sealing, sealed.

A worker is asked for by number (`_asked`); its template forks it and hands over its descriptors; it
puts up its walls (`_sealing`); and is a spare from then on (`_spares`). Nothing polls, but what
stays in one of the first two states for too long is ended: a worker or a template can be stopped
from outside, and its place would never be free again.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from stockade_policies import Policy, PoolLimits
from stockade_policies.errors import JailError, TemplateError
from stockade_policies.walls import Wall
from stockade_worker import wire

from .account import pid_of
from .keeper import Keeper
from .sampler import can_watch
from .telemetry import Telemetry
from .turns import Turns
from .worker import WorkerEvents, WorkerLink

HIDDEN = JailError(
    Wall.CEILINGS,
    None,
    "psutil can't see the workers in /proc, so their memory and CPU can't be watched",
    'mount /proc without hidepid, or waive the wall "ceilings" in the policy',
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NurseryPorts:
    """What new workers need; `descriptors` are those that workers hold."""

    loop: asyncio.AbstractEventLoop
    telemetry: Telemetry
    turns: Turns
    descriptors: set[int]
    next_number: Callable[[], int]


class Nursery:
    """See the module's note. `events` hears what the workers say. Requires: the loop's thread."""

    def __init__(
        self,
        policy: Policy,
        limits: PoolLimits,
        keeper: Keeper,
        ports: NurseryPorts,
        events: WorkerEvents,
    ) -> None:
        self._policy = policy
        self._limits = limits
        self._keeper = keeper
        self._ports = ports
        self._events = events
        self._is_checked = False
        self._asked: dict[int, float] = {}  # number -> when, until its descriptors arrive
        self._sealing: dict[int, tuple[WorkerLink, float]] = {}
        self._spares: deque[WorkerLink] = deque()

    @property
    def spares(self) -> int:
        """Workers that are sealed and wait for a job."""
        return len(self._spares)

    def take(self) -> WorkerLink:
        """Give away the spare that has waited longest. Requires: there is one."""
        return self._spares.popleft()

    def refill(self, runs: int) -> None:
        """Ask for what is missing to so many runs and the spares, if the template serves."""
        template = self._keeper.serving()
        if template is None:
            return
        provided = len(self._spares) + len(self._sealing) + len(self._asked)
        for _ in range(runs + self._limits.spares - provided):
            number = self._ports.next_number()
            self._asked[number] = time.monotonic()
            template.spawn(number)

    def on_spawned(self, number: int, fds: list[int]) -> None:
        """Take a worker's descriptors; it is still putting up its walls."""
        asked_at = self._asked.pop(number, time.monotonic())
        ports = self._ports
        link = WorkerLink(
            ports.loop, ports.turns, number, fds, self._policy, self._events, ports.descriptors
        )
        self._sealing[number] = (link, asked_at)

    def on_spawn_failed(self, number: int, code: int, reason: str) -> None:
        """Back off: a host that is out of processes or descriptors needs a pause."""
        asked_at = self._asked.pop(number, None)
        if asked_at is not None:
            self._ports.telemetry.note_spawn(time.monotonic() - asked_at, is_sealed=False)
        self._keeper.note_failure(TemplateError(f"cannot fork a worker: {reason} (errno {code})"))

    def on_sealed(self, worker: WorkerLink, message: wire.Sealed) -> None:
        """Count a worker as a spare.

        Raises `JailError` if psutil can't watch workers, as it must, and `TemplateError` if only
        this one can't be watched.
        """
        _, asked_at = self._sealing.pop(worker.number)
        self._keeper.note_success()
        worker.walls = message.walls
        worker.sealed_at = time.monotonic()
        worker.pid = pid_of(worker.pidfd)
        self._check_watchable(worker)
        self._ports.telemetry.note_spawn(time.monotonic() - asked_at, is_sealed=True)
        self._spares.append(worker)

    def on_reaped(self, reaped: wire.Reaped) -> bool:
        """Let go of a worker that died before it had a run; True if it was a spare."""
        number = reaped.worker
        if number in self._sealing:
            link, _ = self._sealing.pop(number)
            link.close()
            self._keeper.note_failure(
                TemplateError(f"a worker ended before it was sealed: {reaped.status:#x}")
            )
        for link in self._spares:
            if link.number == number:
                self._spares.remove(link)
                link.close()
                return True
        return False

    def end_late(self) -> None:
        """End what should have come long ago: a worker's seal, a template's answer."""
        late = time.monotonic() - self._limits.start_seconds
        for worker, asked_at in self._sealing.values():
            if asked_at < late:
                worker.kill()
        if any(asked_at < late for asked_at in self._asked.values()):
            self._keeper.on_template_gone("it does not answer")

    def drop(self) -> None:
        """Forget them all: their template is gone, and the kernel has killed them with it."""
        self._asked.clear()
        for worker in [*self._spares, *(link for link, _ in self._sealing.values())]:
            worker.close()
        self._spares.clear()
        self._sealing.clear()

    def _check_watchable(self, worker: WorkerLink) -> None:
        """Raise unless the ceilings wall stands for this worker."""
        if Wall.CEILINGS in self._policy.waive:
            return
        if not self._is_checked:
            self._is_checked = can_watch(worker.pid)
            if not self._is_checked:
                raise HIDDEN
        if worker.pid is None:  # no descriptor was free to ask for it, or it is dead
            raise TemplateError("the pid of a worker can't be told, so it can't be watched")
