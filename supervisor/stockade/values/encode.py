"""From Python values to a value table for a worker.

The caller is trusted, but makes mistakes: what cannot cross is refused by its path and type before
a worker is asked for, and nothing is changed silently.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final, NoReturn

from stockade_policies.errors import InputError

from .model import (
    ELEMENT_BYTES,
    HOLE,
    MAX_ARRAY_LENGTH,
    MAX_DATE_MS,
    MAX_SAFE_INTEGER,
    UNDEFINED,
    ArrayBuffer,
    BigInt,
    Boxed,
    Instance,
    JSDate,
    JSError,
    JSMap,
    JSSet,
    RegExp,
    SparseArray,
    TypedArray,
    are_flags,
    has_lone_surrogate,
    to_utf16_hex,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MAX_BIGINT_BITS: Final = 1 << 20  # the engine's own limit
_Step = str | int


def encode_value(
    value: object, *, max_bytes: int, max_nodes: int, field: str = "args"
) -> dict[str, object]:
    """Return the table of a value.

    Beside the types of this package, it takes tuple (as array), set and frozenset (as Set), bytes
    and bytearray (as ArrayBuffer), and an aware datetime (as Date, rounded down to milliseconds).

    max_bytes  of the table as compact JSON in UTF-8.
    max_nodes  values and objects, counted as the guest's encoder counts them.
    field      what the value is called in errors.

    Raises `InputError` for what cannot cross, naming the path to it, and for too much of it.
    """
    return _Encoder(max_bytes, max_nodes, field).encode(value)


class _Encoder:
    def __init__(self, max_bytes: int, max_nodes: int, field: str) -> None:
        self._max_bytes = max_bytes
        self._max_nodes = max_nodes
        self._field = field
        self._bytes = len('{"root":,"heap":[]}')
        self._count = 0
        self._numbers: dict[int, int] = {}
        # By number: the object (kept, so that its id stays its own), its holder's number, the step.
        self._work: list[tuple[object, int, _Step]] = []
        self._holder = -1

    def encode(self, value: object) -> dict[str, object]:
        self._add_nodes(1)
        root = self._value(value, "")
        self._add_bytes(root)
        heap: list[object] = []
        while len(heap) < len(self._work):
            self._holder = len(heap)
            node = self._node(self._work[self._holder][0])
            self._add_bytes(node)
            self._bytes += 1 if heap else 0
            heap.append(node)
        self._check_bytes(0)
        return {"root": root, "heap": heap}

    # -- values ----------------------------------------------------------------------------------

    def _value(self, value: object, step: _Step) -> object:
        match value:
            case None | bool():
                return value
            case BigInt():
                if value.bit_length() > _MAX_BIGINT_BITS:
                    self._refuse(step, value, f"a bigint of at most {_MAX_BIGINT_BITS} bits")
                return ["n", format(int(value), "x")]
            case int():
                if not -MAX_SAFE_INTEGER <= value <= MAX_SAFE_INTEGER:
                    self._refuse(step, value, "within ±(2**53 - 1); wrap it in BigInt")
                return int(value)
            case float():
                return _number(float(value))
            case str():
                return self._text(str.__str__(value))
        if value is UNDEFINED:
            return ["u"]
        return [self._reference(value, step)]

    def _text(self, text: str) -> object:
        self._check_bytes(len(text) + 2)
        return ["w", to_utf16_hex(text)] if has_lone_surrogate(text) else text

    def _reference(self, value: object, step: _Step) -> int:
        number = self._numbers.get(id(value))
        if number is None:
            if not isinstance(value, _CROSSING):
                self._refuse(step, value, f"a value that can cross; {type(value).__name__} cannot")
            self._add_nodes(1)
            number = self._numbers[id(value)] = len(self._work)
            self._work.append((value, self._holder, step))
        return number

    # -- nodes -----------------------------------------------------------------------------------

    def _node(self, value: object) -> list[object]:
        match value:
            case list() | tuple():
                return self._array(value)
            case dict():
                return ["object", None, self._properties(value)]
            case Instance():
                name = self._name(value.class_name)
                return ["object", name, self._properties(value.properties)]
            case JSMap():
                return ["map", self._pairs(value)]
            case JSSet():
                return ["set", self._values(value.values)]
            case set() | frozenset():
                return ["set", self._values(value)]
            case SparseArray():
                return self._sparse(value)
            case JSError():
                return self._error(value)
            case Boxed():
                return self._boxed(value)
        return self._leaf(value)

    def _leaf(self, value: object) -> list[object]:
        match value:
            case datetime():
                return self._date(value)
            case JSDate():
                return ["date", self._date_ms(value)]
            case RegExp():
                if not are_flags(value.flags):
                    self._refuse_here(value, "with flags of dgimsuvy, in this order")
                return ["regexp", self._text(value.source), value.flags]
            case ArrayBuffer():
                return self._buffer(value.data)
            case bytes() | bytearray():
                return self._buffer(value)
            case TypedArray():
                return self._view(value)
        raise AssertionError(value)  # _CROSSING and these two matches name the same types

    def _array(self, values: list[object] | tuple[object, ...]) -> list[object]:
        self._add_nodes(len(values))
        if len(values) > MAX_ARRAY_LENGTH:
            self._refuse_here(values, "an array of at most 2**32 - 1 elements")
        return [
            "array",
            len(values),
            [["h"] if item is HOLE else self._value(item, at) for at, item in enumerate(values)],
        ]

    def _sparse(self, array: SparseArray) -> list[object]:
        length, items = array.length, array.items
        indices = sorted(items)
        if not 0 <= length <= MAX_ARRAY_LENGTH or (
            indices and not 0 <= indices[0] <= indices[-1] < length
        ):
            self._refuse_here(array, "a length up to 2**32 - 1 and indices below it")
        if length <= 2 * len(indices) + 16:  # not worth the form: the table knows it as an array
            return self._array([items.get(index, HOLE) for index in range(length)])
        self._add_nodes(len(indices))
        pairs: list[object] = []
        for index in indices:
            pairs += index, self._value(items[index], index)
        return ["sparse", length, pairs]

    def _properties(self, properties: Mapping[str, object]) -> list[object]:
        self._add_nodes(len(properties))
        pairs: list[object] = []
        for key, item in properties.items():
            if not isinstance(key, str):
                self._refuse_here(key, "a str, as every key of an object")
            text = str.__str__(key)
            pairs += self._text(text), self._value(item, text)
        return pairs

    def _pairs(self, value: JSMap) -> list[object]:
        self._add_nodes(2 * len(value.entries))
        pairs: list[object] = []
        for at, (key, item) in enumerate(value.entries):
            pairs += self._value(key, f"<key {at}>"), self._value(item, f"<value {at}>")
        return pairs

    def _values(self, values: Iterable[object]) -> list[object]:
        found = list(values)
        self._add_nodes(len(found))
        return [self._value(item, f"<{at}>") for at, item in enumerate(found)]

    def _error(self, error: JSError) -> list[object]:
        self._add_nodes(3)
        return [
            "error",
            self._value(error.name, "name"),
            self._value(error.message, "message"),
            self._value(error.stack, "stack"),
            self._properties(error.properties),
        ]

    def _boxed(self, boxed: Boxed) -> list[object]:
        if not isinstance(boxed.value, bool | int | float | str):
            self._refuse_here(boxed.value, "a bool, number, str or BigInt, to be boxed")
        self._add_nodes(1)
        return ["boxed", self._value(boxed.value, "value")]

    def _date(self, moment: datetime) -> list[object]:
        if moment.utcoffset() is None:
            self._refuse_here(moment, "aware: a datetime with a time zone")
        return ["date", (moment - _EPOCH) // timedelta(milliseconds=1)]

    def _date_ms(self, date: JSDate) -> int | None:
        if math.isnan(date.ms):
            return None
        if not abs(date.ms) <= MAX_DATE_MS or date.ms != int(date.ms):
            self._refuse_here(date, "whole milliseconds within ±8.64e15, or NaN")
        return int(date.ms)

    def _buffer(self, data: bytes | bytearray) -> list[object]:
        self._check_bytes(4 * math.ceil(len(data) / 3))
        return ["buffer", base64.b64encode(data).decode("ascii")]

    def _view(self, view: TypedArray) -> list[object]:
        size = ELEMENT_BYTES.get(view.kind, 0)
        if (
            size == 0
            or min(view.offset, view.length) < 0
            or view.offset % size
            or view.offset + view.length * size > len(view.buffer.data)
        ):
            self._refuse_here(view, "of a known kind, aligned, and within its buffer")
        number = self._reference(view.buffer, "buffer")
        return ["view", view.kind, [number], view.offset, view.length]

    def _name(self, class_name: str) -> str:
        if has_lone_surrogate(class_name):
            self._refuse_here(class_name, "a class name without lone surrogates")
        return class_name

    # -- limits and errors -----------------------------------------------------------------------

    def _add_nodes(self, count: int) -> None:
        self._count += count
        if self._count > self._max_nodes:
            raise InputError(self._field, self._count, f"at most {self._max_nodes} values")

    def _add_bytes(self, part: object) -> None:
        self._bytes += len(json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode())
        self._check_bytes(0)

    def _check_bytes(self, coming: int) -> None:
        if self._bytes + coming > self._max_bytes:
            raise InputError(self._field, self._bytes + coming, f"at most {self._max_bytes} bytes")

    def _refuse(self, step: _Step, value: object, bound: str) -> NoReturn:
        raise InputError(self._path(self._holder) + _step_text(step), value, bound)

    def _refuse_here(self, value: object, bound: str) -> NoReturn:
        raise InputError(self._path(self._holder), value, bound)

    def _path(self, number: int) -> str:
        steps = []
        while number >= 0:
            _, number, step = self._work[number]
            steps.append(_step_text(step))
        return self._field + "".join(reversed(steps))


_CROSSING = (
    *(list, tuple, dict, set, frozenset, bytes, bytearray, datetime),
    *(JSDate, RegExp, JSMap, JSSet, ArrayBuffer, TypedArray, JSError, Instance, Boxed, SparseArray),
)


def _number(number: float) -> object:
    if math.isnan(number):
        return ["nan"]
    if math.isinf(number):
        return ["inf"] if number > 0 else ["-inf"]
    if number == 0 and math.copysign(1, number) < 0:
        return ["-0"]
    if number.is_integer() and abs(number) <= MAX_SAFE_INTEGER:
        return int(number)
    return number


def _step_text(step: _Step) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    if step == "" or step.startswith("<"):
        return step
    return f".{step}" if step.isidentifier() else f"[{json.dumps(step[:100])}]"
