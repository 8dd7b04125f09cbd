"""The workers of one policy: a template, spares, and the runs they serve.

Theory of operation. A pool lives on one event loop and never blocks it. A worker is, in turn: asked
for, sealing, and a spare (`nursery.py`); busy with a run (`_running`); killed and not yet reaped
(`_leaving`); and gone. Nothing polls: each step is taken when a message arrives.

- A worker stays until its last frame has been read. Meanwhile the kernel is asked what it has used,
  so CPU time and peak memory are never the worker's word, and a result need not wait for an exit.
  For a worker that died with its run, wait4(2) tells, in the template.
- Spares are replaced when a run has ended, not when it starts: a fork at the same time would
  compete with a short run for the processor.
- A worker that is killed for a ceiling is heard out: what it said of the code before is kept.
- A template that dies takes its workers with it. Its runs end as crashed; those that wait go on
  waiting for the next template (`keeper.py`).
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from stockade_policies import Policy, PoolLimits
from stockade_policies.errors import JailError, StockadeError, TemplateError
from stockade_worker import wire

from .account import Account, account_of, cpu_seconds_of
from .keeper import Keeper, jail_error
from .nursery import Nursery, NurseryPorts
from .results import Limit, LimitKind, Outcome, RunResult
from .run import Run
from .spawner import Spawner
from .telemetry import Telemetry
from .turns import Turns
from .verdict import conclude, never_ran
from .worker import WorkerLink

COURTESY_SECONDS = 0.0005
"""How long the housekeeping after a run waits when no other run does."""
LINGER_SECONDS = 1.0
"""How long a worker may take to exit after its result, and its pipe to end after its death."""
LATE_SECONDS = 0.05
"""A wall timer that comes later than this finds a loop that was held up, and waits so long again:
the answer may lie there already."""


@dataclass(slots=True)
class Slots:
    """How many runs may be in workers at the same time, over all pools of a supervisor."""

    free: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolPorts:
    """What a pool needs from its supervisor; `descriptors` are those that its workers hold."""

    loop: asyncio.AbstractEventLoop
    spawner: Spawner
    telemetry: Telemetry
    slots: Slots
    descriptors: set[int]
    turns: Turns
    on_slot_free: Callable[[], None]
    next_number: Callable[[], int]


class Pool:
    """See the module's note. Requires: every call on the supervisor's loop."""

    def __init__(self, policy: Policy, limits: PoolLimits, ports: PoolPorts) -> None:
        self._policy = policy
        self._limits = limits
        self._ports = ports
        self._loop = ports.loop
        self._keeper = Keeper(
            ports.loop, policy, limits.start_seconds, ports.spawner, ports.telemetry, self
        )
        nursery_ports = NurseryPorts(
            loop=ports.loop,
            telemetry=ports.telemetry,
            turns=ports.turns,
            descriptors=ports.descriptors,
            next_number=ports.next_number,
        )
        self._nursery = Nursery(policy, limits, self._keeper, nursery_ports, self)
        self._waiting: deque[Run] = deque()
        self._running: dict[int, Run] = {}
        self._leaving: dict[int, WorkerLink] = {}

    # -- what the supervisor calls ----------------------------------------------------------------

    @property
    def waiting(self) -> int:
        """Runs that wait for a worker."""
        return len(self._waiting)

    @property
    def spares(self) -> int:
        """Workers that are sealed and wait for a job."""
        return self._nursery.spares

    @property
    def proofs(self) -> wire.Proofs:
        """What the template has tried on itself; empty while none serves."""
        return self._keeper.proofs

    def running(self) -> list[Run]:
        """Runs in a worker now."""
        return list(self._running.values())

    def submit(self, run: Run) -> None:
        """Take a run; it starts now if a slot and a spare are free."""
        self._waiting.append(run)
        self._ports.telemetry.note_waiting(+1)
        self.dispatch()

    def dispatch(self) -> None:
        """Give waiting runs to spares, as slots allow; ask for what is missing."""
        while self._waiting and self._nursery.spares and self._ports.slots.free > 0:
            self._begin(self._waiting.popleft(), self._nursery.take())
        if self._waiting or not self._running:
            self.refill()

    def refill(self) -> None:
        """Ask for workers, enough for the spares and for every waiting run that has a slot."""
        self._nursery.refill(min(len(self._waiting), self._ports.slots.free))

    def withdraw(self, run: Run, reason: str) -> None:
        """Cancel a run, wherever it stands."""
        if run in self._waiting:
            self._waiting.remove(run)
            self._ports.telemetry.note_waiting(-1)
            run.cancelled_because = reason
            result = never_ran(run, outcome=Outcome.CANCELLED, cause=reason)
            self._resolve(run, result)
            self._ports.telemetry.note_run(run, result)
        elif run.worker is not None and not run.is_decided:
            run.cancelled_because = reason
            self._end(run)

    def withdraw_all(self, reason: str) -> None:
        """Cancel every run that waits or runs."""
        for run in [*self._waiting, *self._running.values()]:
            self.withdraw(run, reason)

    def kill(self, run: Run, limit: Limit) -> None:
        """End a run that has passed a ceiling: first its cause is recorded, then it is killed."""
        if run.worker is not None:
            if not run.is_decided:
                run.killed_by = limit
            self._end(run)  # also one that is decided, and should have been gone by now

    def end_late(self) -> None:
        """End what should have come long ago."""
        self._nursery.end_late()

    def close(self) -> None:
        """End the template with all its workers; every run has its result afterwards."""
        self._keeper.close()
        self._drop_workers()
        for number in list(self._running):
            self._bury(number)

    # -- what the keeper tells ---------------------------------------------------------------------

    def on_serving(self) -> None:
        """Ask the template for what is missing."""
        self.refill()

    def on_lost(self) -> None:
        """Conclude what went down with the template."""
        self._drop_workers()

    def on_given_up(self, error: StockadeError) -> None:
        """Tell the runs that wait what stands in the way of a worker."""
        waiting, self._waiting = self._waiting, deque()
        for run in waiting:
            self._ports.telemetry.note_waiting(-1)
            if not run.future.done():
                run.future.set_exception(error)

    def _drop_workers(self) -> None:
        """Forget every worker of a template that is gone: the kernel has killed them with it."""
        self._nursery.drop()
        for number in list(self._running):
            self._note_death(number, Account())
        for worker in self._leaving.values():
            worker.close()
        self._leaving.clear()

    # -- workers ----------------------------------------------------------------------------------

    def on_spawned(self, number: int, fds: list[int]) -> None:
        """Take a worker's descriptors; it is still putting up its walls."""
        self._nursery.on_spawned(number, fds)

    def on_spawn_failed(self, number: int, code: int, reason: str) -> None:
        """Back off."""
        self._nursery.on_spawn_failed(number, code, reason)

    def on_message(self, worker: WorkerLink, message: wire.Message) -> None:
        """Act on what a worker says."""
        run = self._running.get(worker.number)
        if isinstance(message, wire.Sealed):
            self._on_sealed(worker, message)
        elif isinstance(message, wire.JailFailed):
            self.on_given_up(jail_error(message))
        elif run is None or not run.is_heard:
            return
        elif isinstance(message, wire.Console):
            if not run.note_console(message):
                self.on_broken(worker, "more console output than the policy allows")
        elif isinstance(message, wire.Ended) and not run.is_decided:
            self._on_ended(run, worker, message)

    def on_traced(self, worker: WorkerLink, message: wire.Traced) -> wire.Steps[None]:
        """Take what a worker tells of its run; what it says next, its end too, comes later.

        Raises `ProtocolError`.
        """
        run = self._running.get(worker.number)
        if run is not None and run.is_heard:
            yield from run.note_trace(message)

    def _on_sealed(self, worker: WorkerLink, message: wire.Sealed) -> None:
        try:
            self._nursery.on_sealed(worker, message)
        except JailError as error:
            self._dismiss(worker)
            self.on_given_up(error)
        except TemplateError as error:
            self._dismiss(worker)
            self._keeper.note_failure(error)
        else:
            self.dispatch()

    def on_broken(self, worker: WorkerLink, reason: str) -> None:
        """Kill a worker that broke the protocol."""
        run = self._running.get(worker.number)
        if run is not None and not run.is_decided:
            run.broken = reason
            self._end(run)
        else:
            worker.kill()

    def on_reaped(self, reaped: wire.Reaped) -> None:
        """Take the kernel's account of a worker that is gone."""
        number = reaped.worker
        if number in self._leaving:
            self._leaving.pop(number).close()
        elif number in self._running:
            account = Account(
                status=reaped.status,
                cpu_seconds=reaped.cpu_seconds,
                peak_bytes=reaped.peak_bytes,
            )
            self._note_death(number, account)
        elif self._nursery.on_reaped(reaped):
            self.refill()

    def on_end(self, worker: WorkerLink) -> None:
        """Conclude a run whose worker is dead: its last words have been heard now."""
        run = self._running.get(worker.number)
        if run is not None and run.died is not None:
            self._bury(worker.number)

    def _note_death(self, number: int, account: Account) -> None:
        """Wait for the last words: a death is told by another pipe, and can overtake them."""
        run = self._running[number]
        run.died = run.died or account  # what wait4 said of it is not unsaid by its template's end
        if run.worker is None or run.worker.is_at_end:
            self._bury(number)
        else:  # without the filter it could have left a child that holds the pipe open
            run.timers.append(self._loop.call_later(LINGER_SECONDS, self._bury, number))

    def _bury(self, number: int) -> None:
        """Conclude the run of a worker that died with it."""
        run = self._running[number]
        if run.worker is not None:
            run.worker.close()
        self._conclude(number, run.died or Account())

    # -- one run ----------------------------------------------------------------------------------

    def _begin(self, run: Run, worker: WorkerLink) -> None:
        self._ports.slots.free -= 1
        self._ports.telemetry.note_waiting(-1)
        self._ports.telemetry.note_active(+1)
        self._running[worker.number] = run
        run.worker = worker
        run.walls = worker.walls
        run.base_cpu_seconds = 0.0 if worker.pid is None else cpu_seconds_of(worker.pid)
        run.base_bytes = self._keeper.base_bytes
        run.start = "warm" if worker.sealed_at <= run.submitted_at else "cold"
        run.sent_at = time.monotonic()
        worker.send(run.message)
        due = self._loop.time() + run.policy.ceilings.wall_seconds
        run.timers.append(self._loop.call_at(due, self._on_wall, run, due))

    def _on_wall(self, run: Run, due: float) -> None:
        """End a run that has had its time, and what we have held it up."""
        now = self._loop.time()
        end = due + (run.worker.held_seconds if run.worker is not None else 0.0)
        if now < end < math.inf:
            run.timers.append(self._loop.call_at(end, self._on_wall, run, due))
            return
        if now > end + LATE_SECONDS:
            again = self._loop.call_later(LATE_SECONDS, self._on_wall, run, math.inf)
            run.timers.append(again)
            return
        seconds = run.policy.ceilings.wall_seconds
        seen = time.monotonic() - (run.sent_at or 0.0)
        self.kill(
            run,
            Limit(
                kind=LimitKind.WALL, limit=seconds, seen=seen, unit="seconds", enforced_by="timer"
            ),
        )

    def _on_ended(self, run: Run, worker: WorkerLink, ended: wire.Ended) -> None:
        """Take the worker's word, and the kernel's on what it used while it still lives."""
        run.ended = ended
        run.ended_at = time.monotonic()
        account = account_of(worker.pid, worker.pidfd) if worker.pid is not None else None
        worker.hang_up()
        if account is None:  # it is dying already, or /proc is not there: wait4 will tell
            run.timers.append(self._loop.call_later(LINGER_SECONDS, worker.kill))
            return
        self._dismiss(worker)
        self._conclude(worker.number, account)

    def _dismiss(self, worker: WorkerLink) -> None:
        """Kill a worker that nothing more is wanted of: its next instruction is an attacker's."""
        worker.kill()
        self._leaving[worker.number] = worker

    def _end(self, run: Run) -> None:
        """Kill a run's worker; its result follows when the kernel says that it is gone."""
        run.ended_at = run.ended_at or time.monotonic()
        if run.worker is not None:
            run.worker.kill()

    def _conclude(self, number: int, account: Account) -> None:
        """Give out a run's result, and its slot to the next."""
        run = self._running.pop(number)
        run.ended_at = run.ended_at or time.monotonic()
        for timer in run.timers:
            timer.cancel()
        self._ports.turns.do(self._conclusion(run, account), partial(self._give_out, run))

    def _conclusion(self, run: Run, account: Account) -> wire.Steps[RunResult]:
        try:
            return (yield from conclude(run, account))
        except Exception as error:  # a defect of ours must not leave anyone waiting
            self._ports.slots.free += 1
            self._ports.telemetry.note_active(-1)
            if not run.future.done():
                run.future.set_exception(error)
            self._loop.call_soon(self._ports.on_slot_free)
            raise

    def _give_out(self, run: Run, result: RunResult) -> None:
        # Only now: results that come faster than they can be looked at must not pile up.
        self._ports.slots.free += 1
        self._resolve(run, result)
        # Whoever waits for the result goes first, above all a thread that needs the GIL.
        if self._waiting:
            self._loop.call_soon(self._after, run, result)
        else:
            self._loop.call_later(COURTESY_SECONDS, self._after, run, result)

    def _after(self, run: Run, result: RunResult) -> None:
        self._ports.telemetry.note_active(-1)
        self._ports.telemetry.note_run(run, result)
        self._ports.on_slot_free()
        self.refill()

    @staticmethod
    def _resolve(run: Run, result: RunResult) -> None:
        if not run.future.done():
            run.future.set_result(result)
