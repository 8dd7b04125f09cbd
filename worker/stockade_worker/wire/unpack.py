"""From msgpack bytes to plain values, by a walk that an attacker can't make long, deep or large.

Theory of operation. The bytes may be anything, and the library's decoder is one call: it can't be
interrupted, it allocates what a list header announces, and 4 MB of `0x90` make it build 347 MB. So
the walk is done here, a bounded number of items at a time:

- an item counts against the budget when its container announces it, before anything is built;
- a container may not announce more items than there are bytes left, as each takes one at least;
- nesting is counted, and there is no recursion;
- extension types, timestamps among them, are refused, and so are map keys that are not strings or
  that come twice, strings that are not UTF-8, and bytes after the end.

Lists become tuples: the garbage collector soon stops looking at a tuple of plain things, while a
hundred thousand lists would make each of its full passes hold everybody up for a long time.

Each item costs ITEM_BYTES of memory at most, beside the bytes of its text. Format:
https://github.com/msgpack/msgpack/blob/master/spec.md
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from stockade_policies.errors import ProtocolError

from .steps import Steps, release

MAX_DEPTH = 12
"""Nesting that a frame may have: the deepest honest one is a value table (6)."""

ITEM_BYTES = 120
"""Memory that one item may take while it is unpacked, beside its text: small maps are dearest."""

MAX_ENTRIES = 64
"""Entries that one map may have: it is made in one go. The largest honest one has some twenty."""

STEP_ITEMS = 500
"""Items between two pauses: some 0.1 ms."""

# What follows a first byte: a number of that size and reading; text or bytes, after a length of
# that many bytes; the items of a container, after a count of that many bytes.
_NUMBERS: dict[int, tuple[int, Callable[[bytes, int], tuple[Any, ...]]]] = {
    byte: (struct.calcsize(form), struct.Struct(form).unpack_from)
    for byte, form in {
        0xCA: ">f", 0xCB: ">d", 0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q",
        0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q",
    }.items()
}  # fmt: skip
_CONSTANTS = {0xC0: None, 0xC2: False, 0xC3: True}
_BYTES = {0xC4: 1, 0xC5: 2, 0xC6: 4}
_LENGTHS = {0xD9: 1, 0xDA: 2, 0xDB: 4, **_BYTES}
_COUNTS = {0xDC: 2, 0xDD: 4, 0xDE: 2, 0xDF: 4}
_MAPS = {*range(0x80, 0x90), 0xDE, 0xDF}


def unpack(body: bytes, *, max_items: int, max_text_bytes: int) -> Steps[object]:
    """Return the one value in `body`, built from dict, tuple, str, bytes, int, float, bool, None.

    Raises only `ProtocolError`: for more than `max_items` items, a text of more than
    `max_text_bytes`, nesting beyond `MAX_DEPTH`, and for whatever else the module's note names.
    """
    held: list[Any] = []
    try:
        return (yield from _walk(body, max_items, max_text_bytes, held))
    except (ProtocolError, IndexError, struct.error, UnicodeDecodeError) as error:
        failure = _explained(error)
    yield from release(held)
    raise failure


def _walk(  # noqa: C901 - one loop: a call for each item costs
    body: bytes, max_items: int, max_text_bytes: int, held: list[Any]
) -> Steps[object]:
    """Walk over `body`; `held` has what was built so far, for whoever has to let go of it."""
    end, at, items, pause = len(body), 0, 1, STEP_ITEMS
    values: list[Any] = []  # of the container that is being filled
    held.append(values)
    is_map, left = False, 1
    outer: list[tuple[bool, int]] = []
    while True:
        while left == 0:
            if not outer:
                if at < end:
                    raise ProtocolError(f"{end - at} bytes after the end of the message")
                return values[0]
            done: object = _mapping(values) if is_map else tuple(values)
            is_map, left = outer.pop()
            held.pop()
            values = held[-1]
            values.append(done)
        left -= 1
        pause -= 1
        if pause == 0:
            pause = STEP_ITEMS
            yield
        byte = body[at]
        at += 1
        # The commonest first.
        if byte < 0x80:
            values.append(byte)
        elif 0xA0 <= byte < 0xC0:
            stop = at + byte - 0xA0
            values.append(str(body[at:stop], "utf-8"))
            at = stop
        elif byte < 0xA0 or byte in _COUNTS:
            width = _COUNTS.get(byte, 0)
            count = int.from_bytes(body[at : at + width], "big") if width else byte & 0x0F
            at += width
            holds_pairs = byte in _MAPS
            if holds_pairs and count > MAX_ENTRIES:
                raise ProtocolError(f"a map of {count} entries; at most {MAX_ENTRIES}")
            count <<= holds_pairs
            items += count
            if items > max_items:
                raise ProtocolError(f"a message holds more than {max_items} items")
            if count > end - at:
                raise ProtocolError("a list is longer than its message")
            if len(outer) >= MAX_DEPTH:
                raise ProtocolError(f"a message is nested deeper than {MAX_DEPTH}")
            outer.append((is_map, left))
            values, is_map, left = [], holds_pairs, count
            held.append(values)
        elif byte in _NUMBERS:
            size, read = _NUMBERS[byte]
            values += read(body, at)
            at += size
        elif byte >= 0xE0:
            values.append(byte - 0x100)
        elif byte in _CONSTANTS:
            values.append(_CONSTANTS[byte])
        elif byte in _LENGTHS:
            start = at + _LENGTHS[byte]
            length = int.from_bytes(body[at:start], "big")
            if length > max_text_bytes:
                raise ProtocolError(f"a text of {length} bytes; at most {max_text_bytes}")
            at = start + length
            content = body[start:at]
            values.append(content if byte in _BYTES else str(content, "utf-8"))
        else:
            raise ProtocolError("a type that this protocol does not use")
        if at > end:
            raise IndexError  # as for a read beyond the end


def _explained(error: Exception) -> ProtocolError:
    if isinstance(error, ProtocolError):
        return error.with_traceback(None)  # it would keep what is to be released
    if isinstance(error, UnicodeDecodeError):
        return ProtocolError("a text is not UTF-8")
    return ProtocolError("a message is cut off")


def _mapping(flat: list[Any]) -> dict[str, Any]:
    """Return the map of a list of key, value, key, value ..."""
    keys = flat[::2]
    for key in keys:
        if type(key) is not str:
            raise ProtocolError(f"a map key is {type(key).__name__}, not a string")
    made = dict(zip(keys, flat[1::2], strict=True))
    if len(made) != len(keys):
        raise ProtocolError("a map names one key twice")
    return made
