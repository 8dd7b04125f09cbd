"""The C library of the tracer, through ctypes: what one engine context is traced with.

The library is compiled when Stockade is installed, and finds the engine's functions in the engine's
own shared object, which therefore is loaded before it with its symbols made global. What each
function does is written where it is defined, in C; the structures here mirror `tracer.h`.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from ctypes import (
    POINTER,
    c_bool,
    c_char_p,
    c_double,
    c_int,
    c_int32,
    c_size_t,
    c_ssize_t,
    c_uint32,
    c_uint64,
    c_void_p,
)
from typing import Any

import _quickjs
import msgpack

from .abi import INTERRUPT_HANDLER, JSValue

PATH = os.path.join(os.path.dirname(__file__), "_tracer.so")

NO_ID = 0xFFFFFFFF
HOW_RETURN, HOW_NOTE = 1000, 1001
TRIP_NONE, TRIP_CALL_DEPTH, TRIP_LOOPS, TRIP_EXIT, TRIP_BLOCKED = range(5)
ANSWER_PLAIN, ANSWER_TRACED, ANSWER_REFUSED = range(3)
STATE_TRACED, STATE_UNTRACED, STATE_REFUSED = range(3)
TYPE_GLOBAL, TYPE_MODULE, TYPE_DIRECT, TYPE_INDIRECT = range(4)
SERVICES = ("clockNow", "advanceClock", "markPlace", "resumePlace")
CLOCK_DATE, CLOCK_DATE_NOW, CLOCK_PERFORMANCE, CHANCE = range(4)
LOOK_ENGINE, LOOK_ONE_LINE, LOOK_V8, LOOK_JSCRIPT = range(4)
BORDER = (
    "makeStub", "makeUse", "use", "call", "construct", "evaluate", "adopt", "pair", "hide", "exit",
    "onImport", "lastMatch", "onCaught", "onTypeof", "epoch", "setEpoch", "standAt", "codeByte",
)  # fmt: skip
"""The functions by which the stage speaks to the guest's realm; see `stubs.c`."""


class Code(ctypes.Structure):
    """`struct code`: a piece of code before it is compiled, and what is to be done with it."""

    _fields_ = (
        ("text", c_void_p), ("size", c_size_t), ("file", c_char_p), ("maker", c_void_p),
        ("type", c_int32), ("parent", c_int32), ("line", c_int32), ("column", c_int32),
        ("origin", c_int32), ("rewritten", c_void_p),
        ("generation", c_int32), ("root_function", c_uint32), ("magic", c_uint32),
        ("instrumented", c_char_p), ("instrumented_bytes", c_size_t),
        ("offsets", c_void_p), ("lengths", c_void_p), ("openers", c_void_p), ("hooks", c_char_p),
        ("pieces", c_uint32), ("opener_count", c_uint32),
    )  # fmt: skip
    text: int
    size: int
    file: bytes
    maker: int | None
    type: int
    parent: int
    line: int
    column: int
    origin: int
    rewritten: int | None
    generation: int
    root_function: int
    magic: int
    instrumented: bytes
    instrumented_bytes: int
    offsets: int
    lengths: int
    openers: int
    hooks: bytes
    pieces: int
    opener_count: int


class Limits(ctypes.Structure):
    """`struct limits`."""

    _fields_ = (
        ("call_depth", c_uint32), ("loops", c_uint64), ("nodes", c_uint32), ("strings", c_uint32),
        ("dull_strings", c_uint32), ("first_number", c_uint32),
    )  # fmt: skip


class Place(ctypes.Structure):
    """`struct place`: a generation, and where in it as the engine counts; -1 for no generation."""

    _fields_ = (("generation", c_int32), ("line", c_int32), ("column", c_int32))
    generation: int
    line: int
    column: int


class State(ctypes.Structure):
    """`struct state`: what the guards have counted, and where the run was ended."""

    _fields_ = (
        ("trip", c_uint32), ("place", Place), ("seen", c_uint64), ("loops", c_uint64),
        ("strings_dropped", c_uint64), ("nodes_dropped", c_uint64),
    )  # fmt: skip
    trip: int
    place: Place
    seen: int
    loops: int
    strings_dropped: int
    nodes_dropped: int


_ON_CODE = ctypes.PYFUNCTYPE(c_int, POINTER(Code))
_ON_COMPILED = ctypes.PYFUNCTYPE(None, POINTER(Code), c_int, c_char_p)
_ON_FULL = ctypes.PYFUNCTYPE(None)
_ON_USE = ctypes.PYFUNCTYPE(None, c_uint32)
_ON_REWRITE = ctypes.PYFUNCTYPE(c_void_p, c_void_p, c_size_t)
_ON_IMPORT = ctypes.PYFUNCTYPE(c_int, c_char_p, POINTER(c_void_p), POINTER(c_size_t))


class _Callbacks(ctypes.Structure):
    """`struct callbacks`."""

    _fields_ = (
        ("on_code", _ON_CODE), ("on_compiled", _ON_COMPILED), ("on_full", _ON_FULL),
        ("on_import", _ON_IMPORT), ("on_use", _ON_USE), ("on_rewrite", _ON_REWRITE),
        ("on_interrupt", INTERRUPT_HANDLER),
    )  # fmt: skip


def _load() -> ctypes.PyDLL:
    # PyDLL, as for the engine: one thread, and the callbacks are Python.
    ctypes.PyDLL(_quickjs.__file__, mode=ctypes.RTLD_GLOBAL)
    try:
        return ctypes.PyDLL(PATH)
    except OSError as error:
        hint = "it is compiled at installation: run `make native`, or install again"
        raise RuntimeError(f"the tracer's library cannot be loaded ({hint}): {error}") from error


_LIB = _load()


def _function(name: str, result: Any, *arguments: Any) -> Any:
    function = getattr(_LIB, name)
    function.restype, function.argtypes = result, arguments
    return function


_open = _function("st_open", c_void_p, c_void_p, POINTER(_Callbacks), JSValue, POINTER(c_char_p))
_start = _function("st_start", None, c_void_p, POINTER(Limits), c_bool, c_uint64)
_stop = _function("st_stop", None, c_void_p)
_begin = _function("st_begin", None, c_void_p, c_uint32)
_has_tripped = _function("st_has_tripped", c_bool, c_void_p)
_make_room = _function("st_make_room", c_bool, c_void_p, c_uint32, c_uint32)
_make_service = _function("st_make_service", JSValue, c_void_p, c_uint32)
_state = _function("st_state", None, c_void_p, POINTER(State))
_asking_place = _function("st_asking_place", None, c_void_p, POINTER(Place))
_open_stage = _function("st_open_stage", c_bool, c_void_p, c_void_p)
_close_stage = _function("st_close_stage", c_bool, c_void_p, JSValue)
_make_border = _function("st_make_border", JSValue, c_void_p, c_char_p)
_stub_path = _function("st_stub_path", c_char_p, c_void_p, c_uint32)
_stub_use = _function("st_stub_use", c_uint32, c_void_p, c_uint32)
_block = _function("st_block", None, c_void_p)
_release = _function("st_release", None, c_void_p)
_current_place = _function("st_current_place", None, c_void_p, POINTER(Place))
_time_origin = _function("st_time_origin", c_bool, c_void_p, JSValue, c_double)
_counts = _function("st_counts", None, c_void_p, c_void_p, c_uint32)
_times = _function("st_times", None, c_void_p, c_void_p, c_uint32)
_has_new_strings = _function("st_has_new_strings", c_bool, c_void_p)
_take_strings = _function("st_take_strings", c_void_p, c_void_p, c_bool, POINTER(c_size_t))
_take_functions = _function("st_take_functions", c_void_p, c_void_p, c_uint32, POINTER(c_size_t))
_take_uses = _function("st_take_uses", c_void_p, c_void_p, c_uint32, POINTER(c_size_t))
_take_nodes = _function("st_take_nodes", c_void_p, c_void_p, POINTER(c_size_t))
_take_errors = _function("st_take_errors", c_void_p, c_void_p, c_uint32, POINTER(c_size_t))

count_held = _function("st_count_held", None)
"""Count from here on what the library holds."""

allow = _function("st_allow", None, c_size_t)
"""Let the library hold so many bytes more than when the counting began; then it drops records."""

most_held = _function("st_most_held", c_size_t)
"""Return the most bytes that the library has held more than when the counting began."""

arena_bytes = _function("st_in_arenas", c_ssize_t)
"""Return how much Python's own allocator has from the kernel, from a beginning of its own."""

tap = _function("st_tap", c_bool, JSValue, c_uint32)
"""Look at the results of a builtin from here on; False if it is of a kind that can't be."""

mend_html = _function("st_mend_html", c_bool, JSValue)
"""Mend a method that makes HTML with an attribute; False if it is of another kind."""

set_virtual = _function("st_virtual", c_bool, JSValue, c_uint32)
"""Put the virtual clock or seeded chance behind a builtin; False if it is of another kind."""

hide_in_stacks = _function("st_hide_in_stacks", c_bool, JSValue, JSValue, JSValue)
"""Leave our own code out of stacks; False if a builtin is not what makes them."""

note_matches = _function("st_note_matches", c_bool, JSValue)
"""Note what was matched last; False if `builtin` is not RegExp.prototype.exec."""

look_like = _function("st_look", c_bool, JSValue, c_uint32)
"""Let natives look like those of a host, LOOK_*; False if `builtin` does not say how they look."""


class _Arenas(ctypes.Structure):
    """`PyObjectArenaAllocator`."""

    _fields_ = (("opaque", c_void_p), ("take", c_void_p), ("give", c_void_p))


def _count_arenas() -> None:
    """Have Python's arenas counted. malloc does not know of them: they are mappings of their own.

    Source: PyObject_SetArenaAllocator in Python's C API.
    """
    arenas = _Arenas()
    ctypes.pythonapi.PyObject_GetArenaAllocator(ctypes.byref(arenas))
    _function("st_count_arenas", None, POINTER(_Arenas))(ctypes.byref(arenas))
    ctypes.pythonapi.PyObject_SetArenaAllocator(ctypes.byref(arenas))


_count_arenas()


def _trace_nothing(_code: Code) -> int:
    return ANSWER_PLAIN


def _note_nothing(_code: Code, _state: int, _message: str) -> None:
    """Nobody listens yet."""


def _use_nothing(_stub: int) -> None:
    """Nobody listens yet."""


def _import_nothing(_name: str) -> bytes | None:
    return None


class Hooks:
    """The tracer of one context: takes its hooks into the engine when made.

    on_code      is shown each piece of code before it is compiled; fills in the answer and returns
                 which it is, ANSWER_*.
    on_compiled  is told what became of it: STATE_*, and the engine's message if it was refused.
    on_full      is told that new strings should be taken.
    on_import    returns the text of a module by its name, or None.
    on_rewrite   returns text in the engine's language for one in another, in as many bytes;
                 None leaves it as it is.
    on_use       is told the number of a stub before it is used for the first time in a run.

    None of them may raise. Raises `RuntimeError` if the engine's private layout is not the one that
    the library knows. Requires: lives as long as the context; nothing runs in it now.
    """

    def __init__(self, context: int, on_interrupt: Any, date_to_string: JSValue) -> None:
        self.on_code: Callable[[Code], int] = _trace_nothing
        self.on_compiled: Callable[[Code, int, str], None] = _note_nothing
        self.on_full: Callable[[], object] = int
        self.on_import: Callable[[str], bytes | None] = _import_nothing
        self.on_use: Callable[[int], None] = _use_nothing
        self.on_rewrite: Callable[[bytes], bytes] | None = None
        self._module = self._rewritten = b""
        self._callbacks = _Callbacks(
            _ON_CODE(lambda code: self.on_code(code.contents)),
            _ON_COMPILED(self._compiled),
            _ON_FULL(lambda: self.on_full() and None),
            _ON_IMPORT(self._import),
            _ON_USE(self._used),
            _ON_REWRITE(self._rewrite),
            on_interrupt,
        )
        trouble = c_char_p()
        callbacks = ctypes.byref(self._callbacks)
        tracer: int | None = _open(context, callbacks, date_to_string, ctypes.byref(trouble))
        if tracer is None:
            reason = (trouble.value or b"").decode()
            raise RuntimeError(f"this quickjs-ng is not the one that the tracer knows: {reason}")
        self._tracer = tracer

    def set_time_origin(self, performance: JSValue, value: float) -> bool:
        """Let `performance` have its time origin on the virtual clock; False if it has none."""
        return bool(_time_origin(self._tracer, performance, value))

    def start(self, limits: Limits, *, is_tracing: bool, seed: int) -> None:
        """Start a run: clock and chance from the seed, all records empty."""
        _start(self._tracer, ctypes.byref(limits), is_tracing, seed)

    def stop(self) -> None:
        """Record nothing more; strings that were still growing are there now."""
        _stop(self._tracer)

    def begin(self, function: int) -> None:
        """Note that the program begins, as this function."""
        _begin(self._tracer, function)

    def has_tripped(self) -> bool:
        """Tell whether a guard has ended the run."""
        return bool(_has_tripped(self._tracer))

    def make_room(self, functions: int, sites: int) -> bool:
        """Make records for all functions and sites with lower numbers; False if none fit."""
        return bool(_make_room(self._tracer, functions, sites))

    def make_service(self, which: int) -> JSValue:
        """Make an engine function for our own runtime: one of SERVICES."""
        value: JSValue = _make_service(self._tracer, which)
        return value

    def asking_place(self) -> Place:
        """Return where the module was asked for that `on_import` is to give."""
        out = Place()
        _asking_place(self._tracer, ctypes.byref(out))
        return out

    # -- personas --------------------------------------------------------------------------------

    def open_stage(self, context: int) -> bool:
        """Take a fresh context of the same runtime for personas; False if it is laid out else."""
        return bool(_open_stage(self._tracer, context))

    def close_stage(self, function: JSValue) -> bool:
        """Let nothing be compiled in the stage from here on; False if `function` is not its own."""
        return bool(_close_stage(self._tracer, function))

    def make_border(self, name: str) -> JSValue:
        """Make one of BORDER, for the stage."""
        value: JSValue = _make_border(self._tracer, name.encode("ascii"))
        return value

    def stub(self, number: int) -> tuple[str, int]:
        """Return path and kind of use of a stub."""
        path: bytes = _stub_path(self._tracer, number)
        return path.decode("utf-8", "replace"), int(_stub_use(self._tracer, number))

    def block(self) -> None:
        """End the run: a rule that blocks has matched."""
        _block(self._tracer)

    def release(self) -> None:
        """Let code of ours run after the run has ended."""
        _release(self._tracer)

    def current_place(self) -> Place:
        """Return where the guest's code stands that is running."""
        out = Place()
        _current_place(self._tracer, ctypes.byref(out))
        return out

    def state(self) -> State:
        """Return what the guards have counted."""
        out = State()
        _state(self._tracer, ctypes.byref(out))
        return out

    def counts(self, functions: int) -> list[int]:
        """Return how often each function has run."""
        return self._numbers(_counts, functions)

    def times(self, strings: int) -> list[int]:
        """Return how often each string has been made."""
        return self._numbers(_times, strings)

    def has_new_strings(self) -> bool:
        """Tell whether `take_strings` would return any."""
        return bool(_has_new_strings(self._tracer))

    def take_strings(self, *, is_all: bool) -> list[list[Any]]:
        """Return [how, where, generation, line, column, length, is cut, text] for new strings.

        The newest may yet grow: unless `is_all`, it is left for the next time, if it is new itself.
        """
        return self._taken(_take_strings, is_all)

    def take_functions(self, most: int) -> list[list[Any]]:
        """Return [function, rank, count, thrown, first, last, has returned, first and last return].

        For those with news, `most` of them. The rank is the order of first calls. A value is a
        number, a flag, None for null, bytes for text, or [kind, detail] as `pack.c` has it.
        """
        return self._taken(_take_functions, most)

    def take_uses(self, most: int) -> list[list[Any]]:
        """Return [use, stub, generation, line, column, ...] for stubs with news, `most` of them.

        The rest is as for functions: count, thrown, first, last, has returned, first and last.
        """
        return self._taken(_take_uses, most)

    def take_nodes(self) -> list[list[Any]]:
        """Return [number, parent, function, count] for each node of the call tree with news."""
        return self._taken(_take_nodes)

    def take_errors(self, most: int) -> list[list[Any]]:
        """Return [site, rank, is thrown here, times, text] for places with news, `most` of them."""
        return self._taken(_take_errors, most)

    def _numbers(self, read: Callable[..., None], count: int) -> list[int]:
        out = (c_uint64 * count)()
        read(self._tracer, out, count)
        return list(out)

    def _taken(self, take: Callable[..., int | None], *arguments: int) -> list[Any]:
        size = c_size_t()
        address = take(self._tracer, *arguments, ctypes.byref(size))
        if address is None:
            raise MemoryError
        packed = ctypes.string_at(address, size.value)
        records: list[Any] = msgpack.unpackb(packed)
        return records

    def _compiled(self, code: Any, state: int, message: bytes) -> None:
        self.on_compiled(code.contents, state, message.decode("utf-8", "replace"))

    def _rewrite(self, address: int, size: int) -> int | None:
        if self.on_rewrite is None:
            return None
        text = ctypes.string_at(address, size)
        rewritten = self.on_rewrite(text)
        if rewritten == text:
            return None
        self._rewritten = rewritten  # the engine has read it before the next one comes
        return ctypes.cast(ctypes.c_char_p(rewritten), c_void_p).value

    def _used(self, stub: int) -> None:
        self.on_use(stub)

    def _import(self, name: bytes, text: Any, size: Any) -> int:
        module = self.on_import(name.decode("utf-8", "replace"))
        if module is None:
            return 0
        self._module = module  # the engine reads it after this returns
        text[0] = ctypes.cast(ctypes.c_char_p(module), c_void_p)
        size[0] = len(module)
        return 1
