"""The tracer of a worker: a run from its start to its last word.

Theory of operation. The engine shows every piece of code before it compiles it, and `arrivals.py`
sees to it. While the code runs, the native side counts and keeps; the engine's interrupt comes by
every now and then (`tick`), and then news goes out, at growing intervals, so that a worker that is
killed has told all but the last of it. What `finish` says is the whole.

What a trace says depends on the code, the policy and the seed alone, never on when news went out:
the order in which things are first met decides what is kept, and strings are always judged before
the next piece of code is known.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence

from stockade_worker.native.hooks import (
    NO_ID,
    TRIP_CALL_DEPTH,
    TRIP_EXIT,
    TRIP_LOOPS,
    Hooks,
    Limits,
)
from stockade_worker.wire import USES, Run

from .arrivals import Arrivals
from .effects import Effects
from .generations import Generations
from .imports import import_data
from .instrument import Instrumenter
from .looking import Looking
from .memory import Memory
from .outbox import Outbox, Send
from .places import read_places
from .records import DULL_STRINGS, SEEN_STRINGS, Records
from .rules import Rulebook, Watch
from .uses import Uses
from .violations import Finding

FIRST_NEWS_SECONDS = 0.05
NEWS_GROWTH = 1.5
LONGEST_NEWS_SECONDS = 1.0
"""CPU time between two tellings of news: growing, or a long run would spend its trace on them."""

FIRST_NUMBERS = 1 << 29
"""The first function and site have a number from here to twice this."""

MAX_CALL_DEPTH = NO_ID

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def _discard(_batch: bytes) -> None:
    """Send nowhere: nobody listens yet."""


class Session:
    """Traces the runs of one engine, one after the other.

    send    receives each packed batch of events.
    memory  what the tracer takes, beside the guest.
    makers  the origin of code by the address of the native function that is making it.
    rulebook  what to look for.
    has_types  whether the host has types of its own, for `typeof` to tell.
    magic   where the numbers begin that stand for hooks: secret.
    """

    def __init__(
        self,
        hooks: Hooks,
        makers: Mapping[int, str],
        magic: int,
        memory: Memory,
        rulebook: Rulebook,
        *,
        has_types: bool = False,
    ) -> None:
        self.send: Send = _discard
        self.memory = memory
        self._hooks = hooks
        self._makers = makers
        self._rulebook = rulebook
        self._magic = magic
        # Numbers that a guest would hardly write, by which calls of hooks are told from its own.
        self._first_number = FIRST_NUMBERS + magic % FIRST_NUMBERS
        self._instrumenter = Instrumenter(has_types=has_types)
        self._is_on = False
        self._next_news = float("inf")

    def start(self, job: Run, is_late: Callable[[], bool]) -> None:
        """Begin a run. `is_late` tells whether there is no time to go on."""
        ceilings = job.ceilings
        self.memory.start(ceilings.tracer_bytes if job.tracing else 0)
        limits = Limits(
            min(ceilings.call_depth, MAX_CALL_DEPTH),
            ceilings.loop_iterations,
            ceilings.trace_nodes,
            SEEN_STRINGS * ceilings.trace_strings,
            DULL_STRINGS * ceilings.trace_strings,
            self._first_number,
        )
        self._hooks.on_import = import_data
        self._hooks.start(limits, is_tracing=job.tracing, seed=job.seed)
        self._is_on = job.tracing
        self._next_news = float("inf")
        if not job.tracing:
            return
        self.memory.open()
        self._job = job
        self._interval = FIRST_NEWS_SECONDS
        self._outbox = Outbox(ceilings.trace_bytes, ceilings.trace_batches, self.send)
        self._receive(job, is_late)
        self.memory.close()
        self._next_news = time.process_time() + self._interval

    def _receive(self, job: Run, is_late: Callable[[], bool]) -> None:
        """Make ready for the code of a run."""
        # Workers of a template start alike: none may tell another's placeholders from its own.
        looking = Looking(
            self._instrumenter,
            self.memory,
            magic=self._magic ^ time.monotonic_ns() & 0x7FF_FFFF,
            first_number=self._first_number,
            cpu_seconds=job.ceilings.cpu_seconds,
            is_detecting=self._rulebook.detections,
            is_late=is_late,
        )
        places, troubles = read_places(job)
        generations = Generations(job.ceilings.generations)
        self._records = Records(self._hooks, generations, places, self._outbox, job.ceilings)
        outbox = self._outbox
        self._watch = Watch(self._rulebook, self._records.tell_violation, is_late)
        self._records.on_error = self._watch.behaviour.threw
        self._records.on_source = self._watch.behaviour.asked_for_source
        self._uses = Uses(self._hooks, generations, places, outbox)
        self._effects = Effects(self._hooks, generations, places, outbox, self.memory, job.ceilings)
        self._arrivals = arrivals = Arrivals(
            job.source.removeprefix(_BYTE_ORDER_MARK),
            hooks=self._hooks,
            makers=self._makers,
            looking=looking,
            memory=self.memory,
            generations=generations,
            places=places,
            troubles=troubles,
            outbox=self._outbox,
            records=self._records,
            effects=self._effects,
            watch=self._watch,
        )
        self._hooks.on_code = arrivals.on_code
        self._hooks.on_compiled = arrivals.on_compiled
        self._hooks.on_import = arrivals.on_import
        self._hooks.on_use = self._on_use
        self._hooks.on_full = lambda: arrivals.tell_strings(is_all=False)

    def begin(self) -> None:
        """Note that the sample, which has been compiled, begins to run."""
        if self._is_on:
            self._arrivals.begin()

    def told(self, name: str, text: bytes) -> None:
        """Take what the persona tells of the run."""
        if not self._is_on:
            return
        if name == "violation":
            with self.memory.opened():
                rule, severity, message, evidence = json.loads(text)
                finding = Finding(rule, "behaviour", severity, message, evidence)
                self._watch.on_behaviour(finding, self._spot())
            return
        effect = self._effects.told(name, text)
        if effect is not None and self._watch.on_effect(effect, self._spot()):
            self._hooks.block()

    def _on_use(self, stub: int) -> None:
        with self.memory.opened():
            is_blocked = self._is_use_blocked(stub)
        if is_blocked:
            self._hooks.block()

    def _is_use_blocked(self, stub: int) -> bool:
        path, use = self._hooks.stub(stub)
        return self._watch.on_use(path, USES[use], self._spot())

    def _spot(self) -> tuple[int, int, int]:
        """Return where the guest's code stands, as it is told."""
        return self._arrivals.spot_of(self._hooks.current_place())

    def tick(self, now: float) -> None:
        """Tell news if it is time to, by the CPU time `now`. Called from the engine's interrupt."""
        if now < self._next_news:
            return
        self.memory.open()
        self._records.tell_updates()
        self._uses.tell("update")
        self._outbox.flush_early()
        self.memory.close()
        self._interval = min(self._interval * NEWS_GROWTH, LONGEST_NEWS_SECONDS)
        self._next_news = time.process_time() + self._interval

    @property
    def is_detecting(self) -> bool:
        """Whether anybody wants to know what the guest has made of the language's own objects."""
        return self._is_on and self._watch.is_detecting

    def finish(
        self,
        guard: tuple[str, float, float] | None,
        limit: str | None = None,
        changes: Sequence[str] = (),
    ) -> None:
        """Tell all that is left: the run is over.

        guard    what ended it, if a guard did: kind, limit, seen.
        limit    the kind of limit that ended it.
        changes  what it has made of builtins; see `guest/tampering.js`.
        """
        if not self._is_on:
            return
        self._is_on = False
        self._next_news = float("inf")
        self.memory.open()
        self._hooks.stop()
        records, outbox = self._records, self._outbox
        self._arrivals.end()
        records.tell_strings(is_all=True)
        records.tell_string_times()
        records.tell_functions("call", NO_ID)
        records.tell_uncalled()
        records.tell_nodes("node")
        records.tell_errors("exception")
        records.tell_repeats("rest")
        self._uses.tell("api")
        self._effects.tell_times()
        self._watch.behaviour.ended(limit, changes)
        self._watch.violations.tell_grown()
        records.tell_coverage()
        state = self._hooks.state()
        if guard is not None:
            records.tell_guard(*guard, state.place)
        outbox.drop("violation", self._watch.violations.dropped)
        outbox.drop("string", state.strings_dropped)
        outbox.drop("node", state.nodes_dropped)
        for name, times in sorted(outbox.dropped.items()):
            outbox.put("rest", "dropped", name, times)
        outbox.flush()
        self.memory.close()

    def guard(self) -> tuple[str, float, float] | None:
        """Return the native guard that has tripped: its kind, the limit, and what was seen."""
        if not self._is_on:
            return None
        state, ceilings = self._hooks.state(), self._job.ceilings
        if state.trip == TRIP_CALL_DEPTH:
            return "call_depth", ceilings.call_depth, state.seen
        if state.trip == TRIP_LOOPS:
            return "loop_iterations", ceilings.loop_iterations, state.seen
        return None

    def has_exited(self) -> bool:
        """Tell whether the program has ended itself."""
        return self._hooks.state().trip == TRIP_EXIT

    def blocked_by(self) -> str | None:
        """Return the id of the rule that has ended the run."""
        return self._watch.blocked if self._is_on else None
