"""Messages to bytes and back; `decode` is the supervisor's only way from bytes to a message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgpack

from stockade_policies.errors import JailError, ProtocolError

from . import frames, schema
from .ceilings import RunCeilings
from .fields import SCHEMA
from .messages import Ended, JailFailed, Message, Run, Spawn, Start

MAX_ITEMS = 1000
"""Items that one message may hold. Guest values are one: they travel as packed bytes."""

_ORDERS: dict[str, type] = {"run": Run, "start": Start, "spawn": Spawn}
_TAGS = {cls: tag for tag, (cls, _) in SCHEMA.items()} | {cls: tag for tag, cls in _ORDERS.items()}


def jail_failed(error: JailError) -> JailFailed:
    """Return the message that reports `error`."""
    return JailFailed(
        step=str(error.step)[:64],
        errno=error.errno or 0,
        reason=error.reason[:2000],
        hint=error.hint[:2000],
    )


def _plain(value: Any) -> Any:
    """Turn a message, or a record inside one, into a map; leave everything else alone."""
    names = getattr(value, "__slots__", None)
    if names is None:
        return value
    return {name: _plain(getattr(value, name)) for name in names}


def encode(message: Message) -> bytes:
    """Return the frame for `message`."""
    return frames.encode_frame({"t": _TAGS[type(message)], **_plain(message)})


def pack_table(table: Mapping[str, Any]) -> memoryview:
    """Return a value table as it travels: bytes in a message, for `unpack` at the other end."""
    return _packed(table)


def pack_events(batch: Sequence[Sequence[object]]) -> memoryview:
    """Return a batch of trace events as it travels, likewise; see `events.py` for its bounds."""
    return _packed(batch)


def _packed(plain: object) -> memoryview:
    packer = msgpack.Packer(autoreset=False, buf_size=frames.FIRST_BYTES)
    packer.pack(plain)
    packed: memoryview = packer.getbuffer()
    return packed


def encode_ended(ended: Ended) -> tuple[bytes, memoryview]:
    """Return the frame of an ending in two pieces: a large value is not copied."""
    fields = {"t": _TAGS[Ended], **_plain(ended)}
    value = fields.pop("value")
    if value is None:
        return encode(ended), memoryview(b"")
    content = memoryview(value)
    return frames.encode_before(fields, "value", content), content


def decode(body: bytes) -> Message:
    """Return a worker's or template's message. Raises only `ProtocolError`."""
    plain = frames.decode_body(body, max_items=MAX_ITEMS)
    tag = plain.pop("t", None)
    if type(tag) is not str or tag not in SCHEMA:
        raise ProtocolError("a message of no known type")
    cls, checks = SCHEMA[tag]
    message: Message = cls(**schema.check_fields(plain, checks))
    return message


def decode_order(body: bytes | memoryview) -> Message:
    """Return the supervisor's message, unchecked: it is trusted, and checks cost a worker pages.

    A fork pays for every page that it touches, and the checks of `decode` touch as many as the rest
    of a short run.
    """
    plain = msgpack.unpackb(body)
    order = _ORDERS[plain.pop("t")]
    if order is Run:
        plain["ceilings"] = RunCeilings(**plain["ceilings"])
    message: Message = order(**plain)
    return message
