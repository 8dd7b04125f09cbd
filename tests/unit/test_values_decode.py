"""Value tables from a worker: one form for each value, and anything else is refused."""

from __future__ import annotations

import contextlib
import copy
import math
import random
import time

import pytest

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
    decode_table,
)
from stockade_policies.errors import ProtocolError
from stockade_worker import wire

Node = list[object]
MAX_NODES = 200_000

BUFFER: Node = ["buffer", "AAECAw=="]  # 4 bytes
SYMBOL: Node = ["opaque", "symbol", "Symbol(s)", "$"]


def of(*heap: Node, root: object = None) -> object:
    return decoded({"root": [0] if root is None else root, "heap": list(heap)})


def decoded(table: object) -> object:
    """Decode a table as the wire hands it over; it need not be one that the wire could carry."""
    return wire.finish(decode_table(frozen(table), max_nodes=MAX_NODES))


def frozen(plain: object) -> object:
    """Return lists as the tuples that the wire makes of them."""
    if isinstance(plain, dict):
        return {key: frozen(item) for key, item in plain.items()}
    return tuple(map(frozen, plain)) if isinstance(plain, list) else plain


@pytest.mark.parametrize(
    ("heap", "expected"),
    [
        ([["array", 3, [1, ["h"], ["u"]]]], [1, HOLE, UNDEFINED]),
        ([["sparse", 100, [5, "x", 99, None]]], SparseArray(100, {5: "x", 99: None})),
        ([["sparse", 4294967295, []]], SparseArray(4294967295, {})),
        ([["object", None, ["a", 1, "__proto__", 2]]], {"a": 1, "__proto__": 2}),
        ([["object", "Point", [["w", "d800"], 1]]], Instance("Point", {"\ud800": 1})),
        ([["date", 5]], JSDate(5.0)),
        ([["regexp", "a/b", "giv"]], RegExp("a/b", "giv")),
        ([["regexp", ["w", "d800"], ""]], RegExp("\ud800")),
        ([["map", [1, [1], "k", True]], ["set", []]], JSMap([(1, JSSet([])), ("k", True)])),
        ([["boxed", ["n", "-ff"]]], Boxed(BigInt(-255))),
        ([["boxed", [1]], SYMBOL], Boxed(Opaque("symbol", "Symbol(s)", "$"))),
        ([BUFFER], ArrayBuffer(b"\0\1\2\3")),
        ([["view", "Int16Array", [1], 2, 1], BUFFER],
         TypedArray("Int16Array", ArrayBuffer(b"\0\1\2\3"), 2, 1)),
        ([["view", "DataView", [1], 3, 1], BUFFER],
         TypedArray("DataView", ArrayBuffer(b"\0\1\2\3"), 3, 1)),
        ([["view", "Uint8Array", [1], 4, 0], BUFFER],
         TypedArray("Uint8Array", ArrayBuffer(b"\0\1\2\3"), 4, 0)),
        ([["error", "E", "m", ["u"], ["cause", 1]]], JSError("E", "m", UNDEFINED, {"cause": 1})),
        ([SYMBOL], Opaque("symbol", "Symbol(s)", "$")),
    ],
)  # fmt: skip
def test_each_node_becomes_its_value(heap: list[Node], expected: object) -> None:
    assert of(*heap) == expected


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        (["n", "400000000000000000"], BigInt(2**70)),
        (["w", "0061d83dde00dc00"], "a\U0001f600\udc00"),
        (["inf"], math.inf),
        (1.5, 1.5),
        (1e300, 1e300),
        (2.0**53, 2.0**53),
        ("\0\U0001f600", "\0\U0001f600"),
    ],
)
def test_each_value_is_itself(root: object, expected: object) -> None:
    value = of(root=root)
    assert (type(value), value) == (type(expected), expected)


def test_more_nodes_than_allowed_are_refused() -> None:
    heap = tuple(("array", 0, ()) for _ in range(11))
    with pytest.raises(ProtocolError, match="it has 11 nodes; at most 10"):
        wire.finish(decode_table({"root": 1, "heap": heap}, max_nodes=10))


def test_what_nothing_refers_to_is_let_go_a_little_at_a_time() -> None:
    """A worker in an attacker's hands can send nodes that no honest one would."""
    heap = tuple(("array", 0, ()) for _ in range(10_000))
    for root, fails in ((1, False), ((10_000,), True)):
        pauses: list[None] = []
        with pytest.raises(ProtocolError) if fails else contextlib.nullcontext():
            pauses.extend(decode_table({"root": root, "heap": heap}, max_nodes=10_000))
        assert len(pauses) > 4 * 10_000 // 200


@pytest.mark.parametrize("shift", range(4))
@pytest.mark.parametrize("unit", ["\U0001f600", "\ud83d\U0001f600", "\ud83d", "a\U0001f600"])
def test_no_pair_is_torn_where_a_long_string_is_cut(shift: int, unit: str) -> None:
    text = "a" * shift + unit * 5000 + "\ud800"
    digits = text.encode("utf-16-be", "surrogatepass").hex()
    expected = bytes.fromhex(digits).decode("utf-16-be", "surrogatepass")
    assert of(root=["w", digits]) == expected


def test_minus_zero_and_nan() -> None:
    zero, nan = of(root=["-0"]), of(root=["nan"])
    assert isinstance(zero, float)
    assert isinstance(nan, float)
    assert math.copysign(1, zero) == -1
    assert math.isnan(nan)


def test_references_may_go_forward_and_round() -> None:
    value = of(["array", 2, [[1], [1]]], ["object", None, ["self", [1], "up", [0]]])
    assert isinstance(value, list)
    assert value[0] is value[1] is value[0]["self"]
    assert value[0]["up"] is value


def test_a_long_chain_needs_no_stack() -> None:
    count = 100_000
    heap: list[Node] = [["array", 1, [[at + 1]]] for at in range(count)]
    value = of(*heap, ["array", 0, []])
    for _ in range(count):
        assert isinstance(value, list)
        value = value[0]
    assert value == []


def test_a_huge_length_allocates_nothing() -> None:
    started = time.process_time()
    assert of(["sparse", 2**32 - 1, [2**32 - 2, 1]]) == SparseArray(2**32 - 1, {2**32 - 2: 1})
    assert time.process_time() - started < 0.1


@pytest.mark.parametrize(
    "table",
    [
        None,
        [],
        {},
        {"root": 1},
        {"heap": []},
        {"root": 1, "heap": {}},
        {"root": 1, "heap": [], "more": 1},
        {"root": 1, "heap": [1]},
        {"root": 1, "heap": [[]]},
        {"root": 1, "heap": [[None]]},
        {"root": 1, "heap": [["unknown"]]},
        {"root": 1, "heap": [[["array"], 0, []]]},
    ],
)
def test_a_table_of_the_wrong_shape_is_refused(table: object) -> None:
    with pytest.raises(ProtocolError, match="value table"):
        decoded(table)


@pytest.mark.parametrize(
    "raw",
    [
        [1],
        [-1],
        [True],
        [0.0],
        [None],
        [],
        [0, 0],
        [[0]],
        ["u", 1],
        ["h"],
        ["x"],
        ["-0", 0],
        ["n"],
        ["n", ""],
        ["n", "-"],
        ["n", "0x1"],
        ["n", "FF"],
        ["n", "01"],
        ["n", "-0"],
        ["n", 1],
        ["n", "1_0"],
        ["n", "\u0661"],
        ["w", ""],
        ["w", "d80"],
        ["w", "D800"],
        ["w", "0061"],
        ["w", "d83dde00"],
        ["w", " d800"],
        ["w", 1],
        {},
        {"a": 1},
        b"bytes",
        2**53,
        -(2**53),
        1.0,
        -0.0,
        0.0,
        math.nan,
        math.inf,
        float(2**53 - 1),
        "\ud800",
        ["u"] * 2,
        object(),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused(raw: object) -> None:
    for table in (
        {"root": raw, "heap": []},
        {"root": None, "heap": [["map", [1, raw]]]},
        {"root": None, "heap": [["set", [raw]]]},
        {"root": None, "heap": [["object", None, ["k", raw]]]},
        {"root": None, "heap": [["error", "n", "m", raw, []]]},
    ):
        with pytest.raises(ProtocolError, match="value table"):
            decoded(table)


@pytest.mark.parametrize(
    "node",
    [
        ["array"],
        ["array", 1],
        ["array", 1, []],
        ["array", 0, [1]],
        ["array", True, [1]],
        ["array", 1.0, [1]],
        ["array", "1", [1]],
        ["array", 1, [1], 1],
        ["array", 1, {"0": 1}],
        ["sparse", 17, [0]],
        ["sparse", 18, [0, 1]],
        ["sparse", 16, []],
        ["sparse", 2**32, []],
        ["sparse", -1, []],
        ["sparse", 2**100, []],
        ["sparse", math.inf, []],
        ["sparse", 99, [99, 1]],
        ["sparse", 99, [-1, 1]],
        ["sparse", 99, [5, 1, 5, 2]],
        ["sparse", 99, [6, 1, 5, 2]],
        ["sparse", 99, [True, 1]],
        ["sparse", 99, ["5", 1]],
        ["sparse", 99, [5.0, 1]],
        ["sparse", 99, [5, ["h"]]],
        ["object", None, ["a"]],
        ["object", 1, []],
        ["object", ["w", "d800"], []],
        ["object", "\ud800", []],
        ["object", None, [1, 1]],
        ["object", None, [None, 1]],
        ["object", None, ["a", 1, "a", 2]],
        ["object", None, [["w", "0061"], 1]],
        ["object", None, [["n", "1"], 1]],
        ["object", None],
        ["date"],
        ["date", 1.5],
        ["date", 8.64e15 + 1],
        ["date", 8_640_000_000_000_001],
        ["date", True],
        ["date", "0"],
        ["date", math.nan],
        ["regexp", "a"],
        ["regexp", 1, ""],
        ["regexp", "a", "gg"],
        ["regexp", "a", "ig"],
        ["regexp", "a", "uv"],
        ["regexp", "a", "x"],
        ["regexp", "a", ["w", "d800"]],
        ["map", [1]],
        ["map", 1],
        ["map"],
        ["set", {}],
        ["set"],
        ["boxed"],
        ["boxed", None],
        ["boxed", ["u"]],
        ["boxed", [0]],
        ["boxed", [1]],
        ["buffer", "A"],
        ["buffer", "AAA"],
        ["buffer", "AAB="],
        ["buffer", "AA==AA=="],
        ["buffer", "A A="],
        ["buffer", "AAA=\n"],
        ["buffer", "-_=="],
        ["buffer", "é==="],
        ["buffer", b"AAA="],
        ["error", "n", "m", "s"],
        ["error", "n", "m", "s", ["a"]],
        ["error", "n", "m", "s", {}],
        ["opaque", "function", "f"],
        ["opaque", "unknown", "f", "$"],
        ["opaque", "function", 1, "$"],
        ["opaque", "function", "f", ["w", "d800"]],
        ["opaque", "function", "x" * 1001, "$"],
        ["opaque", "function", "f", "\udc00"],
        ["view", "Uint8Array", [1], 0, 5],
        ["view", "Uint8Array", [1], 5, 0],
        ["view", "Uint8Array", [1], -1, 1],
        ["view", "Uint8Array", [1], 0, -1],
        ["view", "Uint8Array", [1], 2**64, 0],
        ["view", "Uint8Array", [1], 0, 2**64],
        ["view", "Uint8Array", [1], True, 1],
        ["view", "Uint8Array", [1], 0, 1.0],
        ["view", "Uint8Array", [0], 0, 0],
        ["view", "Uint8Array", [2], 0, 0],
        ["view", "Uint8Array", ["u"], 0, 0],
        ["view", "Uint8Array", 1, 0, 0],
        ["view", "Int16Array", [1], 1, 1],
        ["view", "Float64Array", [1], 0, 1],
        ["view", "Array", [1], 0, 0],
        ["view", "Uint8Array", [1], 0],
    ],
)
def test_a_node_of_the_wrong_shape_is_refused(node: Node) -> None:
    with pytest.raises(ProtocolError, match="value table"):
        of(node, ["buffer", "AAECAw=="] if node != ["boxed", [1]] else ["array", 0, []])


def test_an_error_message_repeats_nothing_of_the_table() -> None:
    with pytest.raises(ProtocolError) as caught:
        of(["object", None, ["\x1b[31m secret", ["x"]]])
    assert "secret" not in str(caught.value)


def test_a_mangled_table_is_refused_or_decoded_and_nothing_else() -> None:
    chance = random.Random(7)
    good: list[Node] = [
        ["object", "P", ["a", [1], "b", [2], "c", [4], "d", [6], "e", ["w", "d800"]]],
        ["array", 3, [["h"], ["-0"], [0]]],
        ["map", [1, ["n", "ff"], [3], 1.5]],
        ["set", ["x", None]],
        ["view", "Uint8Array", [5], 1, 2],
        ["buffer", "AAECAw=="],
        ["error", "n", "m", "s", ["cause", [7]]],
        ["sparse", 99, [3, [8]]],
        ["boxed", True],
    ]
    junk: list[object] = [
        *(None, True, -1, 0, 1, 2**40, 2**70, 1.5, math.nan, "", "array", "view", "\ud800"),
        *([], [0], [99], ["u"], ["h"], ["n", "f"], {}, {"a": []}, b""),
    ]
    for _ in range(20_000):
        heap = copy.deepcopy(good)
        place: list[object] = heap[chance.randrange(len(heap))]
        while chance.random() < 0.7:
            inner = [item for item in place if isinstance(item, list) and item]
            if not inner:
                break
            place = chance.choice(inner)
        at = chance.randrange(len(place))
        match chance.randrange(3):
            case 0:
                place[at] = chance.choice(junk)
            case 1:
                del place[at]
            case _:
                place.insert(at, chance.choice(junk))
        with contextlib.suppress(ProtocolError):
            decoded({"root": [0], "heap": heap})
