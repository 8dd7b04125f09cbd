"""From a value table, as a worker sent it, to Python values.

The worker is hostile until proven otherwise: every shape, type, index, length, offset, encoding and
name is checked, and what the guest's encoder would have written differently is refused, so that one
value has one table. Nothing is allocated by a number that the worker chose. There is no recursion.
The size of a table is bounded before it gets here, by the frame that carried it; checking a large
one takes a while, and so is done in steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from stockade_policies.errors import ProtocolError
from stockade_worker.wire import Steps, release

from .model import (
    ELEMENT_BYTES,
    HOLE,
    MAX_DATE_MS,
    UNDEFINED,
    ArrayBuffer,
    Boxed,
    Instance,
    JSDate,
    JSError,
    JSMap,
    JSSet,
    Opaque,
    RegExp,
    SparseArray,
    TypedArray,
    are_flags,
)
from .scalars import (
    base64_bytes,
    bigint,
    fraction,
    ill_formed,
    integer,
    is_count,
    refuse,
    well_formed,
)

OPAQUE_KINDS: Final = frozenset(
    {
        "detached",
        "exotic",
        "finalization-registry",
        "function",
        "generator",
        "getter",
        "iterator",
        "promise",
        "proxy",
        "symbol",
        "symbol-keys",
        "weakmap",
        "weakref",
        "weakset",
    }
)

# Room for what the encoder appends to 200 characters.
_MAX_DESCRIPTION = 1000

_HOLE_RAW: Final = ("h",)
_SLOW: Final = (("w",), _HOLE_RAW)
_CONSTANTS: Final[dict[str, object]] = {
    "u": UNDEFINED,
    "-0": -0.0,
    "nan": math.nan,
    "inf": math.inf,
    "-inf": -math.inf,
}


STEP_VALUES = 200
"""Nodes or values between two pauses: some 0.1 ms."""

Node = tuple[Any, ...]
_SPENT: Final[Node] = ("",)


def decode_table(table: object, *, max_nodes: int) -> Steps[object]:
    """Return the value of a table that `wire.unpack` has made, after some steps.

    Raises `ProtocolError` for any flaw, and for more than `max_nodes` nodes.
    """
    match table:
        case {"root": root, "heap": tuple(heap), **rest} if not rest:
            if len(heap) > max_nodes:
                refuse(f"it has {len(heap)} nodes; at most {max_nodes}")
            decoder = _Decoder(heap)
            del table, heap  # what is done with is freed as we go: all at once it takes too long
            return (yield from decoder.decode(root))
    refuse("it is not {root, heap}")


class _SlowError(Exception):
    """A value takes steps of its own, or is one only where holes may be."""


class _Decoder:
    """Makes an empty object for each node first, so that any may refer to any, then fills them."""

    def __init__(self, heap: Node) -> None:
        self._heap: list[Any] = list(heap)
        self._made: list[object] = []

    def decode(self, root: object) -> Steps[object]:
        """Return the value of `root`, with nothing left here that only this held."""
        try:
            return (yield from self._decoded(root))
        except ProtocolError as error:
            failure = error.with_traceback(None)  # it would keep what is to be let go
        yield from self._let_go()
        raise failure

    def _decoded(self, root: object) -> Steps[object]:
        for at, item in enumerate(self._heap):
            if at % STEP_VALUES == 0:
                yield
            node = _checked(item)
            make = _SHELLS.get(node[0])
            self._made.append(make(self, node) if make else None)
        for at, node in enumerate(self._heap):
            if at % STEP_VALUES == 0:
                yield
            finish = _LATE.get(node[0])
            if finish:
                self._made[at] = yield from finish(self, node)
        for at, node in enumerate(self._heap):
            if at % STEP_VALUES == 0:
                yield
            fill = _FILLS.get(node[0])
            if fill:
                yield from fill(self, self._made[at], node)
            self._heap[at] = _SPENT  # or all would be freed at the end, in one long step
        (value,) = yield from self._values((root,))
        yield from self._let_go()
        return value

    def _let_go(self) -> Steps[None]:
        """Free what nothing refers to, a little at a time: an honest table has no such nodes."""
        while self._made:
            del self._made[-STEP_VALUES:]
            yield
        yield from release(self._heap)

    # -- values ------------------------------------------------------------------------------------

    def _value(self, raw: object) -> object:
        """Return a value at once, or raise `_SlowError` if that can take long."""
        if type(raw) is str:
            return well_formed(raw)
        if type(raw) is int:
            return integer(raw)
        if type(raw) is tuple:
            return self._tagged(raw)
        if type(raw) is float:
            return fraction(raw)
        if raw is None or type(raw) is bool:
            return raw
        refuse("a value is of no known shape")

    def _tagged(self, raw: Node) -> object:
        match raw:
            case (int(number),) if type(number) is int:
                if not 0 <= number < len(self._made):
                    refuse("a reference leads out of the heap")
                return self._made[number]
            case (str(tag),) if tag in _CONSTANTS:
                return _CONSTANTS[tag]
            case ("n", str(digits)):
                return bigint(digits)
            case (str(tag), *_) if (tag,) in _SLOW:
                raise _SlowError
        refuse("a value is of no known shape")

    def _values(self, raws: Node, *, holes: bool = False) -> Steps[list[object]]:
        """Return the values of a list, however long; with `holes`, elements may be missing."""
        made: list[object] = []
        for start in range(0, len(raws), STEP_VALUES):
            if start:
                yield
            part = raws[start : start + STEP_VALUES]
            try:
                made += [self._value(raw) for raw in part]
            except _SlowError:
                for raw in part:
                    if type(raw) is not tuple or raw[:1] not in _SLOW:
                        made.append(self._value(raw))
                    elif holes and raw == _HOLE_RAW:
                        made.append(HOLE)
                    else:
                        made.append((yield from ill_formed(raw)))
        return made

    # -- nodes that others may refer to before they are complete -----------------------------------

    def _array(self, node: Node) -> list[object]:
        match node:
            case (_, int(length), tuple(raws)) if length == len(raws) and is_count(length):
                return []
        refuse("an array is not [length, values]")

    def _fill_array(self, made: list[object], node: Node) -> Steps[None]:
        made += yield from self._values(node[2], holes=True)

    def _sparse(self, node: Node) -> SparseArray:
        match node:
            # An array without many holes must come as a list.
            case (_, int(length), tuple(pairs)) if (
                len(pairs) % 2 == 0 and len(pairs) + 16 < length and is_count(length)
            ):
                return SparseArray(length, {})
        refuse("a sparse array is not [length, pairs]")

    def _fill_sparse(self, made: SparseArray, node: Node) -> Steps[None]:
        last = -1
        pairs = node[2]
        values = yield from self._values(pairs[1::2])
        for at, index in enumerate(pairs[::2]):
            if type(index) is not int or not last < index < made.length:
                refuse("indices of a sparse array must ascend and be below its length")
            last = index
            made.items[index] = values[at]
            if at % STEP_VALUES == STEP_VALUES - 1:
                yield

    def _object(self, node: Node) -> dict[str, object] | Instance:
        match node:
            case (_, None, tuple(pairs)) if len(pairs) % 2 == 0:
                return {}
            case (_, str(name), tuple(pairs)) if len(pairs) % 2 == 0:
                return Instance(well_formed(name), {})
        refuse("an object is not [class, pairs]")

    def _fill_object(self, made: dict[str, object] | Instance, node: Node) -> Steps[None]:
        properties = made.properties if isinstance(made, Instance) else made
        yield from self._fill_properties(properties, node[2])

    def _fill_properties(self, made: dict[str, object], pairs: Node) -> Steps[None]:
        values = yield from self._values(pairs[1::2])
        for at, raw in enumerate(pairs[::2]):
            key = well_formed(raw) if type(raw) is str else (yield from ill_formed(raw))
            if key in made:
                refuse("an object has a key twice")
            made[key] = values[at]
            if at % STEP_VALUES == STEP_VALUES - 1:
                yield

    def _map(self, node: Node) -> JSMap:
        match node:
            case (_, tuple(pairs)) if len(pairs) % 2 == 0:
                return JSMap([])
        refuse("a map is not [pairs]")

    def _fill_map(self, made: JSMap, node: Node) -> Steps[None]:
        values = yield from self._values(node[1])
        for start in range(0, len(values), 2 * STEP_VALUES):
            part = values[start : start + 2 * STEP_VALUES]
            made.entries += zip(part[::2], part[1::2], strict=True)
            yield

    def _set(self, node: Node) -> JSSet:
        match node:
            case (_, tuple()):
                return JSSet([])
        refuse("a set is not [values]")

    def _fill_set(self, made: JSSet, node: Node) -> Steps[None]:
        made.values += yield from self._values(node[1])

    def _error(self, node: Node) -> JSError:
        match node:
            case (_, _, _, _, tuple(pairs)) if len(pairs) % 2 == 0:
                return JSError(None, None, None, {})
        refuse("an error is not [name, message, stack, pairs]")

    def _fill_error(self, made: JSError, node: Node) -> Steps[None]:
        made.name, made.message, made.stack = yield from self._values(node[1:4])
        yield from self._fill_properties(made.properties, node[4])

    # -- nodes that refer to nothing ---------------------------------------------------------------

    def _date(self, node: Node) -> JSDate:
        match node:
            case (_, None):
                return JSDate(math.nan)
            case (_, int(ms)) if not isinstance(ms, bool) and -MAX_DATE_MS <= ms <= MAX_DATE_MS:
                return JSDate(float(ms))
        refuse("a date is not [ms]")

    def _buffer(self, node: Node) -> ArrayBuffer:
        match node:
            case (_, str(text)):
                return ArrayBuffer(base64_bytes(text))
        refuse("a buffer is not [base64]")

    def _opaque(self, node: Node) -> Opaque:
        match node:
            case (_, str(kind), str(description), str(path)) if (
                kind in OPAQUE_KINDS and max(len(description), len(path)) <= _MAX_DESCRIPTION
            ):
                return Opaque(kind, well_formed(description), well_formed(path))
        refuse("an opaque is not [kind, description, path]")

    # -- nodes that are immutable, and hold values -------------------------------------------------

    def _regexp(self, node: Node) -> Steps[RegExp]:
        match node:
            case (_, raw, str(flags)) if are_flags(flags):
                (source,) = yield from self._values((raw,))
                if isinstance(source, str):
                    return RegExp(source, flags)
        refuse("a regexp is not [source, flags]")

    def _view(self, node: Node) -> Steps[TypedArray]:
        match node:
            case (_, str(kind), (int(),) as reference, int(offset), int(length)) if (
                kind in ELEMENT_BYTES and is_count(offset) and is_count(length)
            ):
                (buffer,), size = (yield from self._values((reference,))), ELEMENT_BYTES[kind]
                if (
                    isinstance(buffer, ArrayBuffer)
                    and offset % size == 0
                    and offset + length * size <= len(buffer.data)
                ):
                    return TypedArray(kind, buffer, offset, length)
        refuse("a view is not [kind, buffer, offset, length] within its buffer")

    def _boxed(self, node: Node) -> Steps[Boxed]:
        match node:
            case (_, raw):
                (value,) = yield from self._values((raw,))
                is_symbol = isinstance(value, Opaque) and value.kind == "symbol"
                if is_symbol or isinstance(value, bool | int | float | str):
                    return Boxed(value)
        refuse("a boxed is not [primitive]")


# The decoder's own methods, by the kind of node they are for.
_SHELLS: Final[dict[object, Callable[[_Decoder, Node], object]]] = {
    "array": _Decoder._array,
    "sparse": _Decoder._sparse,
    "object": _Decoder._object,
    "date": _Decoder._date,
    "map": _Decoder._map,
    "set": _Decoder._set,
    "buffer": _Decoder._buffer,
    "error": _Decoder._error,
    "opaque": _Decoder._opaque,
}
_LATE: Final[dict[object, Callable[[_Decoder, Node], Steps[object]]]] = {
    "regexp": _Decoder._regexp,
    "view": _Decoder._view,
    "boxed": _Decoder._boxed,
}
_FILLS: Final[dict[object, Callable[[_Decoder, Any, Node], Steps[None]]]] = {
    "array": _Decoder._fill_array,
    "sparse": _Decoder._fill_sparse,
    "object": _Decoder._fill_object,
    "map": _Decoder._fill_map,
    "set": _Decoder._fill_set,
    "error": _Decoder._fill_error,
}


def _checked(item: object) -> Node:
    """Return a heap entry that is of some known kind."""
    if type(item) is tuple and item and type(item[0]) is str:
        kind = item[0]
        if kind in _SHELLS or kind in _LATE:
            return item
    refuse("a heap entry is of no known kind")
