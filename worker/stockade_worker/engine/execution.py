"""One run: run a program to its end, and say how it ended.

"To its end" includes what it left pending. After the source itself come promise jobs, then the next
virtual timer, then its promise jobs, and so on, until nothing is left or a ceiling is passed. An
uncaught error in one of these does not stop the others, as in a browser; the first one is reported.

The CPU deadline is one for the whole run: arguments, code, pending jobs, reading the thrown object,
and encoding the value, all of which can run guest code.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from json.scanner import make_scanner
from typing import Any, TypeVar

from stockade_worker import wire

from . import capi
from .engine import Engine, EngineStuckError, GuestError, parse_limit
from .program import Program, compile_program

T = TypeVar("T")

# typeshed has the C scanner take itself; it takes a decoder.
_SCAN = make_scanner(json.JSONDecoder())  # type: ignore[arg-type]

TIMER_NAME = "timer.js"


_GUARD_UNITS = {"call_depth": "calls", "loop_iterations": "iterations"}

COPIES = 2
"""What our side holds of a result's text at most, beside the one that it has."""

DENSEST = 24
"""Bytes of Python values that one character of a result's text can stand for."""


class _SpentError(Exception):
    """The CPU deadline or the memory has been passed; nothing more of the guest runs."""


@dataclass(slots=True)
class _Loose:
    """The first error that nothing caught."""

    thrown: list[capi.JSValue] = field(default_factory=list)

    def add(self, value: capi.JSValue) -> None:
        if not self.thrown:
            self.thrown.append(value)


def execute(engine: Engine, job: wire.Run) -> wire.Ended:
    """Run `job` and return how it ended. Never raises for anything that the guest does.

    Requires: a fresh engine; the caller's `engine.host.emit` receives console output meanwhile.
    """
    return _Execution(engine, job).run()


class _Execution:
    def __init__(self, engine: Engine, job: wire.Run) -> None:
        self._engine = engine
        self._job = job
        self._kind = "script" if job.kind == "auto" else job.kind
        self._loose = _Loose()
        self._started_cpu = time.process_time()
        self._started_wall = time.monotonic()

    def run(self) -> wire.Ended:
        engine, ceilings = self._engine, self._job.ceilings
        engine.host.deadline = self._started_cpu + ceilings.cpu_seconds
        if self._job.tracing:
            allowed = wire.WALL_GUARD_SHARE * ceilings.wall_seconds
            engine.host.wall_deadline = self._started_wall + allowed
        try:
            engine.tracer.start(self._job, engine.host.is_spent)
            if engine.stage is not None:
                job = self._job
                engine.stage.start(job.seed, job.answers, job.profile, job.source)
            engine.limit_console(int(ceilings.console_entries), int(ceilings.console_bytes))
            engine.set_heap_limit(int(ceilings.heap_bytes))
            self._define_arguments()
            return self._finish(self._run_program())
        except _SpentError:
            return self._spent()
        except GuestError as error:
            return self._threw(error.value)
        except (EngineStuckError, MemoryError):
            return self._ended("starved")

    # -- the program -----------------------------------------------------------------------------

    def _define_arguments(self) -> None:
        if self._job.args is None:
            return
        engine = self._engine
        args = engine.runtime("decode", engine.string(self._job.args))
        engine.runtime("defineArguments", args, engine.global_object())

    def _run_program(self) -> capi.JSValue:
        """Run the source and all that it left pending; return its value."""
        program = compile_program(self._engine, self._job.source, self._job.kind)
        self._kind = program.kind
        self._engine.tracer.begin()
        value = self._guarded(lambda: self._start(program))
        self._drain()
        self._run_timers()
        self._say_last_words()
        if self._loose.thrown:
            raise GuestError(self._loose.thrown[0])
        return self._settled(program, value)

    def _start(self, program: Program) -> capi.JSValue:
        value = self._engine.start(program.compiled)
        return self._engine.call(value) if program.kind == "function" else value

    def _settled(self, program: Program, value: capi.JSValue | None) -> capi.JSValue:
        """Return the run's value: a promise's result, a module's exports, or the value as it is."""
        if value is None:
            return capi.UNDEFINED
        state = self._engine.promise_state(value)
        if state == capi.PROMISE_REJECTED:
            raise GuestError(self._engine.promise_result(value))
        if program.kind == "module" and state == capi.PROMISE_FULFILLED:
            return self._engine.namespace(program.compiled)
        if state == capi.PROMISE_FULFILLED:
            return self._engine.promise_result(value)
        return value

    # -- what the program left pending -----------------------------------------------------------

    def _drain(self) -> None:
        """Run promise jobs until none is left, and collect rejections that nobody handled."""
        while True:
            while self._guarded(self._engine.run_job):
                pass
            reason = self._engine.host.take_unhandled()
            if reason is None:
                return
            if not self._is_dealt_with(reason, is_rejection=True):
                self._loose.add(reason)

    def _is_dealt_with(self, thrown: capi.JSValue, *, is_rejection: bool = False) -> bool:
        stage = self._engine.stage
        return stage is not None and stage.deals_with(thrown, is_rejection=is_rejection)

    def _run_timers(self) -> None:
        engine = self._engine
        while True:
            callback = engine.runtime("takeTimer")
            if callback.tag == capi.TAG_UNDEFINED:
                return
            self._guarded(lambda: self._run_timer(callback))  # noqa: B023 - called at once
            engine.discard(callback)  # an endless interval must not look like a leak
            self._drain()

    def _run_timer(self, callback: capi.JSValue) -> None:
        engine = self._engine
        if callback.tag == capi.TAG_OBJECT:
            here, values = engine.global_object(), engine.runtime("timerValues")
            try:
                engine.discard(engine.runtime("callTimer", callback, here, values))
            finally:
                engine.discard(here)
                engine.discard(values)
        else:
            engine.discard(engine.evaluate(callback, name=TIMER_NAME))

    def _say_last_words(self) -> None:
        """Run what the host has kept for the end, and all that comes of it."""
        stage = self._engine.stage
        if stage is None:
            return
        for is_last in (False, True):
            self._guarded(lambda: stage.end(is_last=is_last))  # noqa: B023 - called at once
            self._drain()
            self._run_timers()

    def _guarded(self, action: Callable[[], T]) -> T | None:
        """Run guest code; an error that nothing caught is noted, and the run goes on.

        The deadline is asked for afterwards in any case: promise machinery, iterator closing and
        disposal turn the engine's interruption into an ordinary rejection, or lose it; and tiny
        promise jobs never reach the engine's own poll.
        """
        try:
            result = action()
        except GuestError as error:
            if not self._is_dealt_with(error.value):
                self._loose.add(error.value)
            result = None
        if self._engine.host.is_spent():  # asked anew: native code may never have polled
            raise _SpentError
        return result

    # -- how it ended ----------------------------------------------------------------------------

    def _finish(self, value: capi.JSValue) -> wire.Ended:
        text = self._encoded(value)
        if self._engine.host.is_spent():  # a getter may have swallowed the interruption
            return self._spent()
        refused = parse_limit(text)
        if refused is not None:
            return self._ended("limit", passed=wire.Passed(kind="output", **refused))
        needed = self._marshalling_bytes(text)
        if needed > self._engine.most_bytes:
            return self._out_of_memory(needed)
        table = _parse(text)
        del text  # it, the table and what is sent are never there all at once
        return self._ended("completed", value=wire.pack_table(table))

    def _encoded(self, value: capi.JSValue) -> str:
        ceilings = self._job.ceilings
        return self._engine.runtime_text(
            "encode",
            value,
            capi.integer(ceilings.output_bytes),
            capi.integer(ceilings.value_nodes),
            capi.integer(ceilings.value_depth),
        )

    def _marshalling_bytes(self, text: str) -> int:
        """Return what the run has taken, and what it takes to send the value with this text.

        Our side's memory is out of the engine's sight, so it is counted before it is used.
        """
        taken, heap_bytes = self._engine.taken_bytes(), self._job.ceilings.heap_bytes
        # Beyond ASCII the packed text, UTF-8, can be twice as long as Python's.
        texts = COPIES * sys.getsizeof(text) * (1 if text.isascii() else 2)
        highest = taken + texts + DENSEST * len(text)
        if highest <= heap_bytes:
            return highest
        return taken + texts + int(self._engine.runtime("weighEncoded").payload & 0x7FFF_FFFF)

    def _threw(self, thrown: capi.JSValue) -> wire.Ended:
        engine = self._engine
        if engine.host.is_spent():
            return self._spent()
        # The handler is still armed, so a thrown object with hostile getters is a CPU limit too.
        try:
            name, message, stack = _parse(engine.runtime_text("describe", thrown))
            stack = _without_header(stack)
            value = self._thrown_value(thrown)
        except (GuestError, EngineStuckError, MemoryError):
            return self._spent() if engine.host.is_spent() else self._ended("starved")
        if engine.host.is_spent():
            return self._spent()
        # Too little memory for an error object makes the engine throw null instead.
        is_starved = thrown.tag == capi.TAG_NULL or _says_out_of_memory(name, message)
        ending = "starved" if is_starved else "threw"
        return self._ended(
            ending, thrown=wire.Thrown(name=name, message=message, stack=stack, value=value)
        )

    def _thrown_value(self, thrown: capi.JSValue) -> wire.Packed | None:
        text = self._encoded(thrown)
        fits = self._marshalling_bytes(text) <= self._engine.most_bytes
        return wire.pack_table(_parse(text)) if fits and parse_limit(text) is None else None

    def _spent(self) -> wire.Ended:
        """Report the ceiling for which the host, or a guard of the tracer, interrupted the run."""
        host, seen = self._engine.host, time.process_time() - self._started_cpu
        host.deadline = host.wall_deadline = float("inf")  # what follows is ours, and short
        if self._engine.tracer.has_exited():
            return self._exited()
        rule = self._engine.tracer.blocked_by()
        if rule is not None:
            return self._ended("blocked", blocked=rule)
        guard = self._engine.tracer.guard()
        if guard is not None and not host.tripped:
            kind, limit, counted = guard
            unit = _GUARD_UNITS[kind]
            return self._ended(
                "limit", passed=wire.Passed(kind=kind, limit=limit, seen=counted, unit=unit)
            )
        if host.taken_bytes is not None and not host.tripped:
            return self._out_of_memory(host.taken_bytes)
        if host.is_late and not host.tripped:
            return self._ended("limit", passed=self._late())
        return self._ended(
            "limit",
            passed=wire.Passed(
                kind="cpu", limit=self._job.ceilings.cpu_seconds, seen=seen, unit="seconds"
            ),
        )

    def _exited(self) -> wire.Ended:
        """Report that the program has ended itself, by a way that its host has for that."""
        self._engine.hooks.release()  # or nothing of ours would run either
        table = _parse(self._encoded(capi.UNDEFINED))
        return self._ended("completed", value=wire.pack_table(table))

    def _late(self) -> wire.Passed:
        seen = time.monotonic() - self._started_wall
        limit = self._job.ceilings.wall_seconds
        return wire.Passed(kind="wall", limit=limit, seen=seen, unit="seconds")

    def _out_of_memory(self, seen: int) -> wire.Ended:
        limit = self._job.ceilings.heap_bytes
        passed = wire.Passed(kind="memory", limit=limit, seen=seen, unit="bytes")
        return self._ended("limit", passed=passed)

    def _ended(
        self,
        ending: str,
        *,
        value: wire.Packed | None = None,
        thrown: wire.Thrown | None = None,
        passed: wire.Passed | None = None,
        blocked: str | None = None,
    ) -> wire.Ended:
        return wire.Ended(
            ending=ending,
            kind=self._kind,
            value=value,
            thrown=thrown,
            passed=passed,
            blocked=blocked,
            heap_bytes=self._engine.heap_used_bytes(),
            dropped=self._dropped(),
            trace_complete=self._finish_trace(ending, passed),
        )

    def _finish_trace(self, ending: str, passed: wire.Passed | None) -> bool:
        """Send what is left of the trace; False if there is no memory for it."""
        guard = None
        if passed is not None and passed.kind in wire.GUARDS:
            guard = (passed.kind, passed.limit, passed.seen)
        limit = "memory" if ending == "starved" else passed.kind if passed is not None else None
        try:
            self._engine.tracer.finish(guard, limit, self._changes(ending))
        except (MemoryError, GuestError):
            return False
        return True

    def _changes(self, ending: str) -> list[str]:
        """Return what the guest has made of builtins, if the engine is in a state to be asked."""
        if ending not in ("completed", "threw") or not self._engine.tracer.is_detecting:
            return []
        try:
            return self._engine.changed_builtins()
        except (GuestError, EngineStuckError):
            return []

    def _dropped(self) -> int:
        try:
            return int(self._engine.runtime("dropped").payload & 0x7FFF_FFFF)
        except GuestError:  # interrupted, or no memory left for the call
            return 0


def _parse(text: str) -> Any:
    """Parse JSON of our own making: no spaces around it, so none of `json.loads`'s wrapping."""
    return _SCAN(text, 0)[0]


def _says_out_of_memory(name: str, message: str) -> bool:
    """Tell whether an error has the engine's words for it; the guest may have written them too.

    A regular expression that does not fit is a SyntaxError, and a message may not fit either.
    """
    if name == "InternalError" and not message:
        return True
    return name in ("InternalError", "SyntaxError") and message.startswith("out of memory")


def _without_header(stack: str) -> str:
    """Drop what V8 has above the places, and let each be a line."""
    start = stack.find("    at ")
    return f"{stack[start:].rstrip()}\n" if start > 0 else stack
