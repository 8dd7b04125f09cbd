"""Source maps: what they say, and what a hostile one can't do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from stockade_worker.tracer.sourcemap import (
    MAX_FILE_CHARS,
    MAX_SECTIONS,
    MAX_TOKENS,
    Mapped,
    SourceMap,
    SourceMapError,
    Utf16Columns,
)

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def vlq(*numbers: int) -> str:
    """Return a segment that says these numbers."""
    written = ""
    for number in numbers:
        rest = abs(number) << 1 | (number < 0)
        while True:
            rest, digit = rest >> 5, rest & 31
            written += DIGITS[digit | (32 if rest else 0)]
            if not rest:
                break
    return written


def plain(mappings: str = "", **members: object) -> dict[str, Any]:
    return {"version": 3, "sources": ["a.js"], "names": [], "mappings": mappings, **members}


def parse(document: object, *, max_bytes: int = 1_000_000, max_segments: int = 10_000) -> SourceMap:
    raw = document if isinstance(document, bytes) else json.dumps(document).encode()
    return SourceMap.parse(raw, max_bytes=max_bytes, max_segments=max_segments)


def reason_of(document: object, **bounds: int) -> str:
    with pytest.raises(SourceMapError) as caught:
        parse(document, **bounds)
    reason = caught.value.reason
    assert reason.isascii()
    assert reason.isprintable()
    assert len(reason) < 300
    return reason


def place_of(source_map: SourceMap, line: int, column: int) -> tuple[str, int, int]:
    found = source_map.lookup(line, column)
    assert found is not None
    return found.file, found.line, found.column


def test_a_position_is_that_of_the_last_segment_before_it() -> None:
    source_map = parse(plain(f"{vlq(0, 0, 0, 0)},{vlq(10, 0, 4, 2)},{vlq(5, 0, 1, -2)}"))
    assert place_of(source_map, 1, 10) == ("a.js", 1, 1)
    assert place_of(source_map, 1, 11) == ("a.js", 5, 3)
    assert place_of(source_map, 1, 16) == ("a.js", 6, 1)
    assert place_of(source_map, 1, 2**40) == ("a.js", 6, 1)


def test_each_line_begins_at_column_0_and_the_rest_goes_on() -> None:
    source_map = parse(plain(f"{vlq(8, 0, 3, 7)};;{vlq(4, 0, 1, 1)}"))
    assert place_of(source_map, 3, 5) == ("a.js", 5, 9)
    assert source_map.lookup(3, 4) is None
    assert source_map.lookup(2, 1) is None


def test_what_no_segment_covers_is_not_known() -> None:
    source_map = parse(plain(f"{vlq(3, 0, 0, 0)},{vlq(5)}"))
    assert source_map.lookup(1, 1) is None
    assert place_of(source_map, 1, 4) == ("a.js", 1, 1)
    assert source_map.lookup(1, 9) is None
    assert [source_map.lookup(line, 1) for line in (-1, 0, 2, 2**40)] == [None] * 4


def test_a_segment_may_name_what_stands_there() -> None:
    source_map = parse(
        plain(
            f"{vlq(0, 0, 0, 0, 1)},{vlq(3, 0, 0, 3)},{vlq(1, 0, 0, 0, -1)}",
            names=["x", "y\t\u20ac"],
        )
    )
    assert source_map.lookup(1, 1) == Mapped("a.js", 1, 1, "y\t\u20ac")
    assert source_map.lookup(1, 4) == Mapped("a.js", 1, 4, None)
    assert source_map.lookup(1, 5) == Mapped("a.js", 1, 4, "x")


@pytest.mark.parametrize(
    ("root", "source", "file"),
    [
        ("src", "a.js", "src/a.js"),
        ("src/", "a.js", "src/a.js"),
        ("", "a.js", "a.js"),
        (None, "a.js", "a.js"),
        ("src", "/a.js", "/a.js"),
        ("src", "webpack:///a.js", "webpack:///a.js"),
        ("src", None, ""),
        ("src", "\ud800\u0000", "src/\ufffd\u0000"),
        ("", "x" * 1000, "x" * (MAX_FILE_CHARS - 1) + "\u2026"),
    ],
)
def test_a_file_is_named_under_the_root(root: str | None, source: str | None, file: str) -> None:
    source_map = parse(plain("AAAA", sourceRoot=root, sources=[source]))
    assert place_of(source_map, 1, 1) == (file, 1, 1)


def test_long_names_are_cut_wherever_an_escape_stands() -> None:
    for shift in range(12):
        name = "n" * shift + "\U0001f600" * 1000
        source_map = parse(plain("AAAAA", names=[name]))
        found = source_map.lookup(1, 1)
        assert found is not None
        assert found.name == name[:199] + "\u2026"


def test_segments_out_of_order_are_put_in_order() -> None:
    source_map = parse(plain(f"{vlq(9, 0, 5, 0)},{vlq(-9, 0, -5, 0)};{vlq(0, 0, 7, 0)}"))
    assert place_of(source_map, 1, 1) == ("a.js", 1, 1)
    assert place_of(source_map, 1, 10) == ("a.js", 6, 1)
    assert place_of(source_map, 2, 1) == ("a.js", 8, 1)


def test_an_index_map_is_its_sections_each_from_where_it_begins() -> None:
    source_map = parse(
        {
            "version": 3,
            "sections": [
                section(0, 4, plain("AAAA;AAAA", sources=["first.js"])),
                section(1, 10, plain("AAAA;AAAA", sources=["second.js"])),
            ],
        }
    )
    assert source_map.lookup(1, 4) is None
    assert place_of(source_map, 1, 5) == ("first.js", 1, 1)
    assert place_of(source_map, 2, 10) == ("first.js", 1, 1)
    assert place_of(source_map, 2, 11) == ("second.js", 1, 1)
    assert place_of(source_map, 3, 1) == ("second.js", 1, 1)


def section(line: int, column: int, inner: object) -> dict[str, object]:
    return {"offset": {"line": line, "column": column}, "map": inner}


def index(*sections: object) -> dict[str, object]:
    return {"version": 3, "sections": list(sections)}


def test_index_maps_may_nest_and_their_places_add_up() -> None:
    inner = index(section(0, 3, plain("AAAA")), section(2, 1, plain("AAAA", sources=["b.js"])))
    source_map = parse(index(section(5, 10, inner)))
    assert source_map.lookup(6, 13) is None
    assert place_of(source_map, 6, 14) == ("a.js", 1, 1)
    assert place_of(source_map, 8, 2) == ("b.js", 1, 1)


@pytest.mark.parametrize("guard", [b")]}'\n", b")]}\n", b"\xef\xbb\xbf", b" \r\n\t"])
def test_what_stands_before_the_map_is_stepped_over(guard: bytes) -> None:
    raw = guard + json.dumps(plain("AAAA")).encode()
    assert place_of(parse(raw), 1, 1) == ("a.js", 1, 1)


def test_members_that_nobody_needs_may_hold_anything() -> None:
    source_map = parse(
        plain("AAAA", sourcesContent=['\n"{[', None], x_own={"a": [[{}], {"b": 1e9}]}, file=7)
    )
    assert place_of(source_map, 1, 1) == ("a.js", 1, 1)


def test_a_member_may_be_named_with_escapes() -> None:
    raw = json.dumps(plain("AAAA")).replace('"sources"', '"sour\\u0063es"')
    assert place_of(parse(raw.encode()), 1, 1) == ("a.js", 1, 1)


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        (b"", "byte 0"),
        (b")]}'", "prefix"),
        (b"\xff\xfe{\0}\0", "byte 0"),
        (b"{", "JSON"),
        (b'{"version":3,}', "a member's name"),
        (b'{"version" 3}', "a colon"),
        (b'{"version":3 "sources":[]}', "a comma or a closing bracket"),
        (b'{"x":[1}', "JSON"),
        (b'{"x":,}', "a value"),
        (b'{"version":3} {}', "the end"),
        (b'{"version":NaN}', "JSON"),
        (b'{"version":03}', "byte"),
        (b'{"version":"\n"}', "JSON"),
        (b'{"version":"\\x"}', "JSON"),
        (b'{"version":' + b"9" * 100_000 + b"}", "<= 32 characters"),
        (b'{"version":3,"version":3}', "member = 'version': must be given once"),
        (b'{"version":3,"versio\\u006e":3}', "member = 'version': must be given once"),
        ([], "map = a list of 0: must be an object"),
        ({}, "version = None: must be 3"),
        ({"version": True}, "version = True: must be 3"),
        ({"version": "3"}, "version = '3': must be 3"),
        ({"version": 4}, "version = 4: must be 3"),
        ({"version": 3}, "sources = None: must be a list"),
        (plain(sources={}), "sources = an object of 0: must be a list"),
        (plain(sources=[[]]), "sources[0] = a list of 0: must be text or null"),
        (plain(names=None), "names = None: must be a list"),
        (plain(names=["a", 1]), "names[1] = 1: must be text"),
        (plain(sourceRoot=1), "sourceRoot = 1: must be text"),
        ({**plain(), "mappings": 1}, "mappings = 1: must be text"),
        (plain("A!AA"), "mappings, line 1, a segment = 'A!AA': must be digits of base 64"),
        (plain(";\u20ac"), "mappings, line 2, a segment"),
        (plain("AA"), "must be 1, 4 or 5 numbers, not 2"),
        (plain("AAAAAA"), "must be 1, 4 or 5 numbers, not 6"),
        (plain("AAAg"), "whole numbers"),
        (plain("A" * 36), "<= 35 bytes"),
        (plain("A" * 200_000), "<= 35 bytes"),
        (plain("gggggggggggggB"), "numbers of at most 2147483647"),
        (plain(vlq(2**31)), "numbers of at most 2147483647"),
        (plain(f"{vlq(2**31 - 1)},{vlq(1)}"), "a position = 'more than 2147483647'"),
        (plain(vlq(-1)), "column = -1: must be >= 0"),
        (plain(vlq(0, 0, -1, 0)), "original line = -1: must be >= 0"),
        (plain(vlq(0, 0, 0, -1)), "original column = -1: must be >= 0"),
        (plain(vlq(0, 1, 0, 0)), "source = 1: must be 0 to 0"),
        (plain(vlq(0, -1, 0, 0)), "source = -1: must be 0 to 0"),
        (plain("AAAA", sources=[]), "source = 0: must be < 0"),
        (plain("AAAAA"), "name = 0: must be 0 to -1"),
        (plain(vlq(0, 0, 0, 0, -1), names=["a"]), "name = -1: must be 0 to 0"),
        (index(1), "sections[0] = 1: must be an object with an offset and a map"),
        (index({"map": {}}), "sections[0] = an object of 1"),
        (index({"offset": {"line": 0, "column": 0}}), "sections[0].map = None"),
        (index(section(-1, 0, plain())), "sections[0].offset.line = -1"),
        (index(section(0, 2**31, plain())), "sections[0].offset.column = 2147483648"),
        (index(section(True, 0, plain())), "sections[0].offset.line = True"),
        (index(section(1, 0, plain()), section(0, 9, plain())), "sections[1].map.offset = '0:9'"),
        (index(section(1, 0, plain()), section(1, 0, plain())), "must be after 1:0"),
        (index(section(0, 0, plain("!"))), "sections[0].map.mappings, line 1"),
        ({"version": 3, "sections": 1}, "sections = 1: must be a list"),
    ],
)
def test_a_bad_map_is_refused_with_field_value_and_bound(document: object, complaint: str) -> None:
    assert complaint in reason_of(document)


def test_size_is_bounded_before_anything_is_read() -> None:
    assert reason_of(b"[" * 11, max_bytes=10) == "size = 11: must be <= 10 bytes"


def test_segments_are_counted_over_all_sections() -> None:
    three = plain("AAAA,CAAA,CAAA")
    document = index(section(0, 0, three), section(9, 0, three))
    assert parse(document, max_segments=6).lookup(10, 1) is not None
    assert "sections[1].map.mappings = '3 segments or lines'" in reason_of(document, max_segments=5)


def test_lines_are_counted_like_segments() -> None:
    assert "mappings = '101 segments or lines'" in reason_of(plain(";" * 100), max_segments=100)


def test_a_flood_of_segments_ends_soon_after_the_bound() -> None:
    reason = reason_of(plain("A," * 1_000_000), max_bytes=2**22, max_segments=10)
    assert int(reason.partition("= '")[2].partition(" ")[0]) <= 10 + 2**16


@pytest.mark.parametrize("raw", [b"[" * 1_000_000, b'{"map":' * 500_000])
def test_nesting_is_bounded_without_recursion_to_its_depth(raw: bytes) -> None:
    assert reason_of(raw) != ""


def test_nesting_in_what_is_stepped_over_costs_no_memory() -> None:
    raw = b'{"x":' + b"[" * 50_000 + b"]" * 50_000 + b"," + json.dumps(plain("AAAA")).encode()[1:]
    assert place_of(parse(raw), 1, 1) == ("a.js", 1, 1)


@pytest.mark.parametrize("member", [b'"x"', b'"sources"'])
def test_tokens_are_counted_whether_kept_or_not(member: bytes) -> None:
    raw = b"{" + member + b":[" + b"[]," * MAX_TOKENS + b"0]}"
    assert reason_of(raw, max_bytes=2**22) == (
        f"tokens = 'more than {MAX_TOKENS}': must be <= {MAX_TOKENS}"
    )


def test_sections_are_counted() -> None:
    sections = [section(line, 0, plain()) for line in range(MAX_SECTIONS + 1)]
    assert f"must be <= {MAX_SECTIONS}" in reason_of(index(*sections))


def test_a_source_without_wide_characters_has_the_same_columns() -> None:
    columns = Utf16Columns("a\u20ac\u00e9 = 1\n".encode())
    assert [columns.of(1, column) for column in (1, 5, 2**40)] == [1, 5, 2**40]


@pytest.mark.parametrize("line_end", ["\n", "\r", "\r\n", "\u2028", "\u2029"])
def test_wide_characters_move_what_stands_behind_them_in_their_line(line_end: str) -> None:
    text = f"\u00e9\U0001f600x{line_end}y{line_end}\U0001f600\u20ac\U0001f600z"
    columns = Utf16Columns(text.encode())
    assert [columns.of(1, column) for column in (1, 2, 3, 4)] == [1, 2, 4, 5]
    assert [columns.of(2, column) for column in (1, 2)] == [1, 2]
    assert [columns.of(3, column) for column in (1, 2, 3, 4)] == [1, 3, 4, 6]


def test_columns_agree_with_a_count_done_the_long_way() -> None:
    text = "ab\U0001f600\n\U00010000\U00010000c\u20ac\r\n\r\U0001f600" * 20
    columns = Utf16Columns(text.encode())
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        for column in range(1, len(line) + 2):
            units = len(line[: column - 1].encode("utf-16-le")) // 2
            assert columns.of(number, column) == units + 1
