"""The three doors from the engine back to Python: interrupt, rejection tracker, host object.

Each is a C callback, so none may raise: an exception could not travel through the engine's frames.
The host object is known to the guest runtime only. Its one operation is a property write, which the
engine offers in a form that a ctypes callback can serve (it returns an int, not a `JSValue`).
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable

from . import capi

PLAIN_CLASSES = (capi.CLASS_OBJECT, capi.CLASS_ARRAY)

Emit = Callable[[str, str], None]


def _discard(_level: str, _text: str) -> None:
    """Emit nowhere: nobody listens yet."""


class Host:
    """Callbacks of one engine context; must live as long as the context.

    deadline  CPU seconds of this process at which the engine is interrupted. tripped   whether that
    has happened. The engine makes the interruption uncatchable for the guest. emit      receives
    (level, text) of each console call; must not raise.
    """

    def __init__(self, runtime: int, context: int) -> None:
        self.deadline = float("inf")
        self.tripped = False
        self.emit: Emit = _discard
        self._context = context
        self._unhandled: dict[int, capi.JSValue] = {}
        self._on_interrupt = capi.INTERRUPT_HANDLER(self._interrupt)
        self._on_rejection = capi.REJECTION_TRACKER(self._rejection)
        self._on_set = capi.SET_PROPERTY(self._set_property)
        capi.set_interrupt_handler(runtime, self._on_interrupt, None)
        capi.set_rejection_tracker(runtime, self._on_rejection, None)
        self._is_plain = capi.new_atom(context, b"isPlain", 7)
        self._is_proxy = capi.new_atom(context, b"isProxy", 7)
        self._console = capi.new_atom(context, b"console", 7)
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

    def is_out_of_time(self) -> bool:
        """Tell whether the CPU deadline has passed, and remember it."""
        if time.process_time() >= self.deadline:
            self.tripped = True
        return self.tripped

    def take_unhandled(self) -> list[capi.JSValue]:
        """Return the reasons of promises that were rejected and not handled since the last call.

        The caller owns the values.
        """
        reasons = list(self._unhandled.values())
        self._unhandled.clear()
        return reasons

    def _interrupt(self, _runtime: int, _opaque: int) -> int:
        if time.process_time() < self.deadline:
            return 0
        self.tripped = True
        return 1

    def _rejection(
        self, context: int, promise: capi.JSValue, reason: capi.JSValue, handled: bool, _opaque: int
    ) -> None:
        if handled:
            late = self._unhandled.pop(promise.payload, None)
            if late is not None:
                capi.free_value(context, late)
        else:
            # The promise itself is held too, or its address could be used again before it is asked
            # for.
            capi.dup_value(context, promise)
            self._unhandled[promise.payload] = capi.dup_value(context, reason)

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
        return 1
