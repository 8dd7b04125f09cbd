"""Frames: a four-byte big-endian length, then one msgpack map (Sans-IO).

Theory of operation. Both ends of a pipe use this module, but only one of them can be trusted, so
the decoder is written for the supervisor's side. Three checks come before the msgpack library sees
a byte:

1. the length is compared with the limit before any of the body is kept;
2. `measure` walks the headers of the body without building anything. It counts items and depth, and
   refuses extension types, lengths that the body cannot hold, and trailing bytes. This matters
   because a list header makes the library allocate what it announces: 5 bytes can ask for
   megabytes, and 4 MB of `0x90` become 347 MB of empty lists;
3. the decoded map is checked for string keys and duplicates while it is built.

Format: https://github.com/msgpack/msgpack/blob/master/spec.md
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Any

import msgpack

from stockade_policies.errors import ProtocolError

HEADER = struct.Struct(">I")
HEADER_BYTES = HEADER.size
MAX_DEPTH = 12
"""Nesting that a frame may have: the deepest honest one is a value table (6)."""

# What a first byte announces: that many bytes, that many items, twice that many items, or trouble.
_PLAIN, _LIST, _MAP, _REFUSED = range(4)


def _layout() -> list[tuple[int, int, int]]:
    """Return, for each first byte, (class, size of the count that follows, count if none does)."""
    table = [(_REFUSED, 0, 0)] * 256
    for byte in (*range(0x80), *range(0xE0, 0x100), 0xC0, 0xC2, 0xC3):
        table[byte] = (_PLAIN, 0, 0)
    for byte, size in {
        0xCA: 4,
        0xCB: 8,
        0xCC: 1,
        0xCD: 2,
        0xCE: 4,
        0xCF: 8,
        0xD0: 1,
        0xD1: 2,
        0xD2: 4,
        0xD3: 8,
    }.items():
        table[byte] = (_PLAIN, 0, size)
    for low in range(0x20):
        table[0xA0 + low] = (_PLAIN, 0, low)
    for low in range(0x10):
        table[0x90 + low] = (_LIST, 0, low)
        table[0x80 + low] = (_MAP, 0, low)
    for byte, size in {0xD9: 1, 0xDA: 2, 0xDB: 4, 0xC4: 1, 0xC5: 2, 0xC6: 4}.items():
        table[byte] = (_PLAIN, size, 0)
    table[0xDC], table[0xDD] = (_LIST, 2, 0), (_LIST, 4, 0)
    table[0xDE], table[0xDF] = (_MAP, 2, 0), (_MAP, 4, 0)
    return table


_LAYOUT = _layout()


def measure(body: bytes, *, max_items: int) -> int:  # noqa: C901 - one loop, a call per item costs
    """Walk the headers of one msgpack value and return how many items it has; build nothing.

    Raises `ProtocolError` for more than `max_items` items, nesting beyond `MAX_DEPTH`, an extension
    type, a truncated value, or bytes after its end.
    """
    end, at, items = len(body), 0, 1
    open_counts: list[int] = []  # items still to come, per enclosing container
    left = 1
    while True:
        while left == 0:
            if not open_counts:
                if at > end:
                    raise ProtocolError("a message is cut off")
                if at < end:
                    raise ProtocolError(f"{end - at} bytes after the end of the message")
                return items
            left = open_counts.pop()
        if at >= end:  # also when the string before announced more than there is
            raise ProtocolError("a message is cut off")
        left -= 1
        kind, width, constant = _LAYOUT[body[at]]
        at += 1
        if width:
            constant = int.from_bytes(body[at : at + width], "big")
            at += width
        if kind == _PLAIN:
            at += constant
            continue
        if kind == _REFUSED:
            raise ProtocolError("a type that this protocol does not use")
        count = constant * kind
        items += count
        if items > max_items:
            raise ProtocolError(f"a message holds more than {max_items} items")
        if count > end - at:
            raise ProtocolError("a list is longer than its message")
        if len(open_counts) >= MAX_DEPTH:
            raise ProtocolError(f"a message is nested deeper than {MAX_DEPTH}")
        open_counts.append(left)
        left = count


def _unique_pairs(pairs: list[tuple[Any, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ProtocolError("a map names one key twice")
    for key in result:
        if type(key) is not str:
            raise ProtocolError(f"a map key is {type(key).__name__}, not a string")
    return result


def decode_body(body: bytes, *, max_items: int) -> dict[str, Any]:
    """Decode one frame's body into a map of plain values. Raises only `ProtocolError`."""
    measure(body, max_items=max_items)
    try:
        message = msgpack.unpackb(body, raw=False, object_pairs_hook=_unique_pairs)
    except ProtocolError:
        raise
    except (ValueError, TypeError, MemoryError) as error:  # msgpack's own errors are ValueErrors
        raise ProtocolError(f"a message does not decode: {type(error).__name__}") from None
    if type(message) is not dict:
        raise ProtocolError(f"a message is {type(message).__name__}, not a map")
    return message


def encode_frame(message: Mapping[str, object]) -> bytes:
    """Return the whole frame for `message`. The caller keeps within the receiver's limits."""
    body: bytes = msgpack.packb(message, use_bin_type=True)
    return HEADER.pack(len(body)) + body


def encode_pieces(message: Mapping[str, object]) -> tuple[bytes, memoryview]:
    """Return the frame for `message` as header and body, without a copy of a large body."""
    packer = msgpack.Packer(use_bin_type=True, autoreset=False)
    packer.pack(message)
    body: memoryview = packer.getbuffer()
    return HEADER.pack(len(body)), body


class FrameDecoder:
    """Cut a byte stream into frame bodies; never hold more than one frame's limit.

    `max_frame_bytes` bounds one body, `max_frames` and `max_bytes` the whole stream (a flood of
    tiny frames costs the reader more than one big one).
    """

    __slots__ = ("_buffer", "_bytes_left", "_frames_left", "_max_frame_bytes")

    def __init__(self, *, max_frame_bytes: int, max_frames: int, max_bytes: int) -> None:
        self._buffer = bytearray()
        self._max_frame_bytes = max_frame_bytes
        self._frames_left = max_frames
        self._bytes_left = max_bytes

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Take bytes from the pipe and yield each body that is now complete.

        Raises `ProtocolError` when a limit is passed; the stream can't be used after that.
        """
        self._bytes_left -= len(data)
        if self._bytes_left < 0:
            raise ProtocolError("the stream is longer than its limit")
        self._buffer += data
        while len(self._buffer) >= HEADER.size:
            (length,) = HEADER.unpack_from(self._buffer)
            if length > self._max_frame_bytes:
                raise ProtocolError(f"a frame of {length} bytes; at most {self._max_frame_bytes}")
            end = HEADER.size + length
            if len(self._buffer) < end:
                return
            self._frames_left -= 1
            if self._frames_left < 0:
                raise ProtocolError("the stream has more frames than its limit")
            body = bytes(self._buffer[HEADER.size : end])
            del self._buffer[:end]
            yield body

    @property
    def is_between_frames(self) -> bool:
        """Tell whether the stream could end here without cutting a frame."""
        return not self._buffer
