"""Guest values as JSON: exact where JSON is, marked where it is not, bounded always."""

from __future__ import annotations

import json
import math

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
    to_jsonable,
)


@pytest.mark.parametrize(
    "value", [None, True, 0, -5, 1.5, 1e300, "", "a\0é", [], [1, [2]], {}, {"a": {"b": [None]}}]
)
def test_what_json_can_say_is_itself(value: object) -> None:
    assert to_jsonable(value) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (UNDEFINED, {"$type": "undefined"}),
        (-0.0, {"$type": "number", "value": "-0"}),
        (math.nan, {"$type": "number", "value": "NaN"}),
        (-math.inf, {"$type": "number", "value": "-Infinity"}),
        (BigInt(2**70), {"$type": "bigint", "value": str(2**70)}),
        (BigInt(2**2000), {"$type": "bigint", "value": hex(2**2000)}),
        ("\ud800", {"$type": "string", "utf16": "d800"}),
        ([HOLE], [{"$type": "hole"}]),
        ({"$ref": 1, "$$": 2, "a$": 3}, {"$$ref": 1, "$$$": 2, "a$": 3}),
        ({"\ud800": 1, "$x": []},
         {"$type": "object", "class": None,
          "entries": [[{"$type": "string", "utf16": "d800"}, 1], ["$x", []]]}),
        (Instance("P", {"$x": [1]}), {"$type": "object", "class": "P", "properties": {"$$x": [1]}}),
        (JSDate(5.0), {"$type": "date", "ms": 5, "iso": "1970-01-01T00:00:00.005Z"}),
        (JSDate(8.64e15), {"$type": "date", "ms": 8640000000000000, "iso": None}),
        (JSDate(math.nan), {"$type": "date", "ms": None, "iso": None}),
        (RegExp("a", "g"), {"$type": "regexp", "source": "a", "flags": "g"}),
        (JSMap([(1, [2])]), {"$type": "map", "entries": [[1, [2]]]}),
        (JSSet([1, {}]), {"$type": "set", "values": [1, {}]}),
        (ArrayBuffer(b"ab"), {"$type": "buffer", "base64": "YWI="}),
        (TypedArray("Uint8Array", ArrayBuffer(b"ab"), 1, 1),
         {"$type": "view", "kind": "Uint8Array", "buffer": {"$type": "buffer", "base64": "YWI="},
          "offset": 1, "length": 1}),
        (JSError("E", "m", UNDEFINED, {"cause": [1]}),
         {"$type": "error", "name": "E", "message": "m", "stack": {"$type": "undefined"},
          "properties": {"cause": [1]}}),
        (Boxed("x"), {"$type": "boxed", "value": "x"}),
        (SparseArray(99, {5: [1]}), {"$type": "sparse", "length": 99, "items": {"5": [1]}}),
        (Opaque("function", "f", "$.a"),
         {"$type": "opaque", "kind": "function", "description": "f", "path": "$.a"}),
    ],
)  # fmt: skip
def test_the_rest_is_marked(value: object, expected: object) -> None:
    assert to_jsonable(value) == expected
    json.dumps(to_jsonable(value), allow_nan=False)


def test_a_second_mention_is_a_path_in_the_document() -> None:
    shared: list[object] = [1]
    value = {"a": shared, "b": JSMap([("k", shared)]), "c-d": {"e": [[shared]]}, "self": None}
    value["self"] = value
    assert to_jsonable(value) == {
        "a": [1],
        "b": {"$type": "map", "entries": [["k", {"$ref": "$.a"}]]},
        "c-d": {"e": [[{"$ref": "$.a"}]]},
        "self": {"$ref": "$"},
    }


def test_paths_lead_through_what_was_added() -> None:
    cycle: list[object] = []
    map_ = JSMap([(1, cycle)])
    cycle.append(map_)
    cycle.append(cycle)
    value = {"$m": Instance("P", {"x y": map_})}
    entry = to_jsonable(value)
    assert isinstance(entry, dict)
    made = entry["$$m"]["properties"]["x y"]["entries"][0][1]
    assert made == [
        {"$ref": '$.$$m.properties["x y"]'},
        {"$ref": '$.$$m.properties["x y"].entries[0][1]'},
    ]


def test_an_object_stands_at_its_shallowest_place() -> None:
    chain: list[object] = []
    inner = chain
    links = []
    for _ in range(5000):
        deeper: list[object] = []
        inner.append(deeper)
        links.append(deeper)
        inner = deeper
    text = json.dumps(to_jsonable(links))
    assert '"deep"' not in text


def test_what_is_too_deep_is_cut() -> None:
    value: object = "end"
    for _ in range(5000):
        value = JSMap([(1, value)])
    text = json.dumps(to_jsonable(value), allow_nan=False)
    assert '{"$type": "deep"}' in text
    assert "end" not in text


def test_long_paths_do_not_multiply() -> None:
    shared: list[object] = []
    value = {"k" * 100_000: [shared, *[shared] * 1000]}
    text = json.dumps(to_jsonable(value))
    assert len(text) < 200_000
    assert '{"$ref": "#2"}' in text


def test_a_foreign_object_is_an_error_of_ours() -> None:
    with pytest.raises(TypeError, match="not a guest value"):
        to_jsonable([object()])


def test_a_huge_key_is_not_formatted_for_each_reference_below_it() -> None:
    shared: list[object] = []
    value = {"k" * 500_000: [shared] * 20_000}
    written = to_jsonable(value)
    assert isinstance(written, dict)
    (items,) = written.values()
    assert items[1] == {"$ref": "#2"}
    assert sum(len(item.get("$ref", "")) for item in items[1:]) == 2 * 19_999
