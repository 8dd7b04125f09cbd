"""The guest runtime in an engine of its own, without a worker: the fixture `guest`."""

from __future__ import annotations

import ctypes
import json
import math
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import _quickjs
import pytest

from stockade.values import decode_table, encode_value
from stockade_worker import wire
from stockade_worker.engine import capi
from stockade_worker.engine.engine import GUEST_FOLDER, GUEST_FUNCTIONS, give_services
from stockade_worker.engine.host import Host
from stockade_worker.native.abi import INTERRUPT_HANDLER
from stockade_worker.native.hooks import Hooks

IS_ERROR = capi._function("JS_IsError", ctypes.c_bool, capi.JSValue)
SET_INTERRUPT_HANDLER = capi._function(
    "JS_SetInterruptHandler", None, ctypes.c_void_p, INTERRUPT_HANDLER, ctypes.c_void_p
)
FOLDER = Path(GUEST_FOLDER)
HEAP_BYTES = 256 << 20
NO_LIMIT = 2**31 - 1

# What the tests call: text and numbers in, text out. `held` is a value out of the guest's reach.
DOORS = r"""
(function (p, evaluate) {
  "use strict";
  const { console, decode, encode, format, inspect, timers } = p.parts;
  const global = globalThis;
  let held;
  const run = (next) =>
    typeof next === "string" ? evaluate(next) : timers.call(next, global, timers.takenValues());
  const doors = {
    __proto__: null,
    hold: (source) => { held = evaluate(source); },
    take: (table) => { held = decode.decode(table); },
    call: () => { held(); },
    check: (source) => evaluate("(v) => " + source)(held),
    encode: (_, bytes, nodes, depth) => encode.encode(held, bytes, nodes, depth),
    inspect: (_, characters) => inspect.inspect(held, characters).text,
    format: (_, characters) => {
      const made = format.format(held, characters);
      return made.more + "|" + made.text;
    },
    reenter: () => {
      globalThis.reenter = (value) => encode.encode(value, 1000, 100, 10);
    },
    install: () => { console.install(globalThis); timers.install(globalThis); },
    configure: (_, entries, bytes) => console.configure(entries, bytes),
    dropped: () => console.dropped(),
    now: () => timers.now(),
    drain: (_, most) => {
      let count = 0;
      for (let next; count < most && (next = timers.take()) !== undefined; count++) run(next);
      return count;
    },
  };
  return (name, text, a, b, c) => p.String(doors[name](text, a, b, c));
})
"""


def read_table(table: Mapping[str, object]) -> object:
    """Return the value of a table that has crossed as a worker's does."""
    return read_packed(bytes(wire.pack_table(table)))


def read_packed(packed: bytes) -> object:
    """Return the value of a packed table."""
    unpacked = wire.unpack(packed, max_items=10_000_000, max_text_bytes=len(packed))
    return wire.finish(decode_table(wire.finish(unpacked), max_nodes=10_000_000))


class GuestThrew(Exception):  # noqa: N818  what the guest did is no error of ours
    """The engine threw; the text is the thrown value's message, read without care."""


class Guest:
    """One engine context with the guest runtime, driven through the C API.

    lines        (level, text) of each console call.
    primordials  the names of the runtime's copies of built-ins.
    """

    def __init__(self) -> None:
        self._binding = _quickjs.Context()
        self._binding.set_max_stack_size(512 << 10)
        self._binding.set_memory_limit(HEAP_BYTES)
        self._runtime, self._context = capi.pointers_of(self._binding)
        self.host = Host(self._runtime, self._context)
        to_string = self._eval("Date.prototype.toString")
        self._hooks = Hooks(self._context, self.host.on_interrupt, to_string)
        SET_INTERRUPT_HANDLER(self._runtime, self.host.on_interrupt, None)
        self.lines: list[tuple[str, str]] = []
        self.host.emit = lambda level, text: self.lines.append((level, text))
        builtins = self._call(self._load("primordials"))
        give_services(self._context, self._hooks, builtins)
        for name in GUEST_FUNCTIONS:
            self._call(self._load(name), builtins, self.host.object)
        names = self._call(self._eval("(p) => Object.getOwnPropertyNames(p).join()"), builtins)
        self.primordials = set((capi.text_of(self._context, names) or b"").decode().split(","))
        self._doors = self._call(self._eval(DOORS), builtins, self._eval("eval"))
        self._door("install")

    def run(self, source: str) -> None:
        """Run a script of the guest's."""
        self._eval(source)

    def hold(self, expression: str) -> None:
        """Evaluate, and keep the value where the guest's own code cannot get at it."""
        self._door("hold", expression)

    def holds(self, condition: str) -> bool:
        """Tell whether a condition on `v`, what is held, is true."""
        return self._door("check", condition) == "true"

    def call(self) -> None:
        """Call the function that is held."""
        self._door("call")

    def encode(
        self, *, max_bytes: int = NO_LIMIT, max_nodes: int = NO_LIMIT, max_depth: int = NO_LIMIT
    ) -> str:
        """Return the text of what is held."""
        return self._door("encode", "", max_bytes, max_nodes, max_depth)

    def text_of(self, expression: str) -> str:
        """Return the text of a table."""
        self.hold(expression)
        return self.encode()

    def value_of(self, expression: str) -> Any:
        """Return a guest value in Python, by the whole way."""
        return read_table(json.loads(self.text_of(expression)))

    def give(self, value: object) -> None:
        """Hold a Python value."""
        table = encode_value(value, max_bytes=NO_LIMIT, max_nodes=NO_LIMIT)
        self.take(json.dumps(table))

    def take(self, text: str) -> None:
        """Hold what a table's text stands for."""
        self._door("take", text)

    def give_encoder(self) -> None:
        """Give the guest the encoder itself, as a global function `reenter`."""
        self._door("reenter")

    def format(self, *, characters: int = 10_000) -> tuple[str, int]:
        """Return (text, how much is missing) of console.log; what is held is its arguments."""
        more, _, text = self._door("format", "", characters).partition("|")
        return text, int(more)

    def inspect(self, expression: str, *, characters: int = 10_000) -> str:
        """Return how a value is shown."""
        self.hold(expression)
        return self._door("inspect", "", characters)

    def configure_console(self, *, entries: int = 1000, max_bytes: int = 65_536) -> None:
        """Start the account of a run."""
        self._door("configure", "", entries, max_bytes)

    @property
    def dropped(self) -> int:
        """Console calls that were not kept."""
        return int(self._door("dropped"))

    @property
    def now(self) -> float:
        """The virtual clock, in ms."""
        return float(self._door("now"))

    def drain(self, *, most: int = NO_LIMIT) -> int:
        """Run timers until none is left; return how many ran."""
        return int(self._door("drain", "", most))

    def stop_after(self, seconds: float) -> None:
        """Have the engine interrupted."""
        self.host.deadline = time.process_time() + seconds

    def set_heap_limit(self, heap_bytes: int) -> None:
        """Let the guest have this much more than is in use."""
        self._binding.set_memory_limit(self._binding.memory()["malloc_size"] + heap_bytes)

    # -- inside ----------------------------------------------------------------------------------

    def _door(self, name: str, text: str = "", *numbers: int) -> str:
        arguments = [self._string(name), self._string(text)]
        arguments += [capi.JSValue(number, capi.TAG_INT) for number in numbers]
        value = self._call(self._doors, *arguments)
        raw = capi.text_of(self._context, value)
        capi.free_value(self._context, value)
        assert raw is not None
        return raw.decode("utf-8", "surrogatepass")

    def _load(self, name: str) -> capi.JSValue:
        return self._eval((FOLDER / f"{name}.js").read_text("utf-8"), f"stockade:{name}")

    def _string(self, text: str) -> capi.JSValue:
        raw = text.encode("utf-8", "surrogatepass")
        return self._checked(capi.new_string(self._context, raw, len(raw)))

    def _eval(self, source: str, name: str = "guest.js") -> capi.JSValue:
        raw = source.encode("utf-8", "surrogatepass")
        options = capi.EvalOptions(1, capi.EVAL_GLOBAL, name.encode("ascii"), 1)
        capi.update_stack_top(self._runtime)
        return self._checked(capi.eval_source(self._context, raw, len(raw), ctypes.byref(options)))

    def _call(self, function: capi.JSValue, *arguments: capi.JSValue) -> capi.JSValue:
        array = (capi.JSValue * len(arguments))(*arguments)
        capi.update_stack_top(self._runtime)
        return self._checked(
            capi.call(self._context, function, capi.UNDEFINED, len(arguments), array)
        )

    def _checked(self, value: capi.JSValue) -> capi.JSValue:
        if value.tag != capi.TAG_EXCEPTION:
            return value
        thrown = capi.get_exception(self._context)
        if IS_ERROR(thrown):
            message = capi.get_property(self._context, thrown, b"message")
            raw = capi.text_of(self._context, message)
        else:
            raw = capi.text_of(self._context, thrown) if thrown.tag == capi.TAG_STRING else None
        raise GuestThrew((raw or b"?").decode("utf-8", "replace"))


@pytest.fixture
def guest() -> Guest:
    """A fresh engine with the guest runtime."""
    return Guest()


def same(left: object, right: object) -> bool:
    """Compare leaves of values; unlike ==, tell 0 from -0 and False, and NaN is itself."""
    if isinstance(left, float) and isinstance(right, float):
        return (math.isnan(left) and math.isnan(right)) or (
            left == right and math.copysign(1, left) == math.copysign(1, right)
        )
    return type(left) is type(right) and left == right
