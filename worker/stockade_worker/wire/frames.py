"""Frames: a four-byte big-endian length, then one msgpack map (Sans-IO).

Both ends of a pipe use this module, but only one of them can be trusted, so the decoder is written
for the supervisor's side: the length is compared with the limit before any of the body is kept, and
the body is unpacked by a walk of our own (`unpack.py`), which no announcement makes allocate.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

import msgpack

from stockade_policies.errors import ProtocolError

from .steps import finish
from .unpack import unpack

HEADER = struct.Struct(">I")
HEADER_BYTES = HEADER.size
FIRST_BYTES = 4096
"""What a packer starts with, and doubles. Its own 256 KiB would show in what a run has taken."""

_BYTES_HEADER = struct.Struct(">BI")  # msgpack's `bin 32`


def decode_body(body: bytes, *, max_items: int) -> dict[str, Any]:
    """Decode one frame's body into a map of plain values. Raises only `ProtocolError`.

    At once: what has many items travels packed, as bytes in a message, and is unpacked in steps.
    """
    message = finish(unpack(body, max_items=max_items, max_text_bytes=len(body)))
    if type(message) is not dict:
        raise ProtocolError(f"a message is {type(message).__name__}, not a map")
    return message


def encode_frame(message: Mapping[str, object]) -> bytes:
    """Return the whole frame for `message`. The caller keeps within the receiver's limits."""
    body: bytes = msgpack.packb(message, use_bin_type=True)
    return HEADER.pack(len(body)) + body


def encode_before(fields: Mapping[str, object], name: str, content: memoryview) -> bytes:
    """Return all of a frame but its end, which is `content`: the field `name`, as bytes.

    So what is large need not be copied into the frame.
    """
    packer = msgpack.Packer(use_bin_type=True, autoreset=False, buf_size=FIRST_BYTES)
    packer.pack_map_header(len(fields) + 1)
    for key, value in fields.items():
        packer.pack(key)
        packer.pack(value)
    packer.pack(name)
    start: bytes = packer.bytes() + _BYTES_HEADER.pack(0xC6, len(content))
    return HEADER.pack(len(start) + len(content)) + start


class FrameDecoder:
    """Cut a byte stream into frame bodies; never hold more than one frame's limit and one read.

    `max_frame_bytes` bounds one body, `max_frames` and `max_bytes` the whole stream (a flood of
    tiny frames costs the reader more than one big one).
    """

    __slots__ = ("_buffer", "_bytes_left", "_frames_left", "_max_frame_bytes")

    def __init__(self, *, max_frame_bytes: int, max_frames: int, max_bytes: int) -> None:
        self._buffer = bytearray()
        self._max_frame_bytes = max_frame_bytes
        self._frames_left = max_frames
        self._bytes_left = max_bytes

    def feed(self, data: bytes) -> None:
        """Take bytes from the pipe. Raises `ProtocolError` when the stream is too long."""
        self._bytes_left -= len(data)
        if self._bytes_left < 0:
            raise ProtocolError("the stream is longer than its limit")
        self._buffer += data

    def take(self) -> bytes | None:
        """Return the next body, or None while it is not complete.

        Raises `ProtocolError` for a frame that is too large, by its header alone, or one too many;
        the stream can't be used after that.
        """
        if len(self._buffer) < HEADER.size:
            return None
        (length,) = HEADER.unpack_from(self._buffer)
        if length > self._max_frame_bytes:
            raise ProtocolError(f"a frame of {length} bytes; at most {self._max_frame_bytes}")
        end = HEADER.size + length
        if len(self._buffer) < end:
            return None
        self._frames_left -= 1
        if self._frames_left < 0:
            raise ProtocolError("the stream has more frames than its limit")
        with memoryview(self._buffer) as view:
            body = bytes(view[HEADER.size : end])
        del self._buffer[:end]
        return body

    @property
    def is_between_frames(self) -> bool:
        """Tell whether the stream could end here without cutting a frame."""
        return not self._buffer
