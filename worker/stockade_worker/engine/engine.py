"""One engine context with the guest runtime loaded: what a worker inherits from its template.

Made and warmed once in the template; the fork copies it, so a fresh context costs a run nothing.
"""

from __future__ import annotations

import ctypes
import json
import os
import struct
from typing import Any

import _quickjs

from stockade_worker.native import hooks
from stockade_worker.native.hooks import Hooks
from stockade_worker.tracer import Memory, Rulebook, Session
from stockade_worker.tracer.records import TAPPED

from . import capi
from .host import Host
from .memory import held_bytes, taken_bytes
from .personas import DIALECTS, FILES, LOOKS
from .stage import Stage

# A plain path: importlib.resources imports `random` and `threading`, whose fork handlers would run
# in every worker, and make it copy 150 more pages.
GUEST_FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "guest")

# Each guest file, and what it exports: our name for it, its own.
GUEST_FUNCTIONS = {
    "look": {},
    "contents": {},
    "table": {},
    "encode": {"encode": "encode", "weighEncoded": "weigh"},
    "decode": {"decode": "decode"},
    "inspect": {},
    "format": {},
    "timers": {
        "installTimers": "install",
        "takeTimer": "take",
        "timerValues": "takenValues",
        "callTimer": "call",
    },
    "console": {"installConsole": "install", "configureConsole": "configure", "dropped": "dropped"},
    "report": {"describe": "describe", "hideCallers": "hideCallers"},
    "arguments": {"defineArguments": "define"},
    "tampering": {"noteBuiltins": "note", "changedBuiltins": "changes"},
}

# Functions that make code of text, and what code of theirs is called in a trace.
CODE_MAKERS = {
    "eval": "indirect_eval",
    "Function": "Function",
    "(async function () {}).constructor": "AsyncFunction",
    "(function* () {}).constructor": "GeneratorFunction",
    "(async function* () {}).constructor": "AsyncGeneratorFunction",
}

VIRTUAL = {
    "Date": hooks.CLOCK_DATE,
    "Date.now": hooks.CLOCK_DATE_NOW,
    "performance.now": hooks.CLOCK_PERFORMANCE,
    "Math.random": hooks.CHANCE,
}

# Methods that throw in this engine where a browser takes "undefined": jsfuck is built on them.
HTML_METHODS = ("anchor", "fontcolor", "fontsize", "link")

STACK_MAKERS = (
    "Reflect.getOwnPropertyDescriptor(Error.prototype, 'stack').get",
    "Error.captureStackTrace",
    "DOMException",
)

HOLES_SHARE = 1.02
HOLES_SLACK_BYTES = 256 * 1024
"""What a run may take from the kernel before it is ended for memory: the engine counts what is in
use, and the holes between are held too. The slack is what malloc takes ahead."""

LARGE_BYTES = 64 * 1024
"""Text below this is taken out of the engine without asking whether there is room for it."""

# Array types by length. Made here once: to make one in a worker costs it sixty pages.
_ARRAYS = tuple(capi.JSValue * length for length in range(5))


class GuestError(Exception):
    """The engine threw; `value` is what, and belongs to whoever catches this."""

    def __init__(self, value: capi.JSValue) -> None:
        super().__init__("the engine threw")
        self.value = value


class EngineStuckError(Exception):
    """The engine could not make a string that the runtime needs: it is out of memory."""


class Engine:
    """An engine context and the functions of the guest runtime.

    stage     what plays the persona; None for `bare`.
    rulebook  what to look for in what runs; None: nothing.

    Requires: one thread. `stack_bytes` is the engine's own limit, in bytes, below RLIMIT_STACK.
    """

    def __init__(
        self, *, stack_bytes: int, persona: str = "bare", rulebook: Rulebook | None = None
    ) -> None:
        self._binding = _quickjs.Context()
        self._binding.set_max_stack_size(stack_bytes)
        self._runtime, self._context = capi.pointers_of(self._binding)
        self.host = Host(self._runtime, self._context)
        self._functions: dict[str, capi.JSValue] = {}
        self._console_limits: tuple[int, int] | None = None
        to_string = self._builtin("Date.prototype.toString")
        self.hooks = Hooks(self._context, self.host.on_interrupt, to_string)
        if not hooks.look_like(self._builtin("Function.prototype.toString"), LOOKS[persona]):
            raise RuntimeError("Function.prototype.toString of this engine can't be replaced")
        if not hooks.note_matches(self._builtin("RegExp.prototype.exec")):
            raise RuntimeError("RegExp.prototype.exec of this engine can't be replaced")
        if not hooks.hide_in_stacks(*map(self._builtin, STACK_MAKERS)):
            raise RuntimeError("what makes stacks in this engine can't be replaced")
        self.tracer = self._make_tracer(persona, rulebook)
        self.hooks.on_rewrite = DIALECTS.get(persona)
        self._load_runtime()
        self.stage = self._make_stage(persona) if persona in FILES else None
        self.runtime("noteBuiltins")  # as the persona has left them
        self._base_heap_bytes: int = self._binding.memory()["malloc_size"]
        self._heap_bytes = self._notes_bytes = self._lent_bytes = 0
        self.most_bytes = 0  # that the run may take from the kernel, see HOLES_SHARE
        self.settle()

    def settle(self) -> None:
        """Count memory from here on: what is held now is the runtime's own, not the next run's."""
        self._base_held_bytes = held_bytes()
        self._base_taken_bytes = taken_bytes()

    def set_heap_limit(self, heap_bytes: int) -> None:
        """Let the guest allocate `heap_bytes` on top of what the runtime itself holds.

        Notes that we keep for the guest outside its heap are taken off; what the tracer lends it
        for the hooks in its code comes on top.
        """
        self._heap_bytes = heap_bytes
        self._notes_bytes = self._lent_bytes = 0
        self._limit_heap()
        self.most_bytes = int(heap_bytes * HOLES_SHARE) + HOLES_SLACK_BYTES
        self.host.watch(self.most_bytes, self.taken_bytes)
        self.host.on_notes = self._charge_notes
        self.tracer.memory.on_lend = self._lend

    def _charge_notes(self, notes_bytes: int) -> None:
        self._notes_bytes = notes_bytes
        self._limit_heap()

    def _lend(self, lent_bytes: int) -> None:
        self._lent_bytes = lent_bytes
        self._limit_heap()

    def _limit_heap(self) -> None:
        own = max(1, self._heap_bytes - self._notes_bytes)
        limit = self._base_heap_bytes + own + self._lent_bytes
        capi.set_memory_limit(self._runtime, limit)

    def taken_bytes(self) -> int:
        """Return what has been taken from the kernel for the run, holes included.

        Without what the tracer has taken.
        """
        taken = taken_bytes() - self._base_taken_bytes - self.tracer.memory.off_guest()
        return max(0, taken)

    def has_room(self, size_bytes: int) -> bool:
        """Tell whether our side may hold so much more for the run."""
        return size_bytes < LARGE_BYTES or self.heap_used_bytes() + size_bytes <= self._heap_bytes

    def limit_console(self, entries: int, text_bytes: int) -> None:
        """Let the next run keep this much console output.

        Costs nothing if the numbers are those of last time: a template sets its policy's, and the
        runs in its workers mostly have the same.
        """
        if self._console_limits != (entries, text_bytes):
            self._console_limits = (entries, text_bytes)
            self.runtime("configureConsole", capi.integer(entries), capi.integer(text_bytes))

    def heap_used_bytes(self) -> int:
        """Return what has been allocated since the runtime was loaded, by the guest and for it."""
        return max(0, held_bytes() - self._base_held_bytes)

    # -- code ------------------------------------------------------------------------------------

    def compile(
        self, source: bytes, *, name: str, module: bool = False, line: int = 1
    ) -> capi.JSValue:
        """Compile without running; nothing of the source has any effect yet.

        `line` is the number of the first line. Raises `GuestError` with the engine's SyntaxError.
        """
        kind = capi.EVAL_MODULE if module else capi.EVAL_GLOBAL
        return self._eval(source, kind | capi.EVAL_COMPILE_ONLY, name, line)

    def start(self, compiled: capi.JSValue) -> capi.JSValue:
        """Run compiled code: a script's completion value, or a module's promise."""
        capi.update_stack_top(self._runtime)
        return self._checked(capi.eval_function(self._context, compiled))

    def evaluate(self, text: capi.JSValue, *, name: str) -> capi.JSValue:
        """Compile and run a string value as a script."""
        options = capi.EvalOptions(1, capi.EVAL_GLOBAL, name.encode("ascii"), 1)
        capi.update_stack_top(self._runtime)
        result = capi.eval_string(self._context, text, options)
        if result is None:
            raise EngineStuckError
        return self._checked(result)

    def call(self, function: capi.JSValue, *arguments: capi.JSValue) -> capi.JSValue:
        """Call a guest function with `this` undefined. Raises `GuestError`."""
        capi.update_stack_top(self._runtime)
        array = _ARRAYS[len(arguments)](*arguments)
        return self._checked(
            capi.call(self._context, function, capi.UNDEFINED, len(arguments), array)
        )

    def namespace(self, compiled_module: capi.JSValue) -> capi.JSValue:
        """Return the namespace object of a module."""
        return self._checked(capi.get_module_namespace(self._context, compiled_module.payload))

    def describe_module(self, compiled_module: capi.JSValue) -> None:
        """Let the persona fill in import.meta of a module that has not started."""
        if self.stage is None:
            return
        meta = self._checked(capi.get_import_meta(self._context, compiled_module.payload))
        self.stage.describe_module(meta)
        capi.free_value(self._context, meta)

    def run_job(self) -> bool:
        """Run one pending promise job; False when there is none. Raises `GuestError`."""
        capi.update_stack_top(self._runtime)
        where = ctypes.c_void_p()
        done: int = capi.execute_pending_job(self._runtime, ctypes.byref(where))
        if done < 0:
            raise GuestError(capi.get_exception(self._context))
        return done > 0

    # -- values ----------------------------------------------------------------------------------

    def promise_state(self, value: capi.JSValue) -> int:
        """Return capi.PROMISE_*, or -1 when `value` is no promise."""
        if value.tag != capi.TAG_OBJECT:
            return -1
        state: int = capi.promise_state(self._context, value)
        return state

    def promise_result(self, promise: capi.JSValue) -> capi.JSValue:
        """Return what a settled promise holds."""
        result: capi.JSValue = capi.promise_result(self._context, promise)
        return result

    def runtime(self, name: str, *arguments: capi.JSValue) -> capi.JSValue:
        """Call a function of the guest runtime by name."""
        return self.call(self._functions[name], *arguments)

    def runtime_text(self, name: str, *arguments: capi.JSValue) -> str:
        """Call a function of the guest runtime that returns well-formed text."""
        value = self.runtime(name, *arguments)
        text = capi.well_formed_text_of(self._context, value, self.has_room)
        capi.free_value(self._context, value)
        if text is None:
            raise EngineStuckError
        return text

    def changed_builtins(self) -> list[str]:
        """Return what the guest has made of the language's own objects."""
        found: list[str] = json.loads(self.runtime_text("changedBuiltins"))
        return found

    def error_name(self, thrown: capi.JSValue) -> str:
        """Return the name of what was thrown, "" if it has none. May run guest code."""
        name: str = json.loads(self.runtime_text("describe", thrown))[0]
        return name

    def string(self, text: str) -> capi.JSValue:
        """Make an engine string. Raises `GuestError` when the heap is full."""
        raw = text.encode("utf-8", "surrogatepass")
        return self._checked(capi.new_string(self._context, raw, len(raw)))

    def discard(self, value: capi.JSValue) -> None:
        """Give up a value that a method here returned."""
        capi.free_value(self._context, value)

    def global_object(self) -> capi.JSValue:
        """Return the global object."""
        value: capi.JSValue = capi.get_global(self._context)
        return value

    # -- inside ----------------------------------------------------------------------------------

    def _eval(self, source: bytes, flags: int, name: str, line: int) -> capi.JSValue:
        options = capi.EvalOptions(1, flags, name.encode("ascii"), line)
        capi.update_stack_top(self._runtime)
        return self._checked(
            capi.eval_source(self._context, source, len(source), ctypes.byref(options))
        )

    def _checked(self, value: capi.JSValue) -> capi.JSValue:
        if value.tag == capi.TAG_EXCEPTION:
            raise GuestError(capi.get_exception(self._context))
        return value

    def _make_tracer(self, persona: str, rulebook: Rulebook | None) -> Session:
        """Take clock, chance and the results of some builtins from the engine's hands."""
        for which, (name, builtin) in enumerate((name, self._builtin(name)) for name in TAPPED):
            if not hooks.tap(builtin, which):
                raise RuntimeError(f"{name} of this engine is no function that can be tapped")
        for name, kind in VIRTUAL.items():
            if not hooks.set_virtual(self._builtin(name), kind):
                raise RuntimeError(f"{name} of this engine is no function that can be replaced")
        for name in HTML_METHODS:
            if not hooks.mend_html(self._builtin(f"String.prototype.{name}")):
                raise RuntimeError(f"{name} of this engine is no function that can be mended")
        bits = self._builtin("performance.timeOrigin").payload
        (origin,) = struct.unpack("d", struct.pack("Q", bits))
        if not self.hooks.set_time_origin(self._builtin("performance"), origin):
            raise RuntimeError("performance of this engine has no time origin")
        makers = {self._builtin(text).payload: origin for text, origin in CODE_MAKERS.items()}
        tracer = Session(
            self.hooks,
            makers,
            int.from_bytes(os.urandom(4), "big"),
            Memory(taken_bytes),
            rulebook or Rulebook.empty(),
            has_types=persona in DIALECTS,
        )
        self.host.has_tripped = self.hooks.has_tripped
        self.host.on_tick = tracer.tick
        self.host.on_told = tracer.told
        return tracer

    def _builtin(self, text: str) -> capi.JSValue:
        """Return what an expression of ours gives; held for good."""
        return self._eval(text.encode("ascii"), capi.EVAL_GLOBAL, "stockade:builtins", 1)

    def _load_runtime(self) -> None:
        primordials = self._load("primordials")
        give_services(self._context, self.hooks, primordials)
        self._parts = capi.get_property(self._context, primordials, b"parts")
        for name, wanted in GUEST_FUNCTIONS.items():
            self._bind(self._load(name, primordials, self.host.object), wanted)
        self.runtime("installTimers", self.global_object())
        self.runtime("installConsole", self.global_object())
        self.runtime("hideCallers")

    def _make_stage(self, persona: str) -> Stage:
        return Stage(
            self._runtime,
            self._context,
            self.hooks,
            persona=persona,
            folder=GUEST_FOLDER,
            host=self.host.object,
            parts=self._parts,
        )

    def _load(self, name: str, *arguments: capi.JSValue) -> capi.JSValue:
        """Evaluate one guest file and call the function that it is."""
        with open(os.path.join(GUEST_FOLDER, f"{name}.js"), "rb") as file:
            source = file.read()
        flags = capi.EVAL_GLOBAL | capi.EVAL_BACKTRACE_BARRIER
        try:
            return self.call(self._eval(source, flags, f"stockade:{name}", 1), *arguments)
        except GuestError as error:
            text = capi.text_of(self._context, error.value)  # our own code: safe to ask
            raise RuntimeError(f"guest/{name}.js does not load: {text!r}") from None

    def _bind(self, exports: capi.JSValue, names: dict[str, str]) -> None:
        for ours, theirs in names.items():
            self._functions[ours] = self._checked(
                capi.get_property(self._context, exports, theirs.encode("ascii"))
            )


def give_services(context: int, made: Hooks, primordials: capi.JSValue) -> None:
    """Give the runtime what it can't do itself: the virtual clock, places in code, natives."""
    parts = capi.get_property(context, primordials, b"parts")
    for which, name in enumerate(hooks.SERVICES):
        capi.set_property(context, parts, name.encode("ascii"), made.make_service(which))
    capi.set_property(context, parts, b"makeStub", made.make_border("makeStub"))
    capi.free_value(context, parts)


def parse_limit(text: str) -> dict[str, Any] | None:
    """Return what `encode` reported when it refused (`!{...}`), or None for a value table."""
    if not text.startswith("!"):
        return None
    report: dict[str, Any] = json.loads(text[1:])
    return report
