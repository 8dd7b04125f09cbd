"""The tracer of a worker: what happens from the first piece of code of a run to its last word.

Theory of operation. The engine shows every piece of code before it compiles it (`_on_code`): the
session gives it a number, has it instrumented, and hands it back; `_on_compiled` is told what came
of it. While the code runs, the native side counts and keeps; the engine's interrupt comes by every
now and then (`tick`), and then news goes out, at growing intervals, so that a worker that is killed
has told all but the last of it. What `finish` says is the whole.

What a trace says depends on the code, the policy and the seed alone, never on when news went out:
the order in which things are first met decides what is kept, and strings are always judged before
the next piece of code is known.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Mapping

from stockade_worker.native.hooks import (
    NO_ID,
    STATE_REFUSED,
    STATE_TRACED,
    TRIP_CALL_DEPTH,
    TYPE_DIRECT,
    TYPE_MODULE,
    Code,
    Hooks,
    Limits,
)
from stockade_worker.wire import MAX_TEXT_CHARS, NONE, Run

from .correlation import Correlation, CorrelationError
from .generations import Generation, Generations, digest_of
from .imports import import_data
from .instrument import Instrumented, Instrumenter, Refused
from .memory import LEAST_PER_BYTE, Memory
from .outbox import Outbox, Send
from .places import Places
from .records import DULL_STRINGS, SEEN_STRINGS, Records
from .sourcemap import SourceMap, SourceMapError

FIRST_NEWS_SECONDS = 0.05
NEWS_GROWTH = 1.5
LONGEST_NEWS_SECONDS = 1.0
"""CPU time between two tellings of news: growing, or a long run would spend its trace on them."""

EARLY_GENERATIONS = 64
"""How many pieces of code are told as soon as they are made; later ones wait for news."""

FIRST_NUMBERS = 1 << 29
"""The first function and site have a number from here to twice this."""

PIECE_SHARE, LOOKING_SHARE = 0.25, 0.5
"""How much of a run's CPU time may go into instrumenting one piece of code, and all of them; code
for which that is not enough runs as it is."""

LARGE_BYTES = 64 * 1024
"""Code below this is kept without asking how much memory there is; that has its own cost."""

MAX_CALL_DEPTH = NO_ID
MAX_SEGMENTS = 1_000_000
MAX_RANGES = 100_000

_WRAPPED = b"{\n\n"
"""What stands before the guest's text in a function's body; see `execution.py`."""


def _discard(_batch: bytes) -> None:
    """Send nowhere: nobody listens yet."""


class Session:
    """Traces the runs of one engine, one after the other.

    send    receives each packed batch of events.
    memory  what the tracer takes, beside the guest.
    makers  the origin of code by the address of the native function that is making it.
    """

    def __init__(self, hooks: Hooks, makers: Mapping[int, str], magic: int, memory: Memory) -> None:
        self.send: Send = _discard
        self.memory = memory
        self._hooks = hooks
        self._makers = makers
        self._magic = magic  # secret, and another one for each piece of code
        # Numbers that a guest would hardly write, by which calls of hooks are told from its own.
        self._first_number = FIRST_NUMBERS + magic % FIRST_NUMBERS
        self._instrumenter = Instrumenter()
        self._is_on = False
        self._next_news = float("inf")
        hooks.on_code = self._on_code
        hooks.on_compiled = self._on_compiled
        hooks.on_full = lambda: self._tell_strings(is_all=False)
        hooks.on_import = self._on_import

    def start(self, job: Run, is_late: Callable[[], bool]) -> None:
        """Begin a run. `is_late` tells whether there is time to go on."""
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
        self._hooks.start(limits, is_tracing=job.tracing, seed=job.seed)
        self._is_on = job.tracing
        self._next_news = float("inf")
        if not job.tracing:
            return
        # Workers of a template start alike: none may tell another's placeholders from its own.
        self._magic ^= time.monotonic_ns() & 0x7FF_FFFF
        self._job = job
        self._is_late = is_late
        self._looking_seconds = LOOKING_SHARE * ceilings.cpu_seconds
        self.memory.open()
        self._sample = job.source.removeprefix(b"\xef\xbb\xbf")
        self._interval = FIRST_NEWS_SECONDS
        self._refused_sample: Generation | None = None
        self._has_begun = False
        self._untold: set[int] = set()  # being compiled, or loaded by what is
        self._waiting: list[Generation] = []
        self._generations = Generations(ceilings.generations)
        outbox = Outbox(ceilings.trace_bytes, ceilings.trace_batches, self.send)
        self._outbox = outbox
        self._places, self._troubles = _places_of(job)
        self._records = Records(self._hooks, self._generations, self._places, outbox, ceilings)
        self.memory.close()
        self._next_news = time.process_time() + self._interval

    def begin(self) -> None:
        """Note that the sample, which has been compiled, begins to run."""
        if self._is_on and self._generations.all:
            self._has_begun = True
            self._hooks.begin(self._generations.all[0].function_base)

    def tick(self, now: float) -> None:
        """Tell news if it is time to, by the CPU time `now`. Called from the engine's interrupt."""
        if now < self._next_news:
            return
        self.memory.open()
        self._records.tell_updates()
        self._outbox.flush_early()
        self.memory.close()
        self._interval = min(self._interval * NEWS_GROWTH, LONGEST_NEWS_SECONDS)
        self._next_news = time.process_time() + self._interval

    def finish(self, guard: tuple[str, float, float] | None) -> None:
        """Tell all that is left: the run is over. `guard` is what ended it: kind, limit, seen."""
        if not self._is_on:
            return
        self._is_on = False
        self._next_news = float("inf")
        self.memory.open()
        self._hooks.stop()
        records, outbox = self._records, self._outbox
        if self._refused_sample is not None and not self._generations.all:
            self._generations.restore(self._refused_sample)
            records.tell_generation(self._refused_sample)
        self._tell_strings(is_all=True)
        records.tell_string_times()
        records.tell_functions("call", NO_ID)
        records.tell_uncalled()
        records.tell_nodes("node")
        records.tell_errors("exception")
        records.tell_repeats("rest")
        records.tell_coverage()
        state = self._hooks.state()
        if guard is not None:
            records.tell_guard(*guard, state.place)
        outbox.drop("string", state.strings_dropped)
        outbox.drop("node", state.nodes_dropped)
        for name, times in sorted(outbox.dropped.items()):
            outbox.put("rest", "dropped", name, times)
        outbox.flush()
        self.memory.close()

    def guard(self) -> tuple[str, float, float] | None:
        """Return the native guard that has tripped: its kind, the limit, and what was seen."""
        if not self._is_on or not self._hooks.has_tripped():
            return None
        state, ceilings = self._hooks.state(), self._job.ceilings
        if state.trip == TRIP_CALL_DEPTH:
            return "call_depth", ceilings.call_depth, state.seen
        return "loop_iterations", ceilings.loop_iterations, state.seen

    # -- code ------------------------------------------------------------------------------------

    def _on_code(self, code: Code) -> bool:
        """Give a piece of code its number, and say what to compile in its place."""
        self._tell_strings(is_all=True)
        if code.size >= LARGE_BYTES:
            self.memory.open()
        raw = ctypes.string_at(code.text, code.size)
        origin = self._origin_of(code)
        text, offset = self._own_text(raw, origin)
        key = (origin, *self._place_of(code.parent, code.line, code.column), digest_of(text))
        generation = self._generations.find(key)
        code.root_function = NO_ID
        if generation is None:
            if not self._has_room_for(raw):
                self._outbox.drop("generation")
                code.generation = self._generations.next_id
                self.memory.close()
                return False
            generation = self._generations.add(key, text, offset)
            made = self._instrument(generation, raw, is_module=code.type == TYPE_MODULE)
            made = self._take_in(generation, made)
            self._places.made(generation.id, *key[1:4])
            self._untold.add(generation.id)
        else:
            generation.times += 1
            if generation.made is None and generation.state == "traced":
                is_module = code.type == TYPE_MODULE
                generation.made = self._instrument(generation, raw, is_module=is_module)
            made = generation.made
        code.generation = generation.id
        code.root_function = generation.function_base
        if made is not None:
            _answer(code, made, generation.magic)
        self.memory.close()
        if made is not None:
            self.memory.lend(len(made.text) - len(raw))
        return made is not None

    def _has_room_for(self, raw: bytes) -> bool:
        """Tell whether another piece of code may be kept: its text is, until the run is over."""
        if self._generations.is_full():
            return False
        is_small = len(raw) < LARGE_BYTES or not self._generations.all
        return is_small or self.memory.left() >= len(raw)

    def _instrument(
        self, generation: Generation, raw: bytes, *, is_module: bool
    ) -> Instrumented | None:
        self._magic = generation.magic = _next_magic(self._magic)
        self.memory.open()
        if self.memory.left() < LEAST_PER_BYTE * len(raw):
            generation.reason = "memory"
            return None
        begun = time.process_time()
        ends = begun + min(PIECE_SHARE * self._job.ceilings.cpu_seconds, self._looking_seconds)

        def is_over() -> bool:
            return time.process_time() >= ends or self._is_late()

        try:
            return self._instrumenter.instrument(
                raw,
                magic=generation.magic,
                function_base=self._first_number + generation.function_base + 1,
                site_base=self._first_number + generation.site_base,
                is_module=is_module,
                deadline=is_over,
                room=self.memory,
            )
        except Refused as refusal:
            generation.reason = refusal.reason
            return None
        finally:
            self._looking_seconds -= time.process_time() - begun

    def _take_in(self, generation: Generation, made: Instrumented | None) -> Instrumented | None:
        """Complete a generation with what is in it, if there is room for the records."""
        generations = self._generations
        generations.take_in(generation, made)
        if not self._hooks.make_room(generations.functions, generations.sites):
            made = None
            generation.reason = "memory"
            generations.take_in(generation, None)
            self._hooks.make_room(generations.functions, generations.sites)
        return made

    def _origin_of(self, code: Code) -> str:
        if code.type == TYPE_DIRECT:
            return "eval"
        if code.maker is not None and code.maker in self._makers:
            return self._makers[code.maker]
        if not self._has_begun:
            return "import" if self._generations.all else "sample"  # what the sample imports
        return "import" if code.type == TYPE_MODULE else "timer"

    def _own_text(self, raw: bytes, origin: str) -> tuple[bytes, int]:
        """Return the guest's own text in what is compiled, and where it begins."""
        if origin != "sample" or len(raw) == len(self._sample):
            return raw, 0
        return self._sample, raw.index(_WRAPPED) + len(_WRAPPED)  # there, a hashbang is a comment

    def _place_of(self, parent: int, line: int, column: int) -> tuple[int, int, int]:
        """Return a place as it is told: a generation, a line and a column in code points."""
        if not 0 <= parent < len(self._generations.all):
            return NONE, 0, 0
        generation = self._generations.all[parent]
        if generation.id in self._untold:
            return generation.id, 0, 0
        if not generation.is_told:
            return NONE, 0, 0
        return generation.id, *generation.positions.of_engine(line, column)

    def _on_import(self, name: str) -> bytes | None:
        """Return a module's text. One that can't be had is told of as code that was refused."""
        text = import_data(name)
        if text is not None or not self._is_on:
            return text
        asked = self._hooks.asking_place()
        place = self._place_of(asked.generation, asked.line, asked.column)
        key = ("import", *place, digest_of(name.encode()))
        generation = self._generations.find(key)
        if generation is not None:
            generation.times += 1
        elif self._generations.is_full():
            self._outbox.drop("generation")
        else:
            generation = self._generations.add(key, b"", 0)
            self._generations.take_in(generation, None)
            generation.state = "refused"
            generation.reason = f"no such module: {name}"[:MAX_TEXT_CHARS]
            self._places.made(generation.id, *place)
            self._tell(generation)
        return None

    def _on_compiled(self, code: Code, state: int, message: str) -> None:
        if code.generation >= len(self._generations.all):
            return
        generation = self._generations.all[code.generation]
        if generation.is_told or generation.times > 1:
            self._generations.release(generation)
            return
        if state == STATE_REFUSED:
            generation.state, generation.reason = "refused", message[:MAX_TEXT_CHARS]
        elif state == STATE_TRACED:
            generation.state = "traced"
        elif not generation.reason:
            generation.give_up("compile")  # the engine takes it, but not with hooks
        self._generations.release(generation)
        is_newest = generation is self._generations.all[-1]
        if generation.origin == "sample" and state == STATE_REFUSED and is_newest:
            self._untold.discard(generation.id)
            self._refused_sample = generation  # it may yet be a function's body, or a module
            self._generations.withdraw(generation)
            return
        if generation.id == 0 and self._troubles:
            reasons = filter(None, [generation.reason, *self._troubles])
            generation.reason = "; ".join(reasons)[:MAX_TEXT_CHARS]
        self._tell(generation)
        if generation.id < EARLY_GENERATIONS:
            self._outbox.flush_early()

    def _tell(self, generation: Generation) -> None:
        """Tell of a piece of code, and then of the modules that were loaded while it compiled."""
        if generation.parent in self._untold:
            self._waiting.append(generation)
            return
        self._untold.discard(generation.id)
        if generation.parent != NONE and not self._generations.all[generation.parent].is_told:
            generation.parent = NONE  # there was no room for it
        self._records.tell_generation(generation)
        waiting, self._waiting = self._waiting, []
        for other in waiting:
            self._tell(other)

    def _tell_strings(self, *, is_all: bool) -> None:
        if self._hooks.has_new_strings():
            is_outermost = self.memory.open()
            self._records.tell_strings(is_all=is_all)
            if is_outermost:
                self.memory.close()


def _answer(code: Code, made: Instrumented, magic: int) -> None:
    """Hand the instrumented text over. Requires: `made` lives until the code is compiled."""
    code.magic = magic
    code.instrumented = made.text
    code.instrumented_bytes = len(made.text)
    code.offsets = made.offsets.buffer_info()[0]
    code.lengths = made.lengths.buffer_info()[0]
    code.openers = made.openers.buffer_info()[0]
    code.hooks = made.hooks
    code.pieces = len(made.offsets)
    code.opener_count = len(made.hooks)


def _next_magic(magic: int) -> int:
    """Return another number of 28 bits with the topmost set."""
    return ((magic * 1103515245 + 12345) & 0x7FF_FFFF) | 0x800_0000


def _places_of(job: Run) -> tuple[Places, list[str]]:
    """Read what the caller has given of positions; what can't be used is done without."""
    troubles: list[str] = []
    source_map = correlation = None
    if job.source_map is not None:
        try:
            source_map = SourceMap.parse(
                job.source_map, max_bytes=len(job.source_map), max_segments=MAX_SEGMENTS
            )
        except SourceMapError as error:
            troubles.append(f"source map: {error.reason}"[:MAX_TEXT_CHARS])
    if job.correlation is not None:
        try:
            correlation = Correlation.parse(
                job.correlation, max_bytes=len(job.correlation), max_ranges=MAX_RANGES
            )
        except CorrelationError as error:
            troubles.append(f"correlation: {error.reason}"[:MAX_TEXT_CHARS])
    return Places(job.source, source_map, correlation), troubles
