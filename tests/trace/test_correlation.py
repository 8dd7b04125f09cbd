"""Correlation: which node of the caller's a position belongs to."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from stockade_worker.tracer.correlation import MAX_ID_CHARS, Correlation, CorrelationError
from stockade_worker.tracer.places import Places
from stockade_worker.tracer.sourcemap import SourceMap

if TYPE_CHECKING:
    from collections.abc import Sequence


def parse(document: object, *, max_bytes: int = 2**22, max_ranges: int = 50_000) -> Correlation:
    raw = document if isinstance(document, bytes) else json.dumps(document).encode()
    return Correlation.parse(raw, max_bytes=max_bytes, max_ranges=max_ranges)


def ranges(*given: Sequence[object]) -> Correlation:
    return parse({"ranges": given})


def reason_of(document: object, **bounds: int) -> str:
    with pytest.raises(CorrelationError) as caught:
        parse(document, **bounds)
    reason = caught.value.reason
    assert reason.isascii()
    assert reason.isprintable()
    assert len(reason) < 300
    return reason


def test_ids_are_those_of_the_whole_run() -> None:
    correlation = parse({"node_id": "n", "scope_id": "s", "shape_id": "\u20ac"})
    assert (correlation.node_id, correlation.scope_id, correlation.shape_id) == ("n", "s", "\u20ac")
    assert correlation.node_at(7, 7) == "n"


@pytest.mark.parametrize("document", [{}, {"ranges": []}, {"node_id": None, "ranges": None}])
def test_nothing_given_is_nothing_known(document: object) -> None:
    assert parse(document).node_at(1, 1) is None


def test_a_range_holds_its_first_position_and_not_its_end() -> None:
    correlation = ranges([2, 5, 3, 2, "n"])
    inside = [(2, 5), (2, 2**31), (3, 1)]
    outside = [(1, 9), (2, 4), (3, 2), (4, 1), (0, 0), (2**40, 1)]
    assert [correlation.node_at(*place) for place in inside] == ["n"] * 3
    assert [correlation.node_at(*place) for place in outside] == [None] * 6


def test_the_innermost_range_wins_and_the_outer_one_comes_back() -> None:
    correlation = ranges([1, 1, 1, 30, "out"], [1, 10, 1, 20, "mid"], [1, 12, 1, 14, "in"])
    nodes = [correlation.node_at(1, column) for column in (9, 10, 12, 14, 20, 30)]
    assert nodes == ["out", "mid", "in", "mid", "out", None]


def test_where_ranges_overlap_the_one_that_begins_last_wins() -> None:
    correlation = ranges([1, 5, 1, 15, "b"], [1, 1, 1, 10, "a"])
    assert [correlation.node_at(1, column) for column in (4, 7, 12)] == ["a", "b", "b"]


def test_of_ranges_that_begin_together_the_shorter_wins_and_of_equal_ones_the_last() -> None:
    correlation = ranges([1, 1, 1, 5, "a"], [1, 1, 1, 9, "long"], [1, 1, 1, 5, "b"])
    assert [correlation.node_at(1, column) for column in (1, 5)] == ["b", "long"]


def test_an_empty_range_holds_nothing() -> None:
    assert ranges([1, 3, 1, 3, "n"]).node_at(1, 3) is None


def test_a_range_wins_over_the_id_of_the_run() -> None:
    correlation = parse({"node_id": "run", "ranges": [[1, 1, 1, 5, "n"]]})
    assert [correlation.node_at(1, column) for column in (1, 5)] == ["n", "run"]


def test_any_ranges_give_what_looking_at_each_would_give() -> None:
    chance = random.Random(5)
    for _ in range(50):
        given = []
        for number in range(chance.randrange(12)):
            start, end = sorted(chance.choices(range(1, 20), k=2))
            given.append((1, start, 1, end, f"n{number}"))
        correlation = ranges(*given)
        for column in range(1, 21):
            around = [
                (start, -end, number)
                for number, (_, start, _, end, _) in enumerate(given)
                if start <= column < end
            ]
            expected = f"n{max(around)[2]}" if around else None
            assert correlation.node_at(1, column) == expected


MANY = 20_000
SHAPES = {
    "nested": [(1, i, 1, 3 * MANY - i, f"n{i}") for i in range(1, MANY)],
    "overlapping": [(1, i, 1, i + MANY, f"n{i}") for i in range(1, MANY)],
    "staircase": [(1, i, i + 1, 1, f"n{i}") for i in range(1, MANY)],
    "same": [(1, 1, 1, 2 * MANY, f"n{i}") for i in range(1, MANY)],
}


@pytest.mark.parametrize(
    ("shape", "first", "later"),
    [
        ("nested", "n1", "n5000"),
        ("overlapping", "n1", f"n{MANY - 1}"),
        ("staircase", "n1", f"n{MANY - 1}"),
        ("same", f"n{MANY - 1}", f"n{MANY - 1}"),
    ],
)
def test_tens_of_thousands_of_ranges_are_told_apart_however_they_lie(
    shape: str, first: str, later: str
) -> None:
    correlation = ranges(*SHAPES[shape])
    assert correlation.node_at(1, 1) == first
    assert correlation.node_at(1, 3 * MANY - 5001 if shape == "nested" else MANY) == later


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        (b"", "must be JSON in UTF-8"),
        (b"\xff", "must be JSON in UTF-8 (UnicodeDecodeError)"),
        (b'{"ranges":' + b"[" * 100_000, "must be JSON in UTF-8 (RecursionError)"),
        (b'{"node_id":NaN}', "number = 'NaN': must be finite"),
        (b'{"node_id":' + b"9" * 10_000 + b"}", "must be JSON"),
        (b'{"node_id":"a","node_id":"b"}', "member = 'node_id': must be given once"),
        ([], "correlation = a list of 0: must be an object"),
        ({"nodes": 1}, "member = 'nodes': must be one of node_id, ranges, scope_id, shape_id"),
        ({"node_id": 1}, "node_id = 1: must be text of 1 to 200 characters"),
        ({"scope_id": ""}, "scope_id = '': must be text of 1 to 200 characters"),
        ({"shape_id": "x" * (MAX_ID_CHARS + 1)}, "shape_id = 'xxx"),
        ({"node_id": "\ud800"}, "text without lone surrogates"),
        ({"ranges": {}}, "ranges = an object of 0: must be a list"),
        ({"ranges": [[1, 1, 2, 2, "n"], 1]}, "ranges[1] = 1: must be [start_line,"),
        ({"ranges": [[1, 1, 2, 2]]}, "ranges[0] = a list of 4"),
        ({"ranges": [[0, 1, 2, 2, "n"]]}, "ranges[0] = 0: must be a line or column of 1 to"),
        ({"ranges": [[1, 1, 2, 2**31, "n"]]}, "ranges[0] = 2147483648"),
        ({"ranges": [[1, 1.0, 2, 2, "n"]]}, "ranges[0] = 1.0"),
        ({"ranges": [[True, 1, 2, 2, "n"]]}, "ranges[0] = True"),
        ({"ranges": [[2, 1, 1, 9, "n"]]}, "ranges[0] = '2:1 to 1:9': must be a range that ends"),
        ({"ranges": [[1, 1, 2, 2, 5]]}, "ranges[0] = 5: must be text of 1 to 200 characters"),
    ],
)
def test_a_bad_correlation_is_refused_with_field_value_and_bound(
    document: object, complaint: str
) -> None:
    assert complaint in reason_of(document)


def test_size_and_number_are_bounded() -> None:
    document = {"ranges": [[1, 1, 2, 2, "n"]] * 3}
    assert reason_of(document, max_bytes=10).endswith("must be <= 10 bytes")
    assert reason_of(document, max_ranges=2) == "ranges = '3 of them': must be <= 2"
    assert parse(document, max_ranges=3).node_at(1, 1) == "n"


def test_what_would_take_much_room_is_refused_before_it_is_built() -> None:
    assert reason_of([[]] * 1000, max_ranges=10).startswith("marks = 2000: must be <= 80")


def test_marks_inside_of_ids_do_not_count() -> None:
    odd = '[{,:"\\' * 30
    assert ranges([1, 1, 1, 2, odd]).node_at(1, 1) == odd


SAMPLE = "'\U0001f600'; eval(x)".encode()


def test_made_code_belongs_to_the_node_of_the_position_that_made_it() -> None:
    places = Places(SAMPLE, None, ranges([1, 6, 1, 13, "call"]))
    places.made(1, 0, 1, 6)
    places.made(2, 1, 900, 900)
    places.made(3, 2, 0, 0)
    assert [places.of(made, 5, 5) for made in (1, 2, 3)] == [(None, "call")] * 3
    assert places.of(0, 1, 1) == (None, None)


@pytest.mark.parametrize("place", [(0, 0, 0), (7, 1, 1), (-1, 1, 1), (4, 1, 1)])
def test_an_unknown_position_has_the_node_of_the_run(place: tuple[int, int, int]) -> None:
    places = Places(SAMPLE, None, parse({"node_id": "run", "ranges": [[1, 1, 9, 9, "n"]]}))
    places.made(4, -1, 3, 3)
    assert places.of(*place) == (None, "run")


def test_with_a_source_map_ranges_are_in_the_original_source() -> None:
    written = {"version": 3, "sources": ["a.js"], "names": [], "mappings": "OAUE"}
    source_map = SourceMap.parse(json.dumps(written).encode(), max_bytes=999, max_segments=9)
    places = Places(SAMPLE, source_map, ranges([11, 1, 11, 9, "n"], [1, 1, 1, 99, "generated"]))
    places.made(1, 0, 1, 8)
    assert places.of(0, 1, 7) == (("a.js", 11, 3), "n")  # the map's column 7: one wide character
    assert places.of(0, 1, 6) == (None, None)
    assert places.of(1, 40, 1) == (None, "n")
