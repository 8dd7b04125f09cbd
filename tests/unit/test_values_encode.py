"""Python values to tables: exact, bounded, and refused by path."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta, timezone
from enum import IntEnum, StrEnum

import pytest
from tests.unit.conftest import read_table, same

from stockade.values import (
    HOLE,
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
    encode_value,
)
from stockade_policies.errors import InputError


def table_of(value: object) -> dict[str, object]:
    return encode_value(value, max_bytes=1 << 20, max_nodes=10_000)


def back(value: object) -> object:
    return read_table(json.loads(json.dumps(table_of(value))))


class Colour(StrEnum):
    RED = "red"


class Number(IntEnum):
    ONE = 1


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, False, 0, -1, 2**53 - 1, 1.5, -0.0, math.nan, math.inf, -math.inf, 1e300),
        *("", "a\0b", "\ud800", "\U0001f600", BigInt(0), BigInt(-(2**4000)), UNDEFINED),
    ],
)  # fmt: skip
def test_a_primitive_comes_back_the_same(value: object) -> None:
    assert same(back(value), value)


@pytest.mark.parametrize(
    "value",
    [
        [],
        [1, HOLE, UNDEFINED, [HOLE]],
        {"a": 1, "__proto__": {"\ud800": 2}, "": 3},
        JSDate(-1.0),
        RegExp("\ud800(a)", "gy"),
        JSMap([(1, JSSet([[]])), ({}, None)]),
        TypedArray("Float32Array", ArrayBuffer(bytes(8)), 4, 1),
        JSError("E", None, UNDEFINED, {"cause": BigInt(5)}),
        Instance("Point", {"x": Boxed("s")}),
        SparseArray(2**32 - 1, {0: 1, 7: [2]}),
    ],
)
def test_an_object_comes_back_the_same(value: object) -> None:
    assert back(value) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ((1, (2,)), [1, [2]]),
        ({1}, JSSet([1])),
        (frozenset({"x"}), JSSet(["x"])),
        (b"ab", ArrayBuffer(b"ab")),
        (bytearray(b"ab"), ArrayBuffer(b"ab")),
        (datetime(1970, 1, 1, 0, 0, 1, 2999, UTC), JSDate(1002.0)),
        (datetime(1970, 1, 1, 1, tzinfo=timezone(timedelta(hours=2))), JSDate(-3_600_000.0)),
        (5.0, 5),
        (Colour.RED, "red"),
        (Number.ONE, 1),
        (SparseArray(3, {1: 5}), [HOLE, 5, HOLE]),
    ],
)
def test_python_s_own_types_become_the_nearest(value: object, expected: object) -> None:
    result = back(value)
    assert (type(result), result) == (type(expected), expected)


def test_an_invalid_date_crosses() -> None:
    assert table_of(JSDate(math.nan))["heap"] == [["date", None]]


def test_cycles_and_shared_references_are_kept() -> None:
    shared: list[object] = []
    value: dict[str, object] = {"a": shared, "b": shared}
    shared.append(value)
    result = back(value)
    assert isinstance(result, dict)
    assert result["a"] is result["b"]
    assert result["a"][0] is result


def test_a_long_chain_needs_no_stack() -> None:
    value: list[object] = []
    for _ in range(50_000):
        value = [value]
    table = encode_value(value, max_bytes=1 << 22, max_nodes=200_000)
    heap = table["heap"]
    assert isinstance(heap, list)
    assert len(heap) == 50_001


@pytest.mark.parametrize(
    ("value", "path"),
    [
        (object(), "args"),
        ([1, object()], "args[1]"),
        ({"a": [{"b-c": print}]}, 'args.a[0]["b-c"]'),
        ({"n": 2**53}, "args.n"),
        ({"n": [-(2**63)]}, "args.n[0]"),
        (JSMap([(1, 2), (object(), 3)]), "args<key 1>"),
        (JSMap([(1, [object()])]), "args<value 0>[0]"),
        (JSSet([1, complex(1)]), "args<1>"),
        (SparseArray(100, {50: range(3)}), "args[50]"),
        (JSError("n", object()), "args.message"),
        (JSError("n", "m", "s", {"x": object()}), "args.x"),
        (Instance("P", {"x": type}), "args.x"),
        ({"h": HOLE}, "args.h"),
        (Opaque("function", "f", "$"), "args"),
    ],
)
def test_what_cannot_cross_is_refused_by_its_path(value: object, path: str) -> None:
    with pytest.raises(InputError) as caught:
        table_of(value)
    assert caught.value.field == path


@pytest.mark.parametrize(
    ("value", "bound"),
    [
        (2**53, "BigInt"),
        (object(), "object cannot"),
        (BigInt(1 << (1 << 20)), "bits"),
        ({1: 2}, "a str"),
        ({("a",): 2}, "a str"),
        (datetime(1970, 1, 1), "time zone"),  # noqa: DTZ001  the naive one is the point
        (JSDate(0.5), "whole milliseconds"),
        (JSDate(1e16), "whole milliseconds"),
        (JSDate(math.inf), "whole milliseconds"),
        (RegExp("a", "gg"), "flags"),
        (Boxed(None), "boxed"),
        (Boxed([1]), "boxed"),
        (Instance("\ud800", {}), "class name"),
        (SparseArray(2**32, {}), "length"),
        (SparseArray(5, {5: 1}), "indices"),
        (SparseArray(5, {-1: 1}), "indices"),
        (TypedArray("Uint8Array", ArrayBuffer(b"a"), 0, 2), "within its buffer"),
        (TypedArray("Uint8Array", ArrayBuffer(b"a"), -1, 1), "within its buffer"),
        (TypedArray("Int16Array", ArrayBuffer(bytes(4)), 1, 1), "aligned"),
        (TypedArray("Array", ArrayBuffer(b"a"), 0, 1), "known kind"),
    ],
)
def test_a_refusal_says_what_it_must_be(value: object, bound: str) -> None:
    with pytest.raises(InputError, match=bound):
        table_of(value)


@pytest.mark.parametrize(
    "value",
    [1, "é€\n", "\ud800", [1, HOLE, 2.5], {"é": {"a": BigInt(9)}}, {"b": b"abcd"}, JSMap([(1, 2)])],
)  # fmt: skip
def test_bytes_are_those_of_the_compact_json(value: object) -> None:
    text = json.dumps(table_of(value), ensure_ascii=False, separators=(",", ":"))
    size = len(text.encode())
    encode_value(value, max_bytes=size, max_nodes=100)
    with pytest.raises(InputError, match=f"at most {size - 1} bytes"):
        encode_value(value, max_bytes=size - 1, max_nodes=100)


@pytest.mark.parametrize(
    ("value", "nodes"),
    [(1, 1), ({"a": 1, "b": 2}, 4), ([[], []], 6), (JSMap([(1, 2)]), 4), (JSError("", ""), 5)],
)
def test_nodes_are_counted_as_the_guest_counts_them(value: object, nodes: int) -> None:
    encode_value(value, max_bytes=1000, max_nodes=nodes)
    with pytest.raises(InputError, match=f"at most {nodes - 1} values"):
        encode_value(value, max_bytes=1000, max_nodes=nodes - 1)


def test_the_field_is_named_in_errors() -> None:
    with pytest.raises(InputError) as caught:
        encode_value({"a": object()}, max_bytes=1000, max_nodes=10, field="context")
    assert caught.value.field == "context.a"


def test_something_big_is_refused_before_it_is_copied() -> None:
    with pytest.raises(InputError, match="bytes"):
        encode_value({"a": bytes(10**8)}, max_bytes=1000, max_nodes=10)
