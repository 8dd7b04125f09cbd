"""From a value table, as a worker sent it, to Python values.

The worker is hostile until proven otherwise: every shape, type, index, length, offset, encoding and
name is checked, and what the guest's encoder would have written differently is refused, so that one
value has one table. Nothing is allocated by a number that the worker chose. There is no recursion.
The size of a table is bounded before it gets here, by the frame that carried it.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable
from functools import partial
from typing import Final, NoReturn

from stockade_policies.errors import ProtocolError

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
    Opaque,
    RegExp,
    SparseArray,
    TypedArray,
    are_flags,
    has_lone_surrogate,
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

_HEX = re.compile(r"-?[1-9a-f][0-9a-f]*|0")
_UTF16_HEX = re.compile(r"[0-9a-f]+")  # no group: repeating one costs a megabyte each
_CONSTANTS: Final[dict[str, object]] = {
    "u": UNDEFINED,
    "-0": -0.0,
    "nan": math.nan,
    "inf": math.inf,
    "-inf": -math.inf,
}


def decode_table(table: object) -> object:
    """Return the value of a table that msgpack or JSON has decoded.

    Raises `ProtocolError` for any flaw.
    """
    match table:
        case {"root": root, "heap": list(heap), **rest} if not rest:
            return _Decoder(heap).decode(root)
    _refuse("it is not {root, heap}")


class _Decoder:
    """Makes an empty object for each node first, so that any may refer to any, then fills them."""

    def __init__(self, heap: list[object]) -> None:
        self._heap = heap
        self._made: list[object] = [None] * len(heap)
        self._fills: list[Callable[[], None]] = []

    def decode(self, root: object) -> object:
        late = []
        for number, item in enumerate(self._heap):
            kind, node = _node(item)
            if kind in _LATE:
                late.append((number, kind, node))
            else:
                self._made[number] = _SHELLS[kind](self, node)
        for number, kind, node in late:
            self._made[number] = _LATE[kind](self, node)
        for fill in self._fills:
            fill()
        return self._value(root)

    # -- values ------------------------------------------------------------------------------------

    def _value(self, raw: object) -> object:
        match raw:
            case None | bool():
                return raw
            case str():
                return _well_formed(raw)
            case int():
                if not -MAX_SAFE_INTEGER <= raw <= MAX_SAFE_INTEGER:
                    _refuse("an integer is beyond 2**53 - 1")
                return raw
            case float():
                return _float(raw)
            case [int(number)] if not isinstance(number, bool):
                if not 0 <= number < len(self._made):
                    _refuse("a reference leads out of the heap")
                return self._made[number]
            case [str(tag)] if tag in _CONSTANTS:
                return _CONSTANTS[tag]
            case ["n", str(digits)] if _HEX.fullmatch(digits):
                return BigInt(digits, 16)
            case ["w", str(digits)]:
                return _ill_formed(digits)
        _refuse("a value is of no known shape")

    # -- nodes that others may refer to before they are complete -----------------------------------

    def _array(self, node: list[object]) -> list[object]:
        match node:
            case [int(length), list(raws)] if length == len(raws) and _is_count(length):
                made: list[object] = []
                self._fills.append(partial(self._fill_array, made, raws))
                return made
        _refuse("an array is not [length, values]")

    def _fill_array(self, made: list[object], raws: list[object]) -> None:
        made += [HOLE if raw == ["h"] else self._value(raw) for raw in raws]

    def _sparse(self, node: list[object]) -> SparseArray:
        match node:
            # An array without many holes must come as a list.
            case [int(length), list(pairs)] if (
                len(pairs) % 2 == 0 and len(pairs) + 16 < length and _is_count(length)
            ):
                made = SparseArray(length, {})
                self._fills.append(partial(self._fill_sparse, made, pairs))
                return made
        _refuse("a sparse array is not [length, pairs]")

    def _fill_sparse(self, made: SparseArray, pairs: list[object]) -> None:
        last = -1
        for index, raw in zip(pairs[::2], pairs[1::2], strict=True):
            if not isinstance(index, int) or not _is_count(index) or not last < index < made.length:
                _refuse("indices of a sparse array must ascend and be below its length")
            last = index
            made.items[index] = self._value(raw)

    def _object(self, node: list[object]) -> dict[str, object] | Instance:
        match node:
            case [None, list(pairs)] if len(pairs) % 2 == 0:
                plain: dict[str, object] = {}
                self._fills.append(partial(self._fill_properties, plain, pairs))
                return plain
            case [str(name), list(pairs)] if len(pairs) % 2 == 0:
                made = Instance(_well_formed(name), {})
                self._fills.append(partial(self._fill_properties, made.properties, pairs))
                return made
        _refuse("an object is not [class, pairs]")

    def _fill_properties(self, made: dict[str, object], pairs: list[object]) -> None:
        for raw_key, raw in zip(pairs[::2], pairs[1::2], strict=True):
            key = _text(raw_key)
            if key in made:
                _refuse("an object has a key twice")
            made[key] = self._value(raw)

    def _map(self, node: list[object]) -> JSMap:
        match node:
            case [list(pairs)] if len(pairs) % 2 == 0:
                made = JSMap([])
                self._fills.append(partial(self._fill_map, made, pairs))
                return made
        _refuse("a map is not [pairs]")

    def _fill_map(self, made: JSMap, pairs: list[object]) -> None:
        values = [self._value(raw) for raw in pairs]
        made.entries += zip(values[::2], values[1::2], strict=True)

    def _set(self, node: list[object]) -> JSSet:
        match node:
            case [list(raws)]:
                made = JSSet([])
                self._fills.append(partial(self._fill_set, made, raws))
                return made
        _refuse("a set is not [values]")

    def _fill_set(self, made: JSSet, raws: list[object]) -> None:
        made.values += [self._value(raw) for raw in raws]

    def _error(self, node: list[object]) -> JSError:
        match node:
            case [name, message, stack, list(pairs)] if len(pairs) % 2 == 0:
                made = JSError(None, None, None, {})
                self._fills.append(partial(self._fill_error, made, name, message, stack))
                self._fills.append(partial(self._fill_properties, made.properties, pairs))
                return made
        _refuse("an error is not [name, message, stack, pairs]")

    def _fill_error(self, made: JSError, name: object, message: object, stack: object) -> None:
        made.name = self._value(name)
        made.message = self._value(message)
        made.stack = self._value(stack)

    # -- nodes that refer to nothing ---------------------------------------------------------------

    def _date(self, node: list[object]) -> JSDate:
        match node:
            case [None]:
                return JSDate(math.nan)
            case [int(ms)] if not isinstance(ms, bool) and -MAX_DATE_MS <= ms <= MAX_DATE_MS:
                return JSDate(float(ms))
        _refuse("a date is not [ms]")

    def _regexp(self, node: list[object]) -> RegExp:
        match node:
            case [source, str(flags)] if are_flags(flags):
                return RegExp(_text(source), flags)
        _refuse("a regexp is not [source, flags]")

    def _buffer(self, node: list[object]) -> ArrayBuffer:
        match node:
            case [str(text)]:
                return ArrayBuffer(_base64(text))
        _refuse("a buffer is not [base64]")

    def _opaque(self, node: list[object]) -> Opaque:
        match node:
            case [str(kind), str(description), str(path)] if (
                kind in OPAQUE_KINDS and max(len(description), len(path)) <= _MAX_DESCRIPTION
            ):
                return Opaque(kind, _well_formed(description), _well_formed(path))
        _refuse("an opaque is not [kind, description, path]")

    # -- nodes that are immutable and refer to others ----------------------------------------------

    def _view(self, node: list[object]) -> TypedArray:
        match node:
            case [str(kind), [int()] as reference, int(offset), int(length)] if (
                kind in ELEMENT_BYTES and _is_count(offset) and _is_count(length)
            ):
                buffer, size = self._value(reference), ELEMENT_BYTES[kind]
                if (
                    isinstance(buffer, ArrayBuffer)
                    and offset % size == 0
                    and offset + length * size <= len(buffer.data)
                ):
                    return TypedArray(kind, buffer, offset, length)
        _refuse("a view is not [kind, buffer, offset, length] within its buffer")

    def _boxed(self, node: list[object]) -> Boxed:
        match node:
            case [raw]:
                value = self._value(raw)
                is_symbol = isinstance(value, Opaque) and value.kind == "symbol"
                if is_symbol or isinstance(value, bool | int | float | str):
                    return Boxed(value)
        _refuse("a boxed is not [primitive]")


_Shell = Callable[[_Decoder, list[object]], object]

# The decoder's own methods, by the kind of node they are for.
_SHELLS: Final[dict[str, _Shell]] = {
    "array": _Decoder._array,
    "sparse": _Decoder._sparse,
    "object": _Decoder._object,
    "date": _Decoder._date,
    "regexp": _Decoder._regexp,
    "map": _Decoder._map,
    "set": _Decoder._set,
    "buffer": _Decoder._buffer,
    "error": _Decoder._error,
    "opaque": _Decoder._opaque,
}
_LATE: Final[dict[str, _Shell]] = {"view": _Decoder._view, "boxed": _Decoder._boxed}


def _node(item: object) -> tuple[str, list[object]]:
    match item:
        case [str(kind), *node] if kind in _SHELLS or kind in _LATE:
            return kind, node
    _refuse("a heap entry is of no known kind")


def _is_count(number: int) -> bool:
    """Tell whether this is an array's length or index; True and False are ints too."""
    return not isinstance(number, bool) and 0 <= number <= MAX_ARRAY_LENGTH


def _text(raw: object) -> str:
    """Return a string that may hold lone surrogates."""
    match raw:
        case str():
            return _well_formed(raw)
        case ["w", str(digits)]:
            return _ill_formed(digits)
    _refuse("a string is expected")


def _float(number: float) -> float:
    # Integers come as such; the others have tags.
    if not math.isfinite(number) or (number.is_integer() and abs(number) <= MAX_SAFE_INTEGER):
        _refuse("a number is not in its own form")
    return number


def _well_formed(text: str) -> str:
    if has_lone_surrogate(text):
        _refuse("a string holds a lone surrogate")
    return text


def _ill_formed(digits: str) -> str:
    if len(digits) % 4 or not _UTF16_HEX.fullmatch(digits):
        _refuse("a string is not in UTF-16 hexadecimal")
    text = bytes.fromhex(digits).decode("utf-16-be", "surrogatepass")
    if not has_lone_surrogate(text):
        _refuse("a well-formed string must come as it is")
    return text


def _base64(text: str) -> bytes:
    try:
        data = binascii.a2b_base64(text.encode("ascii"), strict_mode=True)
    except (ValueError, UnicodeEncodeError):
        _refuse("a buffer is not in base64")
    # Strict mode does not look at the bits that padding leaves over.
    if base64.b64encode(data) != text.encode("ascii"):
        _refuse("a buffer is not in base64")
    return data


def _refuse(reason: str) -> NoReturn:
    raise ProtocolError(f"value table: {reason}")
