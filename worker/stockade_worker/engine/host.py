"""The three doors from the engine back to Python: interrupt, rejection tracker, host object.

Each is a C callback, so none may raise: an exception could not travel through the engine's frames.
The host object is known to the guest runtime only. Its one operation is a property write, which the
engine offers in a form that a ctypes callback can serve (it returns an int, not a `JSValue`).
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable

from stockade_worker.native.abi import INTERRUPT_HANDLER

from . import capi

LOOK_SECONDS = 0.0005
"""CPU time between two looks at how much memory the process has taken."""
LOOK_COST_SHARE = 0.05
"""Share of the run's CPU time that these looks may take, in a heap of holes."""
NOTE_BYTES = 96
"""What our note of a rejected promise takes outside the engine's heap: an int and its place."""
NOTES_AT_ONCE = 256

PLAIN_CLASSES = (capi.CLASS_OBJECT, capi.CLASS_ARRAY)

TOLD = ("text", "bytes", "effect", "artifact", "violation")
"""What a persona tells: content first, as text or bytes, and then what it belongs to."""

Emit = Callable[[str, str], None]


def _ignore(_notes_bytes: int) -> None:
    """Charge nobody: there is no limit yet."""


def _discard(_level: str, _text: str) -> None:
    """Emit nowhere: nobody listens yet."""


def _discard_told(_name: str, _text: bytes) -> None:
    """Nobody listens yet."""


class Host:
    """Callbacks of one engine context; must live as long as the context.

    deadline     CPU seconds of this process at which the engine is interrupted.
    tripped      whether that has happened. The engine makes it uncatchable for the guest.
    wall_deadline, is_late  the same for the monotonic clock.
    has_tripped  tells whether a guard of the tracer has ended the run.
    on_tick      told the CPU time every now and then while guest code runs; must not raise.
    taken_bytes  what the process had taken when that was more than `watch` allows, or None.
    emit         receives (level, text) of each console call; must not raise.
    on_told      receives (name, text) of what a persona has to tell, TOLD; must not raise.
    on_notes     receives the most bytes that our notes have taken outside the engine's heap.
    """

    def __init__(self, runtime: int, context: int) -> None:
        self.deadline = float("inf")
        self.tripped = False
        self.wall_deadline = float("inf")
        self.is_late = False
        self.has_tripped: Callable[[], bool] = bool
        self.on_tick: Callable[[float], object] = float
        self.taken_bytes: int | None = None
        self.emit: Emit = _discard
        self.on_told: Callable[[str, bytes], object] = _discard_told
        self.on_notes: Callable[[int], None] = _ignore
        self._context = context
        self._unhandled: dict[int, None] = {}  # addresses of promises, each held by us
        self._most_notes = 0
        self._may_take_bytes = 0
        self._count_taken: Callable[[], int] = int
        self._next_look = float("inf")
        self.on_interrupt = INTERRUPT_HANDLER(self._interrupt)
        self._on_rejection = capi.REJECTION_TRACKER(self._rejection)
        self._on_set = capi.SET_PROPERTY(self._set_property)
        capi.set_rejection_tracker(runtime, self._on_rejection, None)
        self._is_plain = capi.new_atom(context, b"isPlain", 7)
        self._is_proxy = capi.new_atom(context, b"isProxy", 7)
        self._console = capi.new_atom(context, b"console", 7)
        self._told = {capi.new_atom(context, name.encode(), len(name)): name for name in TOLD}
        self.object = self._make_object(runtime, context)

    def _make_object(self, runtime: int, context: int) -> capi.JSValue:
        self._exotic = capi.ExoticMethods(set_property=self._on_set)
        self._class = capi.ClassDef(class_name=b"Host", exotic=ctypes.pointer(self._exotic))
        class_id = self._free_class_id(runtime)
        if capi.new_class(runtime, class_id, ctypes.byref(self._class)) != 0:
            raise RuntimeError("the engine refused the host class")
        made: capi.JSValue = capi.new_object_class(context, class_id)
        return made

    @staticmethod
    def _free_class_id(runtime: int) -> int:
        """Return an id of no class. From the second runtime of a process on, the binding has taken
        one without the runtime's knowledge, and the first that is offered is its."""
        while True:
            class_id = ctypes.c_uint32(0)
            capi.new_class_id(runtime, ctypes.byref(class_id))
            if not capi.is_registered_class(runtime, class_id):
                return class_id.value

    def is_spent(self) -> bool:
        """Tell whether a deadline has passed, or the memory, or a guard, and remember it."""
        if time.process_time() >= self.deadline:
            self.tripped = True
        if time.monotonic() >= self.wall_deadline:
            self.is_late = True
        is_over = self.tripped or self.is_late or self.taken_bytes is not None
        return is_over or self.has_tripped()

    def watch(self, may_take_bytes: int, count_taken: Callable[[], int]) -> None:
        """Interrupt the run once `count_taken()` is above `may_take_bytes`, and note it."""
        self._may_take_bytes = may_take_bytes
        self._count_taken = count_taken
        self._next_look = 0.0

    def take_unhandled(self) -> capi.JSValue | None:
        """Return the reason of the first promise that was rejected and not handled since last time.

        None if there is none. The caller owns the value; the others are let go of.
        """
        first: capi.JSValue | None = None
        promise = capi.JSValue(0, capi.TAG_OBJECT)
        for address in self._unhandled:
            promise.payload = address
            if first is None:
                first = capi.promise_result(self._context, promise)
            capi.free_value(self._context, promise)
        self._unhandled.clear()
        return first

    def _interrupt(self, _runtime: int, _opaque: int) -> int:
        now = time.process_time()
        if now >= self.deadline:
            self.tripped = True
            return 1
        if time.monotonic() >= self.wall_deadline:
            self.is_late = True
            return 1
        self.on_tick(now)
        return int(now >= self._next_look and self._has_taken_too_much(now))

    def _has_taken_too_much(self, now: float) -> bool:
        seen = self._count_taken()
        cost = time.process_time() - now
        self._next_look = now + max(LOOK_SECONDS, cost / LOOK_COST_SHARE)
        if seen <= self._may_take_bytes:
            return False
        self.taken_bytes = seen
        self._next_look = 0.0
        return True

    def _rejection(
        self,
        context: int,
        promise: capi.JSValue,
        _reason: capi.JSValue,
        handled: bool,
        _opaque: int,
    ) -> None:
        address = promise.payload
        if handled:
            if address in self._unhandled:
                del self._unhandled[address]
                capi.free_value(context, promise)
            return
        # Held, or its address could be used again before it is asked for its reason.
        capi.dup_value(context, promise)
        self._unhandled[address] = None
        notes = len(self._unhandled)
        if notes > self._most_notes and notes % NOTES_AT_ONCE == 0:
            # Never less again: what these notes leave behind, no other memory is made of.
            self._most_notes = notes
            self.on_notes(notes * NOTE_BYTES)

    def _set_property(
        self,
        context: int,
        _object: capi.JSValue,
        name: int,
        value: capi.JSValue,
        _receiver: capi.JSValue,
        _flags: int,
    ) -> int:
        if name == self._is_plain:
            is_object = value.tag == capi.TAG_OBJECT
            return int(is_object and capi.get_class_id(value) in PLAIN_CLASSES)
        if name == self._is_proxy:
            return int(value.tag == capi.TAG_OBJECT and capi.is_proxy(value))
        if name == self._console and value.tag in (capi.TAG_STRING, capi.TAG_STRING_ROPE):
            raw = capi.text_of(context, value)
            if raw is not None:
                level, _, text = raw.decode("utf-8", "replace").partition("\n")
                self.emit(level, text)
        told = self._told.get(name)
        if told is not None and value.tag in (capi.TAG_STRING, capi.TAG_STRING_ROPE):
            raw = capi.text_of(context, value)
            if raw is not None:
                self.on_told(told, raw)
        return 1
