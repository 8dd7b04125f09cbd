"""The types of guest values."""

from __future__ import annotations

import copy
import math
import pickle
from datetime import UTC, datetime

import pytest

from stockade.values import (
    HOLE,
    UNDEFINED,
    ArrayBuffer,
    BigInt,
    JSDate,
    Opaque,
    TypedArray,
)


@pytest.mark.parametrize("value", [UNDEFINED, HOLE])
def test_undefined_and_hole_are_single_and_false(value: object) -> None:
    assert not value
    assert copy.deepcopy([value])[0] is value
    assert pickle.loads(pickle.dumps(value)) is value
    assert repr(value) in ("UNDEFINED", "HOLE")


def test_undefined_is_neither_none_nor_a_hole() -> None:
    assert UNDEFINED is not None
    assert repr(UNDEFINED) != repr(HOLE)


def test_a_bigint_is_an_int_that_shows_itself() -> None:
    assert BigInt(5) + 1 == 6
    assert repr(BigInt(-5)) == "BigInt(-5)"
    assert str(BigInt(5)) == "5"
    assert hash(BigInt(5)) == hash(5)


def test_a_large_bigint_can_be_shown() -> None:
    assert str(BigInt(-(2**100_000))) == "-0x1" + "0" * 25_000


def test_a_date_becomes_a_datetime() -> None:
    assert JSDate(1500.0).to_datetime() == datetime(1970, 1, 1, 0, 0, 1, 500_000, UTC)
    for ms in (math.nan, 8.64e15, -8.64e15):
        with pytest.raises(ValueError):  # noqa: PT011  the type is the promise
            JSDate(ms).to_datetime()


@pytest.mark.parametrize(
    ("kind", "data", "elements"),
    [
        ("Int8Array", b"\xff\1", [-1, 1]),
        ("Uint8ClampedArray", b"\xff\1", [255, 1]),
        ("Uint16Array", b"\1\2", [0x0201]),
        ("BigInt64Array", b"\xff" * 8, [-1]),
        ("Float16Array", b"\0\x3c", [1.0]),
        ("Float32Array", b"\0\0\x80?", [1.0]),
        ("Float64Array", bytes(8), [0.0]),
    ],
)
def test_elements_are_little_endian(kind: str, data: bytes, elements: list[int | float]) -> None:
    size = len(data) // len(elements)
    view = TypedArray(kind, ArrayBuffer(b"\7" * size + data), size, len(elements))
    assert view.tolist() == elements


def test_a_dataview_has_no_elements() -> None:
    with pytest.raises(TypeError):
        TypedArray("DataView", ArrayBuffer(b""), 0, 0).tolist()


def test_immutable_values_can_be_keys() -> None:
    assert len({JSDate(1.0), JSDate(1.0), Opaque("proxy", "Proxy", "$")}) == 2
