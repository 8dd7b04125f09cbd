"""One run: a job on its way through queue and worker, and what has been heard of it so far."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, TypeVar

from stockade_policies import Policy
from stockade_policies.errors import ProtocolError
from stockade_worker import wire

from .account import Account
from .job import Job, JobOptions
from .results import ConsoleEntry, Limit, RunResult
from .tracing import Fold, TraceEvent
from .worker import WorkerLink

OnConsole = Callable[[ConsoleEntry], None]
OnEvent = Callable[[TraceEvent], None]
T = TypeVar("T")

MARKER_BYTES = 1000
"""Room for the words that say how much of a line was cut."""


class StreamOptions(JobOptions, total=False):
    """What `stream` takes beside the source.

    policy  instead of the supervisor's own.
    """

    policy: Policy | None


class RunOptions(StreamOptions, total=False):
    """What `run`, `submit` and `map` take beside the source.

    on_console  called on the supervisor's loop with each console entry as it arrives.
    on_event    likewise with each event of the trace.
    """

    on_console: OnConsole | None
    on_event: OnEvent | None


@dataclass(slots=True, eq=False)
class Run:
    """State of one run, between submission and result. Times are `time.monotonic()` seconds.

    base_cpu_seconds, base_bytes  CPU time and address space of the worker before it got the job.
    died  the kernel's account, once the worker is dead; its last words may still be on their way.
    fold  its trace so far; None if it is not traced.
    """

    job: Job
    policy: Policy
    message: wire.Run
    future: asyncio.Future[RunResult]
    on_console: OnConsole | None = None
    on_event: OnEvent | None = None
    submitted_at: float = field(default_factory=time.monotonic)
    submitted_ns: int = field(default_factory=time.time_ns)
    sent_at: float | None = None
    ended_at: float | None = None
    start: Literal["cold", "warm"] = "cold"
    worker: WorkerLink | None = None
    walls: Mapping[str, wire.WallState] = field(default_factory=dict)
    base_cpu_seconds: float = 0.0
    console: list[ConsoleEntry] = field(default_factory=list)
    console_bytes: int = 0
    killed_by: Limit | None = None
    cancelled_because: str | None = None
    broken: str | None = None
    ended: wire.Ended | None = None
    died: Account | None = None
    base_bytes: int = 0
    timers: list[asyncio.TimerHandle] = field(default_factory=list)
    fold: Fold | None = field(init=False)

    def __post_init__(self) -> None:
        tell = None if self.on_event is None else partial(self._tell, "on_event", self.on_event)
        self.fold = Fold(self.policy.ceilings, tell) if self.policy.tracing else None

    @property
    def is_heard(self) -> bool:
        """Tell whether what the worker said counts, if it said it before it was killed."""
        return not (self.cancelled_because or self.broken or self.ended)

    @property
    def is_decided(self) -> bool:
        """Tell whether the outcome is known, though the worker may not be gone yet."""
        return bool(self.killed_by or self.cancelled_because or self.broken or self.ended)

    def note_console(self, message: wire.Console) -> bool:
        """Keep a console entry and pass it on; False if an honest worker would not have sent it."""
        ceilings = self.policy.ceilings
        self.console_bytes += len(message.text.encode())
        too_many = len(self.console) >= ceilings.console_entries
        if too_many or self.console_bytes > ceilings.console_bytes + MARKER_BYTES:
            return False
        entry = ConsoleEntry(level=message.level, text=message.text)
        self.console.append(entry)
        if self.on_console is not None:
            self._tell("on_console", self.on_console, entry)
        return True

    def note_trace(self, message: wire.Traced) -> wire.Steps[None]:
        """Take a batch of trace events, after some steps. Raises `ProtocolError`."""
        if self.fold is None:
            raise ProtocolError("a trace that nobody has asked for")
        yield from self.fold.take(message.events)

    def _tell(self, name: str, listener: Callable[[T], None], item: T) -> None:
        """Pass something on; what the listener raises goes to the loop's handler."""
        try:
            listener(item)
        except Exception as error:  # the listener's trouble must not cost the run its other frames
            loop = self.future.get_loop()
            loop.call_exception_handler({"message": f"{name} raised", "exception": error})
