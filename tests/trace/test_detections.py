"""What Stockade looks for by itself in code, on its syntax tree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.trace.detection_snippets import FOUND, HARMLESS

import stockade_worker
from stockade_policies import DETECTIONS
from stockade_worker.tracer.detections import conditional_at, found_in_made
from stockade_worker.tracer.detections.backtracking import is_exponential
from stockade_worker.tracer.detections.detector import FOUND as MOST_FOUND
from stockade_worker.tracer.instrument import Instrumenter

INSTRUMENTER = Instrumenter()


def found_in(source: str) -> list[tuple[str, int]]:
    INSTRUMENTER.instrument(source.encode(), magic=1 << 27, function_base=0, site_base=0)
    return [(one.detection, one.start) for one in INSTRUMENTER.detect()]


@pytest.mark.parametrize(
    ("detection", "source"),
    [(detection, source) for detection, sources in FOUND.items() for source in sources],
)
def test_detection_finds(detection: str, source: str) -> None:
    assert detection in dict(found_in(source))


@pytest.mark.parametrize("source", HARMLESS)
def test_harmless_code_is_left_alone(source: str) -> None:
    assert not found_in(source)


def test_every_detection_in_code_has_snippets() -> None:
    others = {
        *("function-argument-injection", "environment-fingerprinting", "conditional-compilation"),
        *(name for name in DETECTIONS if name.startswith("node-")),
    }
    assert set(FOUND) | others == set(DETECTIONS)


def test_what_personas_tell_is_known_by_name_and_severity() -> None:
    told = {
        pair
        for path in (Path(stockade_worker.__file__).parent / "guest").rglob("*.js")
        for pair in re.findall(r'stage\.violation\("([^"]+)", "([^"]+)"', path.read_text("utf-8"))
    }
    assert told
    assert all(DETECTIONS[rule].severity == severity for rule, severity in told)


def test_place_is_where_the_chain_begins() -> None:
    assert found_in("var a = 1;\nx = b . __proto__ [ c ]; b.__proto__[c] = 2") == [
        ("prototype-pollution", 36)
    ]


def test_word_is_looked_at_however_it_is_spelled_in_brackets() -> None:
    for quote in "'\"`":
        name = f"{quote}constructor{quote}"
        assert "constructor-manipulation" in dict(found_in(f"x[{name}][{name}]('y')"))


def test_flood_is_bounded() -> None:
    assert len(found_in("debugger;\n" * 5000)) == MOST_FOUND


def test_looking_stops_when_it_is_late() -> None:
    INSTRUMENTER.instrument(b"debugger", magic=1 << 27, function_base=0, site_base=0)
    assert INSTRUMENTER.detect(lambda: True) == ()


def test_code_is_looked_through_once() -> None:
    assert found_in("debugger")
    assert INSTRUMENTER.detect() == ()


@pytest.mark.parametrize(
    ("source", "at"),
    [
        ("/*@cc_on x @*/", 0),
        ("a;\n//@cc_on", 3),
        ("  @cc_on", 0),
        ("'@cc_on'", -1),
        ("a @cc_on", -1),
        ("", -1),
    ],
)
def test_conditional_compilation_is_seen_in_the_text(source: str, at: int) -> None:
    assert conditional_at(source.encode()) == at


MADE = b"(function anonymous(\n) {\nreturn 1\n})"


@pytest.mark.parametrize(
    ("maker", "at", "is_found"),
    [
        (b"Function('return 1')", 0, False),
        (b"new Function('return 1')", 4, False),
        (b"Function.apply(null, x)", 15, False),
        (b"Function(...x)", 9, False),
        (b"x.constructor('return 1')", 2, True),
        (b"f('return 1')", 0, True),
        (b"", -1, False),
    ],
)
def test_function_by_another_name_is_manipulation(maker: bytes, at: int, *, is_found: bool) -> None:
    found = found_in_made(MADE, "Function", maker, at, len(MADE) - 1)
    assert [one.detection for one in found] == ["constructor-manipulation"] * is_found


def test_maker_without_a_name_was_reached_through_a_constructor() -> None:
    found = found_in_made(MADE, "AsyncFunction", b"F('x')", -1, len(MADE) - 1)
    assert [one.detection for one in found] == ["constructor-manipulation"]


def test_what_bundlers_do_to_get_the_global_object_is_harmless() -> None:
    text = b"(function anonymous(\n) {\nreturn this\n})"
    assert not found_in_made(text, "Function", b"n('return this')", 0, len(text) - 1)


def test_function_that_ends_early_is_an_injection() -> None:
    text = b"(function anonymous(\n) {\n}, x = 1, {\n})"
    found = found_in_made(text, "Function", b"Function(x)", 0, text.index(b"}") + 1)
    assert [one.detection for one in found] == ["function-argument-injection"]


def test_asking_for_process_is_an_escape() -> None:
    text = b"(function anonymous(\n) {\nreturn this.process\n})"
    found = found_in_made(text, "Function", b"Function(x)", 0, len(text) - 1)
    assert [one.detection for one in found] == ["escape-attempt"]


@pytest.mark.parametrize(
    "pattern",
    [
        *(r"^(a+)+$", r"(x|x)*y", r"(a*)*b", r"^(\w|\d)*$", r"(.*,)+x", r'"([^"\\]+|\\.)*"'),
        *(r"(((.+)+)+)+$", r"^(\s*\w+)*$", r"(a|b|a)+c", r"([a-zA-Z0-9]+)*@", r"(?:a{1,50})+b"),
        *(r"(\d+\.?)+$", r"^(?:(?:(?:a|b)*)*)*c", r"^(([a-z])+.)+[A-Z]([a-z])+$", r"(a+)+(?=b)"),
    ],
)
def test_exponential_pattern_is_told(pattern: str) -> None:
    assert is_exponential(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        *(r"(a+)+", r"^\s+|\s+$", r"(?:\\.|[\w-]|[^\0-\x7f])+x", r"(?:.|\n)*x", r"(\w+\s)+x"),
        *(r'"(?:[^"\\]|\\.)*"', r"(a+b)+c", r"^[\w.]+@[\w.]+$", r"a{2,3}", r"(?:[a-z]+\.)+com$"),
        *(r"(\d{3})+$", r"(\d{1,3})(?=(\d{3})+$)", r"(?:\r\n|\r|\n)*x", r"[(a+)+]+b"),
        # What it can't read is no finding.
        *(
            "(",
            "[",
            ")*a",
            r"(?<n>a)+\k<n>",
            r"(\p{L}+)+x",
            "(" * 100 + "a+" + ")+" * 100,
            "(a+)+x" * 999,
        ),
    ],
)
def test_pattern_that_is_not_clearly_exponential_is_left_alone(pattern: str) -> None:
    assert not is_exponential(pattern)
