"""Frames: what the decoder refuses, and that it refuses before it allocates."""

from __future__ import annotations

import struct
import tracemalloc

import msgpack
import pytest

from stockade_policies.errors import ProtocolError
from stockade_worker import wire
from stockade_worker.wire.steps import RELEASED_AT_ONCE
from stockade_worker.wire.unpack import STEP_ITEMS

HEADER = struct.Struct(">I")


def decoder(**limits: int) -> wire.FrameDecoder:
    return wire.FrameDecoder(
        **{"max_frame_bytes": 1000, "max_frames": 10, "max_bytes": 10_000, **limits}
    )


def frame(body: bytes) -> bytes:
    return HEADER.pack(len(body)) + body


def bodies(reader: wire.FrameDecoder, data: bytes) -> list[bytes]:
    reader.feed(data)
    return list(iter(reader.take, None))


def test_a_frame_survives_being_cut_at_every_byte() -> None:
    whole = wire.encode_frame({"a": [1, "x" * 40, b"y", None, True, 1.5]})
    for cut in range(len(whole)):
        reader = decoder()
        assert bodies(reader, whole[:cut]) == []
        assert reader.is_between_frames is (cut == 0)
        assert bodies(reader, whole[cut:]) == [whole[4:]]
        assert reader.is_between_frames


def test_many_frames_in_one_read_come_out_one_by_one() -> None:
    assert bodies(decoder(), frame(b"a") + frame(b"bc") + frame(b"")) == [b"a", b"bc", b""]


def test_a_huge_length_is_refused_on_its_header_alone() -> None:
    with pytest.raises(ProtocolError, match="a frame of 4294967295 bytes; at most 1000"):
        bodies(decoder(), b"\xff\xff\xff\xff")


def test_a_stream_of_too_many_frames_is_refused() -> None:
    with pytest.raises(ProtocolError, match="more frames"):
        bodies(decoder(max_frames=3), frame(b"") * 4)


def test_a_stream_of_too_many_bytes_is_refused_before_it_is_kept() -> None:
    reader = decoder(max_bytes=100)
    with pytest.raises(ProtocolError, match="longer than its limit"):
        reader.feed(b"\0" * 101)
    assert reader.is_between_frames


REFUSED = {
    "huge list": b"\xdd\xff\xff\xff\xff",
    "huge map": b"\xdf\xff\xff\xff\xff",
    "huge bytes": b"\xc6\xff\xff\xff\xff",
    "huge string": b"\xdb\xff\xff\xff\xff",
    "huge extension": b"\xc9\xff\xff\xff\xff\x05",
    "extension 5": b"\xd4\x05\x00",
    "timestamp 32": b"\xd6\xff\x00\x00\x00\x00",
    "timestamp 64": b"\xd7\xff" + b"\xff" * 8,
    "timestamp 96": b"\xc7\x0c\xff" + b"\xff" * 12,
    "never used byte": b"\xc1",
    "trailing bytes": b"\x80\x00",
    "nothing": b"",
    "cut string": b"\x81\xa1a\xa5abc",
    "cut map": b"\x82\xa1a\x01",
    "list instead of map": b"\x91\x01",
    "number instead of map": b"\x01",
    "same key twice": b"\x82\xa1a\x01\xa1a\x02",
    "int key": b"\x81\x01\x02",
    "bytes key": b"\x81\xc4\x01a\x02",
    "nil key": b"\x81\xc0\x02",
    "list key": b"\x81\x90\x02",
    "nan key": b"\x81\xcb\x7f\xf8\x00\x00\x00\x00\x00\x00\x01",
    "bad utf-8": b"\x81\xa1a\xa1\xff",
    "lone surrogate": b"\x81\xa1a\xa3\xed\xa0\x80",
    "bad utf-8 key": b"\x81\xa1\xff\x01",
    "too many keys": msgpack.packb({str(n): n for n in range(wire.MAX_ENTRIES + 1)}),
    "nothing where a count is": b"\xdd",
    "half a count": b"\x81\xa1a\xdc\x00",
    "half a number": b"\x81\xa1a\xcf\x00\x00",
    "too deep": b"\x81\xa1a" + b"\x91" * 100 + b"\xc0",
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED.keys())
def test_is_refused(body: bytes) -> None:
    with pytest.raises(ProtocolError):
        wire.decode_body(body, max_items=100_000)


AMPLIFIERS = {
    "a million empty lists": b"\x81\xa1a\xdd\x00\x0f\x42\x3f" + b"\x90" * 999_999,
    "nested announcements": b"\x81\xa1a" + b"\xdd\x00\x01\x86\xa0" * 1000 + b"\xc0" * 1000,
    "wide nested announcements": b"\x81\xa1a" + b"\xdd\x00\x00\x0f\xa0" * 12 + b"\xc0" * 50_000,
}


@pytest.mark.parametrize("body", AMPLIFIERS.values(), ids=AMPLIFIERS.keys())
def test_an_amplifier_costs_no_memory(body: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(ProtocolError):
            wire.decode_body(body, max_items=50_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100_000


@pytest.mark.parametrize(
    "value",
    [
        *(0, 1, 127, 128, 2**16, 2**32, 2**53, -1, -32, -33, -(2**15), -(2**31), -(2**63)),
        *(1.5, None, True, False, "", "a" * 31, "a" * 32, "a" * 300, "a" * 70_000),
        *(b"", b"x" * 255, b"x" * 256, b"x" * 70_000),
        *([], [1] * 15, [1] * 16, [1] * 70_000),
        *({}, {str(i): i for i in range(15)}, {str(i): i for i in range(wire.MAX_ENTRIES)}),
        [[[["deep"]]]],
    ],
    ids=lambda value: f"{type(value).__name__} {str(value)[:20]}",
)
def test_it_reads_what_msgpack_writes(value: object) -> None:
    body = msgpack.packb({"v": value})
    assert wire.decode_body(body, max_items=2 + count(value)) == {"v": listed(value)}
    with pytest.raises(ProtocolError, match="more than"):
        wire.decode_body(body, max_items=1 + count(value))
    with pytest.raises(ProtocolError):
        wire.decode_body(body[:-1], max_items=200_000)


def listed(value: object) -> object:
    """Return a value with the tuples in it that lists become."""
    return tuple(map(listed, value)) if isinstance(value, list) else value


def count(value: object) -> int:
    if isinstance(value, list):
        return 1 + sum(map(count, value))
    if isinstance(value, dict):
        return 1 + sum(1 + count(item) for item in value.values())
    return 1


def test_a_long_message_is_unpacked_in_bounded_steps() -> None:
    body = msgpack.packb([[n, str(n)] for n in range(10_000)])
    pauses = sum(1 for _ in wire.unpack(body, max_items=100_000, max_text_bytes=100))
    assert pauses == 30_001 // STEP_ITEMS


@pytest.mark.parametrize(
    ("item", "count"),
    [
        (b"\x90", 1),
        (b"\x80", 1),
        (b"\x91\x91\x91\x90", 4),
        (b"\x91\xcb\x3f\xf1\x00\x00\x00\x00\x00\x00", 2),
        (b"\x81\xa1a\x80", 3),
        (b"\x81\xa2ab\xcd\xff\xff", 3),
        (b"\xcd\xff\xff", 1),
        (b"\xa2ab", 1),
        (b"\xc4\x01a", 1),
    ],
)
def test_the_stated_memory_of_an_item_is_never_passed(item: bytes, count: int) -> None:
    body = b"\xdd" + (10_000).to_bytes(4, "big") + item * 10_000
    tracemalloc.start()
    try:
        wire.finish(wire.unpack(body, max_items=1 + count * 10_000, max_text_bytes=100))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < count * 10_000 * wire.ITEM_BYTES


def test_a_text_is_refused_by_its_announcement() -> None:
    for body in (b"\xdb\x00\x01\x00\x00", b"\xc5\x10\x00", b"\xd9\x65" + b"x" * 101):
        with pytest.raises(ProtocolError, match="at most 100"):
            wire.finish(wire.unpack(body, max_items=10, max_text_bytes=100))


def test_what_is_refused_is_let_go_a_little_at_a_time() -> None:
    body = b"\xdd\x00\x00\x27\x10" + b"\x91\xa2ab" * 10_000 + b"\xc0"  # and a byte after the end
    steps = wire.unpack(body, max_items=100_000, max_text_bytes=100)
    pauses: list[None] = []  # extend() takes each as it comes
    with pytest.raises(ProtocolError, match="after the end"):
        pauses.extend(steps)
    assert len(pauses) == 20_001 // STEP_ITEMS + 20_002 // RELEASED_AT_ONCE
