"""What guest values are in Python.

Where Python has the same thing, it is used: None (null), bool, int and float (number), str, list
(array), dict (plain object). The types here are for the rest. Cycles and shared references are
kept, so `==` and `repr()` may go deeper than Python's recursion limit; `to_jsonable` does not.

A str may hold lone surrogates, as in JavaScript; encoding it then raises `UnicodeEncodeError`.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, final

MAX_SAFE_INTEGER: Final = 2**53 - 1
"""The largest n for which n and n + 1 are different JavaScript numbers."""

MAX_ARRAY_LENGTH: Final = 2**32 - 1
MAX_DATE_MS: Final = 8_640_000_000_000_000
"""ECMAScript, section "Time Values and Time Range"."""

REGEXP_FLAGS: Final = "dgimsuvy"

ELEMENT_FORMATS: Final = {
    "Int8Array": "b",
    "Uint8Array": "B",
    "Uint8ClampedArray": "B",
    "Int16Array": "h",
    "Uint16Array": "H",
    "Int32Array": "i",
    "Uint32Array": "I",
    "BigInt64Array": "q",
    "BigUint64Array": "Q",
    "Float16Array": "e",
    "Float32Array": "f",
    "Float64Array": "d",
}
"""Each typed array's element, as in `struct`."""

ELEMENT_BYTES: Final = {
    "DataView": 1,
    **{kind: struct.calcsize("<" + letter) for kind, letter in ELEMENT_FORMATS.items()},
}
"""The size of what a view's length counts, by kind of view."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DECIMAL_BITS = 1024


@final
class Undefined:
    """The type of `UNDEFINED`."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """Be false, as in JavaScript."""
        return False

    def __repr__(self) -> str:
        """Return its name."""
        return "UNDEFINED"

    def __reduce__(self) -> str:
        """Make copy and pickle return the one instance."""
        return "UNDEFINED"


@final
class Hole:
    """The type of `HOLE`."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """Be false, as the undefined that reads from it."""
        return False

    def __repr__(self) -> str:
        """Return its name."""
        return "HOLE"

    def __reduce__(self) -> str:
        """Make copy and pickle return the one instance."""
        return "HOLE"


UNDEFINED: Final = Undefined()
"""JavaScript's undefined; null is None."""

HOLE: Final = Hole()
"""A list element that is not there, as the middle one of `[1, , 2]`."""


class BigInt(int):
    """A bigint. Does arithmetic as an int does, and gives an int."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return the value; in hexadecimal if it is large, for decimal takes quadratic time."""
        return f"BigInt({self.digits()})"

    def __str__(self) -> str:
        """Return the value's digits."""
        return self.digits()

    def digits(self) -> str:
        """Return decimal digits, or, beyond 1,024 bits, hexadecimal ones after "0x"."""
        return int.__repr__(self) if self.bit_length() <= _DECIMAL_BITS else hex(self)


@dataclass(frozen=True, slots=True)
class JSDate:
    """A Date; ms since 1970 in UTC, NaN for an invalid one."""

    ms: float

    def to_datetime(self) -> datetime:
        """Return it in UTC. Raises `ValueError` for an invalid date or a year beyond 1 to 9999."""
        try:
            return _EPOCH + timedelta(milliseconds=self.ms)
        except OverflowError as error:
            raise ValueError("the year is out of datetime's range") from error


@dataclass(frozen=True, slots=True)
class RegExp:
    """A regular expression, as JavaScript writes it; Python's syntax is another."""

    source: str
    flags: str = ""


@dataclass(slots=True)
class JSMap:
    """A Map; a list of (key, value), for keys may be anything."""

    entries: list[tuple[object, object]]


@dataclass(slots=True)
class JSSet:
    """A Set, in insertion order."""

    values: list[object]


@dataclass(frozen=True, slots=True)
class ArrayBuffer:
    """An ArrayBuffer or SharedArrayBuffer."""

    data: bytes


@dataclass(frozen=True, slots=True)
class TypedArray:
    """A view of a buffer.

    kind    "Uint8Array" and its like, or "DataView".
    offset  bytes from the start of the buffer.
    length  elements; bytes for a DataView.
    """

    kind: str
    buffer: ArrayBuffer
    offset: int
    length: int

    def tolist(self) -> list[int | float]:
        """Return the elements. Raises `TypeError` for a DataView, which has none."""
        letter = ELEMENT_FORMATS.get(self.kind)
        if letter is None:
            raise TypeError("a DataView has no elements")
        return list(struct.unpack_from(f"<{self.length}{letter}", self.buffer.data, self.offset))


@dataclass(slots=True)
class JSError:
    """An error object; name, message and stack are usually str, but a guest may make them anything.

    properties  own enumerable ones, and own `cause`, `errors`, `error` and `suppressed`.
    """

    name: object
    message: object
    stack: object = ""
    properties: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Instance:
    """An object that is not plain.

    class_name  the constructor's name; "" if it could not be told.
    properties  own enumerable ones. Of a built-in object that has properties of its own or is of a
                subclass, "[[value]]" is the bare object.
    """

    class_name: str
    properties: dict[str, object]


@dataclass(slots=True)
class Boxed:
    """A primitive in its object form, as `new Number(1)`."""

    value: object


@dataclass(frozen=True, slots=True)
class Opaque:
    """Something that cannot cross, and where it was.

    kind         "function", "symbol", "proxy", "promise", "getter" (one that threw), ...
    description  for people; at most some 200 characters, chosen by the guest.
    path         as in $.list[3].name, from the value that was returned.
    """

    kind: str
    description: str
    path: str


@dataclass(slots=True)
class SparseArray:
    """An array that is mostly holes; `items` by index, in ascending order."""

    length: int
    items: dict[int, object]


def has_lone_surrogate(text: str) -> bool:
    """Tell whether a str is not well-formed."""
    if text.isascii():
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def to_utf16_hex(text: str) -> str:
    """Return four hexadecimal digits for each UTF-16 code unit."""
    return text.encode("utf-16-be", "surrogatepass").hex()


def are_flags(flags: str) -> bool:
    """Tell whether these are a regular expression's flags, in the order in which it shows them."""
    ordered = "".join(letter for letter in REGEXP_FLAGS if letter in flags)
    return flags == ordered and not ("u" in flags and "v" in flags)
